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

        void bind(const QVariant &value) { query.bindValue(position++, value); }
        bool execute();
    };

    Status<StoreError> insertAll(const std::vector<RecordBatch> &batches,
                                 const CaptureSettings &capture);
    Status<StoreError> insertRecord(const ExchangeRecord &record, Rows &rows);
    Status<StoreError> insertBodies(const CapturedBodies &bodies, const CaptureSettings &capture);
    void rollBack();

    const StoreDatabase &m_database;
    NameWriter m_names;
    MinuteLatencies m_latencies;
    BodyCodec m_bodies;
    QSqlQuery m_begin;
    QSqlQuery m_commit;
    Rows m_manyRows;
    Rows m_oneRow;
    QSqlQuery m_insertBody;
    qint64 m_seq = 0; // of the record inserted last
};

} // namespace signalbox::models
