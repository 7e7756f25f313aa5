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

namespace {

/// The limit that a request ran into, or the one that is used up most.
RateLimitKind toldLimit(const models::RateLimits &limits, const RateVerdict &verdict)
{
    if (!verdict.isAdmitted())
        return verdict.limit;
    const auto share = [](qint64 used, qint64 limit) {
        return limit > 0 ? static_cast<double>(used) / static_cast<double>(limit) : -1;
    };
    const double requests = share(verdict.requests, limits.requests);
    const double tokens = share(verdict.tokens, limits.tokens);
    const double running = share(verdict.running, limits.concurrent);
    if (tokens > requests && tokens >= running)
        return RateLimitKind::Tokens;
    return running > requests ? RateLimitKind::Concurrent : RateLimitKind::Requests;
}

} // namespace

qint64 LiveWorld::expectedTokens(const models::RateLimits &limits)
{
    if (limits.tokens <= 0)
        return 0;
    const auto usual = static_cast<qint64>(FigureReader::usualOutputTokens);
    const qint64 input = std::max<qint64>(0, inputTokens());
    // By what the client sent: it is looked at before transforms and taken behind them.
    const auto asked = requestSignals().survey().maxOutputTokens;
    const qint64 most = asked ? static_cast<qint64>(*asked) : 0;
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
    bool isFull = false;
    qint64 waitMs = -1; // until the last of them begins anew
    const BudgetAmounts amounts = amountsFor(candidate);
    for (const int index : budgetsFor(candidate)) {
        const models::Budget &budget = ledger.budgets()[index];
        const BudgetRoom room = ledger.room(index, m_clientName, amounts, m_wallMs);
        // What cannot be bounded would break the promise of a budget that is never overspent.
        const bool isBounded =
            budget.reserve == models::Budget::Reserve::Expected || amounts.most >= 0;
        if ((room.fits && isBounded)
            || std::ranges::find(m_overBudgets, index) != m_overBudgets.end())
            continue;
        if (budget.onLimit == models::Budget::OnLimit::Warn
            || (budget.onLimit == models::Budget::OnLimit::Downgrade && m_isDowngraded)) {
            if (!m_warnings.contains(budget.id))
                m_warnings.append(budget.id);
            continue;
        }
        if (budget.onLimit == models::Budget::OnLimit::Downgrade && m_downgradeRoute.isEmpty())
            m_downgradeRoute = budget.downgradeRoute;
        isFull = true;
        m_fullBudgets.push_back(index);
        if (isBounded) // else no new period helps
            waitMs = std::max(waitMs, room.resetsAtMs - m_wallMs);
    }
    if (waitMs >= 0 && (m_budgetRetryAfterMs < 0 || waitMs < m_budgetRetryAfterMs))
        m_budgetRetryAfterMs = waitMs;
    return isFull;
}

bool LiveWorld::givesWay(const PlanNode &budget)
{
    const int index = state().budgets.indexOf(budget.body<models::BudgetNode>().budget);
    if (index < 0 || std::ranges::find(m_fullBudgets, index) == m_fullBudgets.end())
        return false;
    m_overBudgets.push_back(index);
    return true;
}

void LiveWorld::beginWalk()
{
    m_fullBudgets.clear();
    m_overBudgets.clear();
}

void LiveWorld::leaveBudget(const PlanNode &budget)
{
    const int index = state().budgets.indexOf(budget.body<models::BudgetNode>().budget);
    const auto left = std::ranges::find(m_overBudgets, index);
    if (left != m_overBudgets.end())
        m_overBudgets.erase(left);
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

BudgetAmounts LiveWorld::amountsFor(const Candidate &candidate)
{
    const auto amountOf = [](const std::optional<double> &dollars) {
        constexpr double microDollars = 1e6;
        return dollars ? std::llround(*dollars * microDollars) : BudgetLedger::unknownAmount;
    };
    const qint64 expected = amountOf(expectedCost(candidate));
    const qint64 most = amountOf(highestCost(candidate));
    return {expected, most < 0 ? BudgetLedger::unknownAmount : std::max(expected, most)};
}

std::optional<double> LiveWorld::highestCost(const Candidate &candidate)
{
    const auto &price = book(candidate).price;
    if (!price)
        return std::nullopt;
    qint64 output = longestAnswer(candidate);
    if (output < 0) {
        // However long it gets, for nothing it costs nothing.
        constexpr qint64 many = 1'000'000;
        const auto answer = models::cost(*price, {.input = 0, .output = many});
        if (!answer || answer->dollars() > 0)
            return std::nullopt;
        output = 0;
    }
    // No token is shorter than a byte. A provider may put the prompt into its cache, which may
    // cost more than to read it.
    const qint64 input =
        inputTokens() >= 0 ? inputTokens() : static_cast<qint64>(m_call.request.body().size());
    const auto plain = models::cost(*price, {.input = input, .output = output});
    const auto kept =
        models::cost(*price, {.input = input, .cacheWriteInput = input, .output = output});
    if (!plain)
        return std::nullopt;
    return std::max(plain->dollars(), kept ? kept->dollars() : 0.0);
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
    // Its node says who serves instead: whom that way leads to, it does not bar again. Whom it
    // barred on the way here is not behind this node.
    if (!room.fits)
        m_overBudgets.push_back(budget);
    else
        m_fullBudgets.erase(std::remove(m_fullBudgets.begin(), m_fullBudgets.end(), budget),
                            m_fullBudgets.end());
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
    const auto tell = [&room](Room::What what, qint64 used, qint64 most) {
        room.what = what;
        room.used = static_cast<double>(used);
        room.limit = static_cast<double>(most);
    };
    switch (toldLimit(limit.limits, verdict)) {
    case RateLimitKind::Tokens:
        tell(Room::What::Tokens, verdict.tokens, limit.limits.tokens);
        break;
    case RateLimitKind::Concurrent:
        tell(Room::What::Concurrent, verdict.running, limit.limits.concurrent);
        break;
    case RateLimitKind::Nothing:
    case RateLimitKind::Requests:
    case RateLimitKind::Units:
        tell(Room::What::Requests, verdict.requests, limit.limits.requests);
        break;
    }
    return room;
}

} // namespace signalbox::routing
