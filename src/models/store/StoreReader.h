// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/decision/RouteTraffic.h"
#include "models/store/Backlog.h"
#include "models/store/BodyCodec.h"
#include "models/store/FilterSql.h"
#include "models/store/NameTable.h"
#include "models/store/RecordStore.h"
#include "models/store/StoreDatabase.h"

#include <QList>
#include <QSqlQuery>
#include <QString>

#include <chrono>
#include <optional>

namespace signalbox::models {

/// The reading half of the store: answers from the database and the backlog as they stand at one
/// moment, on a connection of its own, so that a long question never holds up a write. Works
/// without a database, too. Lives on the reader thread.
class StoreReader
{
public:
    StoreReader(Backlog &backlog, std::chrono::milliseconds busyTimeout);
    ~StoreReader();
    Q_DISABLE_COPY_MOVE(StoreReader)

    /// An empty \a file means that there is none to read.
    void open(const QString &file);
    void close();

    qint64 count(const TrafficFilter &filter);
    QList<ExchangeRecord> page(const TrafficFilter &filter, quint64 beforeId, int limit);
    QList<ExchangeRecord> pageAt(const TrafficFilter &filter, qint64 offset, int limit);
    QList<ExchangeRecord> requests(const TrafficFilter &filter, quint64 beforeId, int limit,
                                   qint64 bytes);
    std::optional<ExchangeRecord> detail(quint64 id);
    std::optional<Feedback> feedback(quint64 id);
    QList<Feedback> feedbacks(int limit);
    TrafficSnapshot snapshot(const TrafficFilter &filter, int newestIds,
                             const std::optional<TrafficSnapshot> &previous);
    QList<ExchangeRecord> rows(const TrafficFilter &filter, qint64 lastSeq, qint64 offset,
                               int limit);
    RouteTraffic routeTraffic(const TrafficFilter &filter, int limit);
    QList<LatencyMinute> latencies(qint64 fromMs, qint64 toMs, const QString &target);

private:
    /// One moment of database and backlog. While it lives, the database does not change for us.
    class View;

    [[nodiscard]] qint64 number(const QString &sql) const;
    [[nodiscard]] std::optional<QByteArray> blob(const QString &sql, qint64 seq) const;
    [[nodiscard]] qint64 countUpTo(const FilterSql &condition, qint64 afterSeq, qint64 lastSeq);
    [[nodiscard]] QList<ExchangeRecord> select(const FilterSql &condition, qint64 lastSeq,
                                               qint64 offset, int limit);

    Backlog &m_backlog;
    const std::chrono::milliseconds m_busyTimeout;
    StoreDatabase m_database;
    NameReader m_names;
    BodyCodec m_bodies;
};

} // namespace signalbox::models
