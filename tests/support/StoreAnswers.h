// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/RecordStore.h"
#include "support/Records.h"
#include "support/Wait.h"

#include <QTest>

#include <functional>
#include <optional>

namespace signalbox::tests {

inline QList<quint64> idsOf(const QList<models::ExchangeRecord> &records)
{
    QList<quint64> ids;
    for (const models::ExchangeRecord &record : records)
        ids.append(record.id);
    return ids;
}

inline QList<quint64> idsDownFrom(int newest, int count)
{
    QList<quint64> ids;
    for (int number = newest; number > newest - count; --number)
        ids.append(makeRecord(number).id);
    return ids;
}

inline models::TrafficFilter filterOf(const std::function<void(models::TrafficFilter &)> &fill)
{
    models::TrafficFilter filter;
    fill(filter);
    return filter;
}

/// Waits for the answer of one question.
template<typename T, typename Ask>
T answerOf(Ask ask)
{
    std::optional<T> found;
    QObject context;
    ask(&context, [&found](const T &answer) { found = answer; });
    waitUntil([&found] { return found.has_value(); });
    return found.value_or(T{});
}

inline qint64 countOf(models::RecordStore &store, const models::TrafficFilter &filter = {})
{
    return answerOf<qint64>(
        [&](QObject *context, auto answer) { store.count(filter, context, answer); });
}

inline QList<models::ExchangeRecord> pageOf(models::RecordStore &store, quint64 beforeId, int limit,
                                            const models::TrafficFilter &filter = {})
{
    return answerOf<QList<models::ExchangeRecord>>([&](QObject *context, auto answer) {
        store.page(filter, beforeId, limit, context, answer);
    });
}

inline QList<models::ExchangeRecord> pageAtOf(models::RecordStore &store, qint64 offset, int limit,
                                              const models::TrafficFilter &filter = {})
{
    return answerOf<QList<models::ExchangeRecord>>([&](QObject *context, auto answer) {
        store.pageAt(filter, offset, limit, context, answer);
    });
}

inline std::optional<models::ExchangeRecord> detailOf(models::RecordStore &store, quint64 id)
{
    return answerOf<std::optional<models::ExchangeRecord>>(
        [&](QObject *context, auto answer) { store.detail(id, context, answer); });
}

inline models::TrafficSnapshot
snapshotOf(models::RecordStore &store, const models::TrafficFilter &filter = {},
           const std::optional<models::TrafficSnapshot> &previous = {})
{
    return answerOf<models::TrafficSnapshot>([&](QObject *context, auto answer) {
        store.snapshot(filter, 100, previous, context, answer);
    });
}

inline void flush(models::RecordStore &store)
{
    bool done = false;
    QObject context;
    store.flush(&context, [&done] { done = true; });
    QVERIFY(waitUntil([&done] { return done; }));
}

} // namespace signalbox::tests
