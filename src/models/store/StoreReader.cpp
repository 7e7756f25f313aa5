// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/StoreReader.h"

#include "models/decision/DecisionTree.h"
#include "models/store/FeedbackTable.h"
#include "models/store/MinuteLatencies.h"
#include "models/store/RecordRow.h"

#include <QVariant>

#include <algorithm>
#include <limits>
#include <vector>

namespace signalbox::models {

namespace {

constexpr qint64 newestSeq = std::numeric_limits<qint64>::max();

/// Ids rise with the time, and there is an index on them: what is older need not be looked at.
qint64 firstIdOf(qint64 startedMs)
{
    constexpr int counterBits = 20;
    return startedMs << counterBits;
}

/// As lists have it: what is large is only in the detail.
ExchangeRecord withoutBodies(const ExchangeRecord &record)
{
    ExchangeRecord copy = record;
    copy.bodies.reset();
    copy.decision.reset();
    return copy;
}

} // namespace

class StoreReader::View
{
public:
    explicit View(StoreReader &reader)
        : m_database(reader.m_database)
    {
        {
            // Reading anything fixes what the transaction sees.
            const std::lock_guard lock(reader.m_backlog.handover());
            if (m_database.isOpen()) {
                (void)m_database.run(QStringLiteral("BEGIN"));
                (void)m_database.number(QStringLiteral("SELECT max(seq) FROM exchange"));
            }
            m_batches = reader.m_backlog.all().batches;
        }
        if (m_database.isOpen())
            reader.m_names.update();
    }
    ~View()
    {
        if (m_database.isOpen())
            (void)m_database.run(QStringLiteral("COMMIT"));
    }
    Q_DISABLE_COPY_MOVE(View)

    /// Calls \a visit with the unwritten records, newest first, until it returns false.
    template<typename Visit>
    void visitUnwritten(Visit visit) const
    {
        for (auto batch = m_batches.rbegin(); batch != m_batches.rend(); ++batch) {
            for (auto record = (*batch)->rbegin(); record != (*batch)->rend(); ++record) {
                if (!visit(*record))
                    return;
            }
        }
    }
    [[nodiscard]] qint64 countUnwritten(const TrafficFilter &filter) const
    {
        qint64 count = 0;
        visitUnwritten([&](const ExchangeRecord &record) {
            count += filter.matches(record) ? 1 : 0;
            return true;
        });
        return count;
    }

private:
    const StoreDatabase &m_database;
    std::vector<RecordBatch> m_batches;
};

StoreReader::StoreReader(Backlog &backlog, std::chrono::milliseconds busyTimeout)
    : m_backlog(backlog)
    , m_busyTimeout(busyTimeout)
    , m_names(m_database)
{}

StoreReader::~StoreReader() = default;

void StoreReader::open(const QString &file)
{
    close();
    if (file.isEmpty())
        return;
    if (!m_database.open(file, StoreDatabase::Access::Read, m_busyTimeout))
        m_database.close();
}

void StoreReader::close()
{
    m_database.close();
    m_names.forget();
}

qint64 StoreReader::count(const TrafficFilter &filter)
{
    const View view(*this);
    return view.countUnwritten(filter) + countUpTo(filterSql(filter, m_names), 0, newestSeq);
}

QList<ExchangeRecord> StoreReader::page(const TrafficFilter &filter, quint64 beforeId, int limit)
{
    const View view(*this);
    QList<ExchangeRecord> records;
    // Unwritten records are newer than stored ones: only a stored id begins below them.
    bool begun = beforeId == 0;
    qint64 lastSeq = newestSeq;
    if (!begun && m_database.isOpen()) {
        // A record that is gone stands where its id would.
        const qint64 seq = number(QStringLiteral("SELECT seq FROM exchange WHERE id <= %1"
                                                 " ORDER BY id DESC LIMIT 1")
                                      .arg(beforeId));
        const bool found =
            number(QStringLiteral("SELECT count(*) FROM exchange WHERE id = %1").arg(beforeId))
            != 0;
        lastSeq = found ? seq - 1 : seq;
    }
    bool unwritten = false;
    view.visitUnwritten([&](const ExchangeRecord &record) {
        if (begun && filter.matches(record))
            records.append(withoutBodies(record));
        if (record.id == beforeId) {
            begun = true;
            unwritten = true;
        }
        return records.size() < limit;
    });
    if (records.size() < limit) {
        records += select(filterSql(filter, m_names), unwritten ? newestSeq : lastSeq, 0,
                          limit - static_cast<int>(records.size()));
    }
    return records;
}

QList<ExchangeRecord> StoreReader::pageAt(const TrafficFilter &filter, qint64 offset, int limit)
{
    const View view(*this);
    QList<ExchangeRecord> records;
    qint64 row = 0;
    view.visitUnwritten([&](const ExchangeRecord &record) {
        if (filter.matches(record) && row++ >= offset)
            records.append(withoutBodies(record));
        return records.size() < limit;
    });
    if (records.size() < limit) {
        records += select(filterSql(filter, m_names), newestSeq, std::max<qint64>(0, offset - row),
                          limit - static_cast<int>(records.size()));
    }
    return records;
}

std::optional<ExchangeRecord> StoreReader::detail(quint64 id)
{
    const View view(*this);
    std::optional<ExchangeRecord> found;
    view.visitUnwritten([&](const ExchangeRecord &record) {
        if (record.id == id)
            found = record;
        return !found;
    });
    if (found || !m_database.isOpen())
        return found;
    QSqlQuery query(m_database.handle());
    query.setForwardOnly(true);
    query.prepare(QStringLiteral("SELECT ") + recordColumns
                  + QStringLiteral(" FROM exchange WHERE id = ?"));
    query.bindValue(0, static_cast<qint64>(id));
    if (!query.exec() || !query.next())
        return std::nullopt;
    found = recordOf(query, m_names);
    const qint64 seq = query.value(SeqColumn).toLongLong();
    if (const auto body = blob(QStringLiteral("SELECT data FROM body WHERE seq = ?"), seq))
        found->bodies = m_bodies.unpack(*body);
    if (const auto data = blob(QStringLiteral("SELECT data FROM decision WHERE seq = ?"), seq)) {
        if (auto text = m_bodies.unpackText(*data))
            found->decision = std::make_shared<const DecisionText>(std::move(*text));
    }
    return found;
}

QList<Feedback> StoreReader::feedbacks(int limit)
{
    return m_database.isOpen() ? readFeedbacks(m_database, limit) : QList<Feedback>();
}

std::optional<Feedback> StoreReader::feedback(quint64 id)
{
    return m_database.isOpen() ? readFeedback(m_database, id) : std::nullopt;
}

TrafficSnapshot StoreReader::snapshot(const TrafficFilter &filter, int newestIds,
                                      const std::optional<TrafficSnapshot> &previous)
{
    const View view(*this);
    TrafficSnapshot snapshot;
    view.visitUnwritten([&](const ExchangeRecord &record) {
        if (filter.matches(record))
            snapshot.unwritten.append(withoutBodies(record));
        return true;
    });
    if (!m_database.isOpen())
        return snapshot;
    const FilterSql condition = filterSql(filter, m_names);
    snapshot.firstSeq = number(QStringLiteral("SELECT min(seq) FROM exchange"));
    snapshot.lastSeq = number(QStringLiteral("SELECT max(seq) FROM exchange"));
    snapshot.continuesPrevious = previous && previous->lastSeq <= snapshot.lastSeq
        && (previous->firstSeq <= snapshot.firstSeq || previous->firstSeq == 0);
    const qint64 before = snapshot.continuesPrevious ? previous->lastSeq : 0;
    snapshot.rows = countUpTo(condition, before, snapshot.lastSeq);
    if (snapshot.continuesPrevious) {
        const qint64 expected = previous->rows + snapshot.rows;
        snapshot.rows = previous->firstSeq == snapshot.firstSeq
            ? expected
            : countUpTo(condition, 0, snapshot.lastSeq);
        snapshot.gone = std::max<qint64>(0, expected - snapshot.rows);
    }
    if (newestIds <= 0 || condition.nothing)
        return snapshot;
    QSqlQuery query(m_database.handle());
    query.setForwardOnly(true);
    if (query.exec(QStringLiteral("SELECT id FROM exchange WHERE %1 ORDER BY seq DESC LIMIT %2")
                       .arg(condition.sql)
                       .arg(std::min<qint64>(newestIds, snapshot.rows)))) {
        while (query.next())
            snapshot.newestIds.push_back(query.value(0).toULongLong());
    }
    return snapshot;
}

QList<ExchangeRecord> StoreReader::rows(const TrafficFilter &filter, qint64 lastSeq, qint64 offset,
                                        int limit)
{
    const View view(*this);
    return select(filterSql(filter, m_names), lastSeq, offset, limit);
}

RouteTraffic StoreReader::routeTraffic(const TrafficFilter &filter, int limit)
{
    const View view(*this);
    RouteTraffic traffic;
    int left = limit;
    const auto add = [&traffic](const ExchangeRecord &record, const std::string &decision) {
        traffic.add(DecisionTree::fromJson(QByteArray::fromStdString(decision)), record);
    };
    view.visitUnwritten([&](const ExchangeRecord &record) {
        if (record.decision && filter.matches(record)) {
            add(record, record.decision->json(record));
            --left;
        }
        return left > 0;
    });
    const FilterSql condition = filterSql(filter, m_names);
    if (left <= 0 || condition.nothing || !m_database.isOpen())
        return traffic;
    QSqlQuery query(m_database.handle());
    query.setForwardOnly(true);
    const bool done =
        query.exec(QStringLiteral("SELECT %1, (SELECT data FROM decision WHERE decision.seq ="
                                  " exchange.seq) FROM exchange WHERE id >= %2 AND %3"
                                  " ORDER BY id DESC LIMIT %4")
                       .arg(recordColumns)
                       .arg(firstIdOf(filter.fromMs))
                       .arg(condition.sql)
                       .arg(left));
    while (done && query.next()) {
        const QByteArray packed = query.value(DecisionColumn).toByteArray();
        const auto decision = packed.isEmpty() ? std::nullopt : m_bodies.unpackText(packed);
        if (decision)
            add(recordOf(query, m_names), *decision);
    }
    return traffic;
}

QList<LatencyMinute> StoreReader::latencies(qint64 fromMs, qint64 toMs, const QString &target)
{
    const View view(*this);
    QList<LatencyMinute> minutes;
    if (!m_database.isOpen())
        return minutes;
    QString sql = QStringLiteral("SELECT minute, target, requests, errors, ttft, total"
                                 " FROM minute_latency WHERE minute >= %1 AND minute < %2")
                      .arg((fromMs + msPerMinute - 1) / msPerMinute)
                      .arg((toMs + msPerMinute - 1) / msPerMinute);
    if (!target.isEmpty())
        sql += QStringLiteral(" AND target = %1").arg(m_names.find(NameKind::Target, target));
    QSqlQuery query(m_database.handle());
    query.setForwardOnly(true);
    if (!query.exec(sql + QStringLiteral(" ORDER BY minute, target")))
        return minutes;
    while (query.next()) {
        LatencyMinute minute;
        minute.startMs = query.value(0).toLongLong() * msPerMinute;
        minute.target = m_names.text(query.value(1).toLongLong());
        minute.requests = query.value(2).toLongLong();
        minute.errors = query.value(3).toLongLong();
        minute.ttft =
            LatencyHistogram::fromBytes(query.value(4).toByteArray()).value_or(LatencyHistogram());
        minute.total =
            LatencyHistogram::fromBytes(query.value(5).toByteArray()).value_or(LatencyHistogram());
        minutes.append(minute);
    }
    return minutes;
}

qint64 StoreReader::number(const QString &sql) const
{
    const auto found = m_database.number(sql);
    return found ? found.value() : 0;
}

/// The one blob that \a sql finds for the record \a seq.
std::optional<QByteArray> StoreReader::blob(const QString &sql, qint64 seq) const
{
    QSqlQuery query(m_database.handle());
    query.setForwardOnly(true);
    query.prepare(sql);
    query.bindValue(0, seq);
    if (!query.exec() || !query.next())
        return std::nullopt;
    return query.value(0).toByteArray();
}

/// How many records in (\a afterSeq, \a lastSeq] match.
qint64 StoreReader::countUpTo(const FilterSql &condition, qint64 afterSeq, qint64 lastSeq)
{
    if (!m_database.isOpen() || condition.nothing)
        return 0;
    // Without gaps in seq the number of all records is a difference.
    const QString range =
        QStringLiteral(" FROM exchange WHERE seq > %1 AND seq <= %2").arg(afterSeq).arg(lastSeq);
    if (condition.all) {
        const qint64 first = number(QStringLiteral("SELECT min(seq)") + range);
        const qint64 last = number(QStringLiteral("SELECT max(seq)") + range);
        return first == 0 ? 0 : last - first + 1;
    }
    return number(QStringLiteral("SELECT count(*)%1 AND %2").arg(range, condition.sql));
}

QList<ExchangeRecord> StoreReader::select(const FilterSql &condition, qint64 lastSeq, qint64 offset,
                                          int limit)
{
    QList<ExchangeRecord> records;
    if (!m_database.isOpen() || condition.nothing || limit <= 0)
        return records;
    if (condition.all && offset > 0) {
        const qint64 newest =
            number(QStringLiteral("SELECT max(seq) FROM exchange WHERE seq <= %1").arg(lastSeq));
        lastSeq = newest - offset;
        offset = 0;
    }
    QSqlQuery query(m_database.handle());
    query.setForwardOnly(true);
    const bool done = query.exec(QStringLiteral("SELECT %1 FROM exchange WHERE seq <= %2 AND %3"
                                                " ORDER BY seq DESC LIMIT %4 OFFSET %5")
                                     .arg(recordColumns)
                                     .arg(lastSeq)
                                     .arg(condition.sql)
                                     .arg(limit)
                                     .arg(offset));
    while (done && query.next())
        records.append(recordOf(query, m_names));
    return records;
}

} // namespace signalbox::models
