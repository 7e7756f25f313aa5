// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/Retention.h"

#include "models/store/MinuteLatencies.h"

#include <QStringList>

namespace signalbox::models {

namespace {

constexpr qint64 msPerDay = 86'400'000;
constexpr qint64 bytesPerMib = 1024LL * 1024;
constexpr int recordsPerSlice = 500;
constexpr int bodiesPerSlice = 100;
constexpr int pagesPerSlice = 500;
// Free pages are used again by the next records; only more than this share goes back to the disk.
constexpr qint64 freePagesKept = 1'000;
constexpr qint64 freeShareKept = 4;

} // namespace

Result<Retention::Progress, StoreError> Retention::runSlice(const CaptureSettings &capture,
                                                            qint64 nowMs)
{
    if (capture.retentionDays > 0) {
        auto done = dropOld(nowMs - capture.retentionDays * msPerDay);
        if (!done || done.value() == Progress::More)
            return done;
    }
    if (capture.maxStoreMib > 0) {
        auto done = dropLarge(capture.maxStoreMib * bytesPerMib);
        if (!done || done.value() == Progress::More)
            return done;
    }
    return giveSpaceBack();
}

Result<Retention::Progress, StoreError> Retention::dropOld(qint64 cutoffMs)
{
    // The first record young enough among the oldest ones, or the one after the slice.
    const auto keepFrom = m_database.number(
        QStringLiteral("WITH oldest AS (SELECT seq, started FROM exchange ORDER BY seq LIMIT %1)"
                       " SELECT coalesce((SELECT min(seq) FROM oldest WHERE started >= %2),"
                       " (SELECT max(seq) + 1 FROM oldest))")
            .arg(recordsPerSlice)
            .arg(cutoffMs));
    const auto oldest = m_database.number(QStringLiteral("SELECT min(seq) FROM exchange"));
    if (!keepFrom || !oldest)
        return Failure{keepFrom ? oldest.error() : keepFrom.error()};
    if (keepFrom.value() <= oldest.value())
        return Progress::Done;
    if (auto done = dropRecordsBelow(keepFrom.value()); !done)
        return Failure{done.error()};
    return Progress::More;
}

Result<Retention::Progress, StoreError> Retention::dropLarge(qint64 maxBytes)
{
    const auto used = m_database.number(
        QStringLiteral("SELECT (c.page_count - f.freelist_count) * s.page_size"
                       " FROM pragma_page_count c, pragma_freelist_count f, pragma_page_size s"));
    if (!used)
        return Failure{used.error()};
    if (used.value() <= maxBytes)
        return Progress::Done;
    const auto body = m_database.number(QStringLiteral("SELECT min(seq) FROM body"));
    if (!body)
        return Failure{body.error()};
    if (body.value() != 0) {
        auto done = runTransaction(
            {QStringLiteral(
                 "DELETE FROM body WHERE seq IN (SELECT seq FROM body ORDER BY seq LIMIT %1)")
                 .arg(bodiesPerSlice)});
        if (!done)
            return Failure{done.error()};
        return Progress::More;
    }
    const auto oldest = m_database.number(QStringLiteral("SELECT min(seq) FROM exchange"));
    if (!oldest)
        return Failure{oldest.error()};
    if (oldest.value() == 0)
        return Progress::Done; // nothing left to give up
    if (auto done = dropRecordsBelow(oldest.value() + recordsPerSlice); !done)
        return Failure{done.error()};
    return Progress::More;
}

Result<Retention::Progress, StoreError> Retention::giveSpaceBack()
{
    const auto pages = m_database.number(QStringLiteral("PRAGMA page_count"));
    const auto free = m_database.number(QStringLiteral("PRAGMA freelist_count"));
    if (!pages || !free)
        return Failure{pages ? free.error() : pages.error()};
    if (free.value() <= freePagesKept || free.value() * freeShareKept <= pages.value())
        return Progress::Done;
    // Qt takes one step of a statement that has no columns, and each step frees one page.
    auto done =
        runTransaction(QStringList(pagesPerSlice, QStringLiteral("PRAGMA incremental_vacuum(1)")));
    if (!done)
        return Failure{done.error()};
    return Progress::More;
}

Status<StoreError> Retention::dropRecordsBelow(qint64 seq)
{
    const QString below = QString::number(seq);
    return runTransaction(
        {QStringLiteral("DELETE FROM body WHERE seq < ") + below,
         QStringLiteral("DELETE FROM decision WHERE seq < ") + below,
         QStringLiteral("DELETE FROM exchange WHERE seq < ") + below,
         QStringLiteral("DELETE FROM minute_latency WHERE minute <"
                        " (SELECT started / %1 FROM exchange ORDER BY seq LIMIT 1)")
             .arg(msPerMinute),
         QStringLiteral("DELETE FROM feedback WHERE exchange < (SELECT min(id) FROM exchange)")});
}

Status<StoreError> Retention::runTransaction(const QStringList &statements)
{
    if (auto begun = m_database.run(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return begun;
    for (const QString &statement : statements + QStringList(QStringLiteral("COMMIT"))) {
        if (auto done = m_database.run(statement); !done) {
            (void)m_database.run(QStringLiteral("ROLLBACK"));
            return done;
        }
    }
    return std::monostate{};
}

} // namespace signalbox::models
