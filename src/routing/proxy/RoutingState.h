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
    Scoreboard scoreboard;
    ConversationMemory conversations;
    BudgetLedger budgets;
    RateLimiter limiter;
    ResponseCache cache;
    ShadowTaps shadows;
    std::unordered_map<quint64, quint64> turns; ///< requests to each pool, by its binding key
    QTimeZone timeZone = QTimeZone::systemTimeZone();
};

} // namespace signalbox::routing
