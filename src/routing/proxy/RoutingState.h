// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/cache/ResponseCache.h"
#include "routing/proxy/ShadowTaps.h"
#include "routing/route/Scoreboard.h"
#include "routing/signals/ConversationMemory.h"
#include "routing/spending/BudgetLedger.h"
#include "routing/spending/RateLimiter.h"

#include <QTimeZone>

#include <unordered_map>

namespace signalbox::routing {

/// What the proxy has learned and counts, and what all its decisions go by. Lives on the proxy
/// thread; an explanation without a proxy has one of its own, which knows nothing.
struct RoutingState
{
    /// \a zone is the one that days begin in, and that rules read the clock in.
    explicit RoutingState(const QTimeZone &zone = QTimeZone::systemTimeZone())
        : budgets(zone)
        , timeZone(zone)
    {}

    Scoreboard scoreboard;
    ConversationMemory conversations;
    BudgetLedger budgets;
    RateLimiter limiter; ///< of rate limits in routes
    /// Of clients' and providers' keys, apart: no crowd of conversations may take their places.
    RateLimiter keyLimiter;
    ResponseCache cache;
    ShadowTaps shadows;
    std::unordered_map<quint64, quint64> turns; ///< requests to each pool, by its binding key
    QTimeZone timeZone;
};

} // namespace signalbox::routing
