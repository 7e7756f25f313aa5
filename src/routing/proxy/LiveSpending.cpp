// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/KeyLimits.h"
#include "routing/proxy/LiveWorld.h"
#include "routing/proxy/ProxySnapshot.h"
#include "routing/proxy/RateUnits.h"
#include "routing/route/FigureReader.h"

#include <algorithm>
#include <cmath>

namespace signalbox::routing {

// What a request may cost, and whether there is room for it: budgets and rate limits.

using Obstacle = MemberFigures::Obstacle;

qint64 LiveWorld::expectedTokens(const models::RateLimits &limits)
{
    if (limits.tokens <= 0)
        return 0;
    const auto usual = static_cast<qint64>(FigureReader::usualOutputTokens);
    const qint64 input = std::max<qint64>(0, inputTokens());
    const qint64 most = maxOutputTokens();
    const qint64 output = most > 0 ? std::min(usual, most) : usual;
    return std::min(input + output, std::max(input, limits.tokens));
}

Obstruction LiveWorld::spendingObstruction(const Candidate &candidate)
{
    if (isBudgetFull(candidate))
        return {.obstacle = Obstacle::Budget, .retryAfterMs = m_budgetRetryAfterMs};
    const ProviderAccess *access = reach(*candidate.provider).access;
    return access ? keyObstruction(*this, *access) : Obstruction();
}

bool LiveWorld::isBudgetFull(const Candidate &candidate)
{
    const BudgetLedger &ledger = state().budgets;
    if (ledger.budgets().isEmpty())
        return false;
    qint64 waitMs = -1; // until the last of them begins anew
    const qint64 amount = amountFor(candidate);
    for (const int index : budgetsFor(candidate)) {
        const BudgetRoom room = ledger.room(index, m_clientName, amount, m_wallMs);
        if (room.fits || std::ranges::find(m_overBudgets, index) != m_overBudgets.end())
            continue;
        const models::Budget &budget = ledger.budgets()[index];
        if (budget.onLimit == models::Budget::OnLimit::Warn
            || (budget.onLimit == models::Budget::OnLimit::Downgrade && m_isDowngraded)) {
            if (!m_warnings.contains(budget.id))
                m_warnings.append(budget.id);
            continue;
        }
        if (budget.onLimit == models::Budget::OnLimit::Downgrade && m_downgradeRoute.isEmpty())
            m_downgradeRoute = budget.downgradeRoute;
        waitMs = std::max(waitMs, room.resetsAtMs - m_wallMs);
    }
    if (waitMs < 0)
        return false;
    if (m_budgetRetryAfterMs < 0 || waitMs < m_budgetRetryAfterMs)
        m_budgetRetryAfterMs = waitMs;
    return true;
}

void LiveWorld::goOnDowngraded()
{
    m_isDowngraded = true;
    m_downgradeRoute.clear();
    m_budgetRetryAfterMs = -1;
}

BudgetIndices LiveWorld::budgetsFor(const Candidate &candidate)
{
    return state().budgets.applicable(m_firstRoute, candidate.provider->id, m_clientName);
}

qint64 LiveWorld::amountFor(const Candidate &candidate)
{
    constexpr double microDollars = 1e6;
    const auto cost = expectedCost(candidate);
    return cost ? std::llround(*cost * microDollars) : BudgetLedger::unknownAmount;
}

Room LiveWorld::budgetRoom(const PlanNode &node)
{
    // By its id: the ledger's places are those of the newest policy, and this exchange may have
    // begun with another.
    const int budget = state().budgets.indexOf(node.body<models::BudgetNode>().budget);
    if (budget < 0)
        return {};
    constexpr double microDollars = 1e6;
    // Which target will serve is not known yet: there is room while anything is left.
    const BudgetRoom room =
        state().budgets.room(budget, m_clientName, BudgetLedger::unknownAmount, m_wallMs);
    // Its node says who serves instead: whom that way leads to, it does not bar again.
    if (!room.fits)
        m_overBudgets.push_back(budget);
    return {.fits = room.fits,
            .what = Room::What::Money,
            .used = static_cast<double>(room.used + room.reserved) / microDollars,
            .limit = static_cast<double>(room.limit) / microDollars,
            .retryAfterMs = room.resetsAtMs - m_wallMs};
}

quint64 LiveWorld::rateKey(const PlanNode &node)
{
    const auto &limit = node.body<models::RateLimitNode>();
    return nodeRateUnit(node, unit(limit.per).text);
}

Room LiveWorld::rateRoom(const PlanNode &node, int /*index*/)
{
    const auto &limit = node.body<models::RateLimitNode>();
    const RateVerdict verdict =
        state().limiter.peek(limit.limits, rateKey(node), expectedTokens(limit.limits),
                             m_surroundings.clock.monotonicNs());
    Room room{.fits = verdict.isAdmitted(), .retryAfterMs = verdict.retryAfterMs};
    switch (verdict.limit) {
    case RateLimitKind::Tokens:
        room.what = Room::What::Tokens;
        room.limit = static_cast<double>(limit.limits.tokens);
        break;
    case RateLimitKind::Concurrent:
        room.what = Room::What::Concurrent;
        room.limit = limit.limits.concurrent;
        break;
    case RateLimitKind::Nothing:
    case RateLimitKind::Requests:
    case RateLimitKind::Units:
        room.what = Room::What::Requests;
        room.limit = static_cast<double>(limit.limits.requests);
        break;
    }
    return room;
}

} // namespace signalbox::routing
