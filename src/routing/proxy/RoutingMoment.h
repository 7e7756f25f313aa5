// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Clock.h"
#include "routing/proxy/ModelCatalog.h"
#include "routing/proxy/RoutingState.h"

#include <QByteArray>
#include <QTimeZone>

#include <unordered_map>

namespace signalbox::routing {

/// What a proxy knew at one moment: figures, breakers, money spent, turns of pools. A copy, made on
/// the proxy thread by of(), for simulations on any other; share it as const.
///
/// Conversations and cached answers stay behind, and a simulation finds nothing counted by rate
/// limits: `rates` is for people.
struct RoutingMoment
{
    static constexpr std::size_t mostRates = 2'000; ///< of the units that were used last

    Scoreboard scoreboard;
    QByteArray budgets; ///< BudgetLedger::snapshot()
    std::unordered_map<quint64, quint64> turns;
    std::unordered_map<quint64, RateUsage> rates; ///< of limits in routes, by nodeRateUnit()
    qint64 monotonicNs = 0; ///< of the clock that the scoreboard goes by
    qint64 wallMs = 0;
    QTimeZone timeZone = QTimeZone::utc();
    ModelBooks books; ///< with the user's own prices

    /// Of \a moment, or those that come with Signalbox where it has none.
    [[nodiscard]] static ModelBooks booksOf(const RoutingMoment *moment)
    {
        return moment && moment->books.prices ? moment->books : ModelBooks::shipped();
    }

    [[nodiscard]] static RoutingMoment of(const RoutingState &state, const models::Clock &clock,
                                          const ModelBooks &books = {})
    {
        return {.scoreboard = state.scoreboard,
                .budgets = state.budgets.snapshot(),
                .turns = state.turns,
                .rates = state.limiter.usages(mostRates, clock.monotonicNs()),
                .monotonicNs = clock.monotonicNs(),
                .wallMs = clock.wallMs(),
                .timeZone = state.timeZone,
                .books = books};
    }
};

} // namespace signalbox::routing
