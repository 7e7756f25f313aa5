// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyKeeper.h"

#include "models/policy/PolicyWriter.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <chrono>
#include <utility>

namespace signalbox::models {

namespace {

constexpr std::chrono::milliseconds settleTime{200};
const auto versionsFolder = QLatin1String("policy-versions");
const auto draftName = QLatin1String("draft.signalbox.txt");

/// What the thread found the file to be.
struct FoundFile
{
    enum class State : quint8 {
        Ours, ///< as it was last written or read here
        Same, ///< written anew, but it says what serves
        Other,
    };

    State state = State::Ours;
    PolicyFileNews news{};
};

/// What became of a policy that is to serve.
struct Kept
{
    QString problem{}; ///< empty: it serves
    QString versionProblem{}; ///< empty: it is a version, too
};

FoundFile lookAtFile(PolicyFile &file, const Policy &served)
{
    if (!file.hasChangedOnDisk())
        return {};
    PolicyFile other(file.path());
    auto read = other.load();
    if (!read) {
        // Gone in between, or not for us to read: there is nothing to tell of it.
        if (read.error().reason != PolicyFileFailure::Reason::NotValid)
            return {};
        return {.state = FoundFile::State::Other,
                .news = {.policy = {}, .problems = read.error().problems}};
    }
    if (read.value().policy == served) {
        (void)file.load();
        return {.state = FoundFile::State::Same};
    }
    ReadPolicy found = read.takeValue();
    return {.state = FoundFile::State::Other,
            .news = {.policy = std::move(found.policy), .problems = std::move(found.warnings)}};
}

} // namespace

PolicyKeeper::PolicyKeeper(const QString &policyPath, const QString &folder, QObject *parent)
    : QObject(parent)
    , m_path(policyPath)
    , m_served(std::make_shared<const Policy>())
    , m_file(policyPath)
    , m_history(QDir(folder).filePath(versionsFolder))
    , m_draft(QDir(folder).filePath(draftName))
{
    m_writer.setMaxThreadCount(1);
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleTime);
    connect(&m_settle, &QTimer::timeout, this, &PolicyKeeper::look);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] { m_settle.start(); });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { m_settle.start(); });
}

PolicyKeeper::~PolicyKeeper()
{
    m_writer.waitForDone();
}

template<typename Work, typename Answer>
void PolicyKeeper::ask(QObject *context, Work work, Answer answer)
{
    m_writer.start([this, guard = QPointer<QObject>(context), work = std::move(work),
                    answer = std::move(answer)] {
        m_mailbox.post([guard, answer, found = work()] {
            if (guard)
                answer(found);
        });
    });
}

void PolicyKeeper::begin(const Policy &served)
{
    setServed(served);
    // Only what serves is known: what was written since it was read is news.
    m_writer.start([this, served] {
        PolicyFile file(m_path);
        const auto read = file.load();
        if (read && read.value().policy == served)
            m_file = std::move(file);
    });
    ask(
        this, [this, served] { return keepVersion(served, {}, PolicyVersion::Origin::Start); },
        [this](const QString &problem) { tellVersion(problem); });
}

void PolicyKeeper::setServed(const Policy &policy)
{
    m_served = std::make_shared<const Policy>(policy);
}

/// On the thread of m_writer.
QString PolicyKeeper::keepVersion(const Policy &policy, const QString &message,
                                  PolicyVersion::Origin origin)
{
    const auto added = m_history.add(
        writePolicy(policy),
        {.savedAtMs = QDateTime::currentMSecsSinceEpoch(), .message = message, .origin = origin});
    return added ? QString() : added.error();
}

void PolicyKeeper::tellVersion(const QString &problem)
{
    if (problem.isEmpty())
        emit versionsChanged();
    else
        emit troubled(problem);
}

void PolicyKeeper::save(const Policy &policy, const QString &message, QObject *context, Done done)
{
    write(policy, message, PolicyFile::IfChanged::Refuse, context, std::move(done));
}

void PolicyKeeper::keepOurs(QObject *context, Done done)
{
    write(*m_served, {}, PolicyFile::IfChanged::Overwrite, context, std::move(done));
}

void PolicyKeeper::write(const Policy &policy, const QString &message,
                         PolicyFile::IfChanged ifChanged, QObject *context, Done done)
{
    ask(
        this,
        [this, policy, message, ifChanged] {
            const auto written = m_file.save(policy, ifChanged);
            if (!written)
                return Kept{.problem = written.error().message};
            return Kept{.versionProblem =
                            keepVersion(policy, message, PolicyVersion::Origin::Saved)};
        },
        [this, policy, guard = QPointer<QObject>(context),
         done = std::move(done)](const Kept &kept) {
            if (kept.problem.isEmpty()) {
                setServed(policy);
                tellVersion(kept.versionProblem);
            } else {
                m_told.reset(); // what keeps it from being saved is told once more
            }
            if (m_isWatching)
                look(); // also for the file that is there for the first time
            if (guard)
                done(kept.problem);
        });
}

void PolicyKeeper::adopt(const Policy &told, QObject *context, Done done)
{
    ask(
        this,
        [this, told] {
            const auto now = PolicyFile(m_path).load();
            if (!now || now.value().policy != told)
                return Kept{.problem = QStringLiteral("%1 has changed once more.").arg(m_path)};
            (void)m_file.load();
            return Kept{.versionProblem = keepVersion(told, {}, PolicyVersion::Origin::File)};
        },
        [this, told, guard = QPointer<QObject>(context), done = std::move(done)](const Kept &kept) {
            if (kept.problem.isEmpty()) {
                setServed(told);
                tellVersion(kept.versionProblem);
                emit policyAdopted(told);
            } else {
                m_told.reset();
            }
            look();
            if (guard)
                done(kept.problem);
        });
}

void PolicyKeeper::listVersions(QObject *context,
                                std::function<void(const PolicyVersions &)> answer)
{
    ask(
        context, [this] { return m_history.list(); }, std::move(answer));
}

void PolicyKeeper::loadVersion(int number, QObject *context,
                               std::function<void(const Result<QByteArray, QString> &)> answer)
{
    ask(
        context, [this, number] { return m_history.load(number); }, std::move(answer));
}

void PolicyKeeper::saveDraft(const PolicyDraft &draft)
{
    ask(
        this, [this, draft] { return m_draft.save(draft).value_or(QString()); },
        [this](const QString &problem) {
            if (!problem.isEmpty())
                emit troubled(problem);
        });
}

void PolicyKeeper::removeDraft()
{
    m_writer.start([this] { m_draft.remove(); });
}

void PolicyKeeper::loadDraft(QObject *context,
                             std::function<void(const std::optional<PolicyDraft> &)> answer)
{
    ask(
        context, [this] { return m_draft.load(); }, std::move(answer));
}

void PolicyKeeper::watch()
{
    m_isWatching = true;
    look();
}

/// A file that was exchanged by another one is not watched any longer, whatever the watcher says.
void PolicyKeeper::lookAfter()
{
    if (!m_watcher.files().isEmpty())
        m_watcher.removePaths(m_watcher.files());
    const bool isThere = m_watcher.addPath(m_path);
    const QStringList folders = m_watcher.directories();
    if (isThere && !folders.isEmpty())
        m_watcher.removePaths(folders);
    else if (!isThere && folders.isEmpty())
        m_watcher.addPath(QFileInfo(m_path).path());
}

void PolicyKeeper::look()
{
    // First, so that nothing is missed between the look and the watch.
    lookAfter();
    ask(
        this, [this, served = m_served] { return lookAtFile(m_file, *served); },
        [this](const FoundFile &found) {
            if (found.state == FoundFile::State::Other)
                tell(found.news);
            else if (std::exchange(m_told, std::nullopt))
                emit fileSettled();
        });
}

void PolicyKeeper::tell(const PolicyFileNews &news)
{
    if (m_told == news)
        return;
    m_told = news;
    emit fileChanged(news);
}

} // namespace signalbox::models
