// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Clock.h"
#include "routing/proxy/RoutingState.h"

#include <QByteArray>
#include <QTimeZone>

#include <unordered_map>

namespace signalbox::routing {

/// What a proxy knew at one moment: figures, breakers, money spent, turns of pools. A copy, made on
/// the proxy thread by of(), for simulations on any other; share it as const.
///
/// Conversations, cached answers and what rate limits have counted stay behind: a simulation finds
/// none of them.
struct RoutingMoment
{
    Scoreboard scoreboard;
    QByteArray budgets; ///< BudgetLedger::snapshot()
    std::unordered_map<quint64, quint64> turns;
    qint64 monotonicNs = 0; ///< of the clock that the scoreboard goes by
    qint64 wallMs = 0;
    QTimeZone timeZone = QTimeZone::utc();

    [[nodiscard]] static RoutingMoment of(const RoutingState &state, const models::Clock &clock)
    {
        return {.scoreboard = state.scoreboard,
                .budgets = state.budgets.snapshot(),
                .turns = state.turns,
                .monotonicNs = clock.monotonicNs(),
                .wallMs = clock.wallMs(),
                .timeZone = state.timeZone};
    }
};

} // namespace signalbox::routing
