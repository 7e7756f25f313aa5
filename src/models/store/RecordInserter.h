// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "models/store/BodyCodec.h"
#include "models/store/MinuteLatencies.h"
#include "models/store/NameTable.h"
#include "models/store/StoreDatabase.h"
#include "models/traffic/ExchangeRecord.h"

#include <QSqlQuery>

#include <string>
#include <vector>

namespace signalbox::models {

/// Writes batches of records with statements that are prepared once, many rows in each. Store
/// thread; lives as long as its connection is open.
class RecordInserter
{
public:
    explicit RecordInserter(const StoreDatabase &database);
    Q_DISABLE_COPY_MOVE(RecordInserter)

    /// Begins a transaction and puts all of \a batches into it. What is left is commit(), or
    /// nothing after a failure: then all is rolled back.
    Status<StoreError> insert(const std::vector<RecordBatch> &batches,
                              const CaptureSettings &capture);
    Status<StoreError> commit();

private:
    /// One INSERT of several rows, filled value by value.
    struct Rows
    {
        QSqlQuery query;
        int rows = 0;
        int filled = 0;
        int position = 0;
        QStringList places; ///< by name: Qt makes up the name of a numbered place at every call

        /// Prepares "\a head VALUES (…),(…)…" with \a columns values in each row.
        void prepare(const QString &head, int columns);
        void bind(const QVariant &value) { query.bindValue(places.at(position++), value); }
        /// Another row is complete. False when a full statement failed.
        bool endRow();
        void clear() { filled = position = 0; }
    };

    Status<StoreError> insertAll(const std::vector<RecordBatch> &batches,
                                 const CaptureSettings &capture);
    /// What of a commit is still to be inserted: decides between one row a statement and many.
    struct Left
    {
        qint64 records = 0;
        qint64 bodies = 0;
        qint64 decisions = 0;
    };
    Status<StoreError> insert(const ExchangeRecord &record, const CaptureSettings &capture,
                              Left &left);
    Status<StoreError> insertRecord(const ExchangeRecord &record, Rows &rows);
    Status<StoreError> insertBodies(qint64 seq, const CapturedBodies &bodies,
                                    const CaptureSettings &capture, Rows &rows);
    Status<StoreError> insertDecision(const std::string &decision, Rows &rows);
    void rollBack();

    const StoreDatabase &m_database;
    NameWriter m_names;
    MinuteLatencies m_latencies;
    BodyCodec m_bodies;
    QSqlQuery m_begin;
    QSqlQuery m_commit;
    Rows m_manyRows;
    Rows m_oneRow;
    Rows m_manyBodies;
    Rows m_oneBody;
    Rows m_manyDecisions;
    Rows m_oneDecision;
    qint64 m_seq = 0; // of the record inserted last
};

} // namespace signalbox::models
