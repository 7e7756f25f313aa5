// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/StoreWriter.h"

#include "models/base/PrivateFolder.h"
#include "models/store/FeedbackTable.h"
#include "models/store/StoreSchema.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>

#include <array>
#include <utility>

namespace signalbox::models {

namespace {

Q_LOGGING_CATEGORY(lcStore, "signalbox.store")

const auto databaseName = QLatin1String("traffic.db");
const std::array<QLatin1String, 2> companionSuffixes{QLatin1String("-wal"), QLatin1String("-shm")};
constexpr qint64 recordsPerTransaction = 4'000;
// Between two bursts the event loop gets its turn, so that nobody waits long for anything else.
constexpr int transactionsPerBurst = 8;
constexpr std::chrono::milliseconds betweenRetentionSlices{20};
constexpr std::size_t feedbackKept = 1'000; // while it cannot be written

QString sentenceFor(const StoreError &error)
{
    switch (error.problem) {
    case StoreProblem::None:
        return {};
    case StoreProblem::CannotOpen:
        return QStringLiteral("The traffic database cannot be opened (%1).").arg(error.message);
    case StoreProblem::Locked:
        return QStringLiteral("Another program holds the traffic database.");
    case StoreProblem::ReadOnly:
        return QStringLiteral("The traffic database is read-only.");
    case StoreProblem::DiskFull:
        return QStringLiteral("The disk is full.");
    case StoreProblem::DiskError:
        return QStringLiteral("The disk reports an error (%1).").arg(error.message);
    case StoreProblem::Damaged:
        return QStringLiteral("The traffic database is damaged.");
    case StoreProblem::TooNew:
        return QStringLiteral("The traffic database was written by a newer Signalbox.");
    case StoreProblem::Other:
        return QStringLiteral("The traffic database does not work (%1).").arg(error.message);
    }
    return {};
}

} // namespace

StoreWriter::StoreWriter(const QString &directory, const StoreOptions &options, Backlog &backlog,
                         Callbacks callbacks, QObject *parent)
    : QObject(parent)
    , m_directory(directory)
    , m_file(QDir(directory).filePath(databaseName))
    , m_options(options)
    , m_backlog(backlog)
    , m_callbacks(std::move(callbacks))
    , m_gather(this)
    , m_retry(this)
    , m_retain(this)
{
    m_gather.setSingleShot(true);
    m_retain.setSingleShot(true);
    m_retry.setInterval(options.retryTime);
    connect(&m_gather, &QTimer::timeout, this, &StoreWriter::writePending);
    connect(&m_retry, &QTimer::timeout, this, &StoreWriter::tryAgain);
    connect(&m_retain, &QTimer::timeout, this, &StoreWriter::keepWithinLimits);
}

StoreWriter::~StoreWriter() = default;

void StoreWriter::open()
{
    if (auto opened = openDatabase(); !opened) {
        degrade(opened.error());
        // What cannot be written may still be read.
        const StoreProblem problem = opened.error().problem;
        const bool readable = problem == StoreProblem::Locked || problem == StoreProblem::ReadOnly
            || problem == StoreProblem::DiskFull;
        m_callbacks.readable(readable ? m_file : QString());
        return;
    }
    setHealthy();
}

void StoreWriter::wake(Backlog::Wake wake)
{
    if (m_state.condition == StoreState::Condition::MemoryOnly)
        return;
    if (wake == Backlog::Wake::Now)
        writePending();
    else if (wake == Backlog::Wake::Soon && !m_gather.isActive())
        m_gather.start(m_options.gatherTime);
}

void StoreWriter::add(const Feedback &feedback)
{
    if (m_feedback.size() >= feedbackKept)
        m_feedback.pop_front();
    m_feedback.push_back(feedback);
    if (m_state.condition != StoreState::Condition::MemoryOnly)
        writeFeedback();
}

void StoreWriter::writeFeedback()
{
    while (m_inserter && !m_feedback.empty()) {
        const auto written = storeFeedback(m_database, m_feedback.front());
        if (!written) {
            // No fault of disk or lock: it would never be taken.
            if (written.error().problem == StoreProblem::Other)
                m_feedback.pop_front();
            degrade(written.error());
            return;
        }
        m_feedback.pop_front();
    }
}

void StoreWriter::flush()
{
    if (m_state.condition == StoreState::Condition::MemoryOnly)
        tryAgain();
    while (m_inserter && !m_backlog.isEmpty())
        writePending();
    writeFeedback();
}

void StoreWriter::close()
{
    // Whoever holds the lock now must not hold up the end.
    if (m_database.isOpen())
        (void)m_database.run(QStringLiteral("PRAGMA busy_timeout = 500"));
    flush();
    if (!m_backlog.isEmpty())
        qCWarning(lcStore, "The last records could not be written.");
    for (QTimer *timer : {&m_gather, &m_retry, &m_retain})
        timer->stop();
    closeDatabase();
}

Status<StoreError> StoreWriter::openDatabase()
{
    if (!makePrivateFolder(m_directory))
        return Failure{StoreError{.problem = StoreProblem::CannotOpen,
                                  .message = QDir::toNativeSeparators(m_directory)}};
    auto opened = m_damaged
        ? Status<StoreError>(Failure{StoreError{.problem = StoreProblem::Damaged, .message = {}}})
        : openFile();
    if (opened || opened.error().problem != StoreProblem::Damaged)
        return opened;
    m_database.close();
    if (!moveDamagedFileAside())
        return opened;
    m_damaged = false;
    return openFile();
}

Status<StoreError> StoreWriter::openFile()
{
    // Made here, with its rights, and not by SQLite, whose companion files take theirs from it.
    makePrivateFile(m_file);
    auto opened = m_database.open(m_file, StoreDatabase::Access::Write, m_options.busyTimeout,
                                  m_options.maxPages);
    if (!opened)
        return opened;
    return migrateStore(m_database);
}

void StoreWriter::tryAgain()
{
    if (auto opened = openDatabase(); !opened) {
        degrade(opened.error());
        return;
    }
    m_inserter = std::make_unique<RecordInserter>(m_database);
    // It works again only when it can be written as well.
    if (auto written = writeSome(); !written) {
        // No fault of disk or lock, and the second time: these records would block all others.
        if (written.error().problem == StoreProblem::Other) {
            qCWarning(lcStore, "Some records cannot be stored and are given up.");
            m_backlog.discard(m_backlog.oldest(recordsPerTransaction).last);
        }
        degrade(written.error());
        return;
    }
    setHealthy();
    writePending();
}

/// Whether there is more to write.
Result<bool, StoreError> StoreWriter::writeSome()
{
    const Backlog::Contents contents = m_backlog.oldest(recordsPerTransaction);
    if (contents.batches.empty())
        return false;
    if (auto inserted = m_inserter->insert(contents.batches, m_capture); !inserted)
        return Failure{inserted.error()};
    const std::lock_guard lock(m_backlog.handover());
    if (auto committed = m_inserter->commit(); !committed)
        return Failure{committed.error()};
    m_backlog.release(contents.last);
    return !m_backlog.isEmpty();
}

void StoreWriter::writePending()
{
    if (!m_inserter)
        return;
    m_gather.stop();
    for (int i = 0; i < transactionsPerBurst; ++i) {
        const auto more = writeSome();
        if (!more) {
            degrade(more.error());
            return;
        }
        if (!more.value()) {
            publish();
            return;
        }
    }
    m_gather.start(std::chrono::milliseconds(0));
    publish();
}

void StoreWriter::setHealthy()
{
    if (!m_inserter)
        m_inserter = std::make_unique<RecordInserter>(m_database);
    m_retention = std::make_unique<Retention>(m_database);
    m_retry.stop();
    m_backlog.setRecordLimit(m_options.pendingRecordLimit);
    m_state.condition = StoreState::Condition::Healthy;
    const bool movedAside = !m_state.movedAside.isEmpty();
    m_state.problem = movedAside ? StoreProblem::Damaged : StoreProblem::None;
    m_state.message = movedAside
        ? QStringLiteral(
              "The traffic database was damaged. It was moved to %1 and a new one begun.")
              .arg(QDir::toNativeSeparators(m_state.movedAside))
        : QString();
    m_callbacks.readable(m_file);
    if (!m_backlog.isEmpty())
        m_gather.start(m_options.gatherTime);
    m_retain.start(m_options.retentionTime);
    publish();
    writeFeedback();
}

void StoreWriter::degrade(const StoreError &error)
{
    closeDatabase();
    m_backlog.setRecordLimit(m_options.memoryRecords);
    if (error.problem == StoreProblem::Damaged
        && m_state.condition == StoreState::Condition::Healthy && !m_damaged) {
        // No need to wait: a new file takes the place of the damaged one.
        m_damaged = true;
        m_retry.start(std::chrono::milliseconds(0));
    } else {
        m_retry.start(m_options.retryTime);
    }
    if (m_state.problem != error.problem)
        qCWarning(lcStore, "%s", qPrintable(sentenceFor(error)));
    m_state.condition = StoreState::Condition::MemoryOnly;
    m_state.problem = error.problem;
    m_state.message = sentenceFor(error)
        + QStringLiteral(" The newest %1 exchanges are kept in memory until it works again.")
              .arg(m_options.memoryRecords);
    publish();
}

void StoreWriter::closeDatabase()
{
    m_gather.stop();
    m_retain.stop();
    m_inserter.reset();
    m_retention.reset();
    m_database.close();
}

bool StoreWriter::moveDamagedFileAside()
{
    const QString aside = m_file + QStringLiteral(".damaged-")
        + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddTHHmmsszzz"));
    if (!QFile::rename(m_file, aside))
        return false;
    // They belong to the damaged file: a new one must not find them.
    for (const QLatin1String suffix : companionSuffixes)
        QFile::rename(m_file + suffix, aside + suffix);
    m_state.movedAside = aside;
    qCWarning(lcStore, "The damaged traffic database was moved aside.");
    return true;
}

void StoreWriter::keepWithinLimits()
{
    const auto progress = m_retention->runSlice(m_capture, QDateTime::currentMSecsSinceEpoch());
    if (!progress) {
        // Whoever holds the lock now will let it go; a real fault shows at the next write.
        m_retain.start(m_options.retentionTime);
        return;
    }
    m_retain.start(progress.value() == Retention::Progress::More ? betweenRetentionSlices
                                                                 : m_options.retentionTime);
    if (progress.value() == Retention::Progress::Done)
        publish();
}

void StoreWriter::publish()
{
    if (m_database.isOpen()) {
        const auto records = m_database.number(
            QStringLiteral("SELECT coalesce(max(seq) - min(seq) + 1, 0) FROM exchange"));
        m_state.records = records ? records.value() : -1;
    }
    m_state.bytes = QFileInfo(m_file).size();
    for (const QLatin1String suffix : companionSuffixes)
        m_state.bytes += QFileInfo(m_file + suffix).size();
    m_state.bodiesDropped = m_backlog.bodiesDropped();
    m_state.recordsDropped = m_backlog.recordsDropped();
    if (m_state == m_published)
        return;
    m_published = m_state;
    m_callbacks.stateChanged(m_state);
}

} // namespace signalbox::models
