// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/StoreReader.h"

#include <QHash>
#include <QVariant>

#include <utility>

namespace signalbox::models {

namespace {

using SharedBodies = std::shared_ptr<const CapturedBodies>;

/// What the client sent: answers are many times as long, and nobody asked for them.
SharedBodies requestOnly(const SharedBodies &bodies)
{
    if (!bodies)
        return {};
    CapturedBodies kept;
    kept.requestHead = bodies->requestHead;
    kept.request = bodies->request;
    kept.requestOmitted = bodies->requestOmitted;
    return std::make_shared<const CapturedBodies>(std::move(kept));
}

} // namespace

QList<ExchangeRecord> StoreReader::requests(const TrafficFilter &filter, quint64 beforeId,
                                            int limit, qint64 bytes)
{
    QList<ExchangeRecord> records = page(filter, beforeId, limit);
    // What is in memory no longer is in the database by now.
    QHash<quint64, SharedBodies> unwritten;
    for (const RecordBatch &batch : m_backlog.all().batches) {
        for (const ExchangeRecord &record : *batch)
            unwritten.insert(record.id, record.bodies);
    }
    std::optional<QSqlQuery> query;
    if (m_database.isOpen()) {
        query.emplace(m_database.handle());
        query->setForwardOnly(true);
        query->prepare(QStringLiteral("SELECT data FROM body"
                                      " WHERE seq = (SELECT seq FROM exchange WHERE id = ?)"));
    }
    qint64 held = 0;
    for (qsizetype i = 0; i < records.size(); ++i) {
        ExchangeRecord &record = records[i];
        if (const auto found = unwritten.constFind(record.id); found != unwritten.cend()) {
            record.bodies = requestOnly(*found);
        } else if (query) {
            query->bindValue(0, static_cast<qint64>(record.id));
            if (query->exec() && query->next())
                record.bodies = requestOnly(m_bodies.unpack(query->value(0).toByteArray()));
            query->finish();
        }
        if (record.bodies)
            held += record.bodies->requestHead.size() + record.bodies->request.size();
        if (held >= bytes) {
            records.resize(i + 1);
            break;
        }
    }
    return records;
}

} // namespace signalbox::models
