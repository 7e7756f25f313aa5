// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/MinuteLatencies.h"

#include <QVariant>

namespace signalbox::models {

namespace {

/// Empty bytes that are not null: Qt stores a null QByteArray as NULL.
QVariant blobOf(const LatencyHistogram &histogram)
{
    const QByteArray bytes = histogram.toBytes();
    return bytes.isNull() ? QByteArray("") : bytes;
}

} // namespace

MinuteLatencies::MinuteLatencies(const StoreDatabase &database)
    : m_find(database.handle())
    , m_replace(database.handle())
{
    m_find.setForwardOnly(true);
    m_find.prepare(QStringLiteral("SELECT requests, errors, ttft, total FROM minute_latency"
                                  " WHERE minute = ? AND target = ?"));
    m_replace.prepare(QStringLiteral("INSERT OR REPLACE INTO minute_latency"
                                     " (minute, target, requests, errors, ttft, total)"
                                     " VALUES (?, ?, ?, ?, ?, ?)"));
}

void MinuteLatencies::add(const ExchangeRecord &record, qint64 target)
{
    // A probe is not what users ask, and a kept answer is not the target's own.
    if (target == 0 || record.kind == ExchangeKind::Probe
        || record.costSource == CostSource::Cached)
        return;
    const qint64 finishedMs = record.startedAtMs + record.totalUs / 1000;
    Figures &figures = m_added[{finishedMs / msPerMinute, target}];
    ++figures.requests;
    figures.ttft.add(record.ttftUs);
    if (record.outcome == ExchangeOutcome::Success)
        figures.total.add(record.totalUs);
    else if (record.outcome != ExchangeOutcome::ClientGone)
        ++figures.errors;
}

Status<StoreError> MinuteLatencies::write()
{
    for (auto &[key, figures] : m_added) {
        m_find.bindValue(0, key.first);
        m_find.bindValue(1, key.second);
        if (!m_find.exec())
            return Failure{storeError(m_find.lastError())};
        if (m_find.next()) {
            figures.requests += m_find.value(0).toLongLong();
            figures.errors += m_find.value(1).toLongLong();
            // A damaged histogram is replaced by what is new.
            figures.ttft.merge(LatencyHistogram::fromBytes(m_find.value(2).toByteArray())
                                   .value_or(LatencyHistogram()));
            figures.total.merge(LatencyHistogram::fromBytes(m_find.value(3).toByteArray())
                                    .value_or(LatencyHistogram()));
        }
        m_find.finish();
        m_replace.bindValue(0, key.first);
        m_replace.bindValue(1, key.second);
        m_replace.bindValue(2, figures.requests);
        m_replace.bindValue(3, figures.errors);
        m_replace.bindValue(4, blobOf(figures.ttft));
        m_replace.bindValue(5, blobOf(figures.total));
        if (!m_replace.exec())
            return Failure{storeError(m_replace.lastError())};
    }
    m_added.clear();
    return std::monostate{};
}

} // namespace signalbox::models
