// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"

#include <QLatin1String>
#include <QSqlQuery>

namespace signalbox::models {

class NameReader;

/// What queries for records ask of the table `exchange`, in the order of RecordColumn.
inline const auto recordColumns = QLatin1String(
    "seq, id, started, flags, requested, route, target, provider, model, error, facts");

enum RecordColumn {
    SeqColumn,
    IdColumn,
    StartedColumn,
    FlagsColumn,
    RequestedColumn,
    RouteColumn,
    TargetColumn,
    ProviderColumn,
    ModelColumn,
    ErrorColumn,
    FactsColumn,
    DecisionColumn, ///< of queries that ask for it behind recordColumns
};

/// The record of the row that \a query is at, without bodies and decision. On the thread of
/// \a names.
[[nodiscard]] ExchangeRecord recordOf(const QSqlQuery &query, NameReader &names);

} // namespace signalbox::models
