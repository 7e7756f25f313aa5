// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"

#include <QSet>
#include <QString>

#include <optional>

namespace signalbox::models {

/// Which stored exchanges to show. Every set field must match.
struct TrafficFilter
{
    /// Found in requested model, route, target, provider, model or error, whatever the case; or a
    /// whole exchange id as exchangeIdText() writes it.
    QString text;
    std::optional<ExchangeOutcome> outcome;
    QString provider;
    QString target;
    QString route;
    qint64 fromMs = 0; ///< startedAtMs at or after
    qint64 toMs = 0; ///< startedAtMs before; 0 is open
    QSet<quint64> ids{}; ///< one of these; none is any

    bool operator==(const TrafficFilter &) const = default;
    /// Whether \a record would be found: live rows are filtered by the same rule as stored ones.
    [[nodiscard]] bool matches(const ExchangeRecord &record) const;
    [[nodiscard]] bool isEmpty() const { return *this == TrafficFilter{}; }
};

} // namespace signalbox::models
