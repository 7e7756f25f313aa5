// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/AttemptAccount.h"

#include "models/base/TimeUnits.h"
#include "routing/proxy/Answer.h"
#include "routing/proxy/KeyLimits.h"
#include "routing/proxy/ProxySnapshot.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace signalbox::routing {

using models::ErrorClass;

namespace {

/// A refusal does. What broke off, or was given up, may cost what it was thought to.
bool costsNothing(const models::AttemptRecord &record)
{
    constexpr int firstRefusal = 400;
    return record.status >= firstRefusal || record.errorClass == ErrorClass::Connection;
}

} // namespace

void AttemptAccount::begin(LiveWorld &world, const Candidate &candidate, int key)
{
    m_isRunning = true;
    m_world = &world;
    m_candidate = &candidate;
    m_cost.reset();
    m_costSource = models::CostSource::Unknown;
    const qint64 nowNs = world.surroundings().clock.monotonicNs();
    m_startedNs = nowNs;
    const CandidateScores scores = world.scores(candidate);
    m_score = scores.target;
    m_score->attemptBegan();
    m_model = scores.model;
    m_modelPass = m_model->tryBegan(nowNs);
    m_keyIndex = key;
    Scoreboard &board = world.state().scoreboard;
    const QString &provider = candidate.provider->id;
    m_key = {.key = &board.key(provider, key),
             .limits = &board.keyModelBreaker(provider, key, candidate.model)};
    m_key.key->score.attemptBegan();
    m_keyPass = m_key.key->breaker.tryBegan(nowNs);
    m_limitsPass = m_key.limits->tryBegan(nowNs);
    const ProviderAccess *access =
        key >= 0 ? world.surroundings().access(*candidate.provider) : nullptr;
    if (access)
        m_keyTicket = takeKey(world, *access, key);
    BudgetLedger &budgets = world.state().budgets;
    if (budgets.budgets().isEmpty())
        return;
    const BudgetIndices counted = world.budgetsFor(candidate);
    m_reservation = budgets.reserve({counted.data(), counted.size()}, world.clientName(),
                                    world.amountsFor(candidate), world.wallMs());
}

void AttemptAccount::end(const End &end)
{
    if (!std::exchange(m_isRunning, false)) {
        m_cost.reset();
        return;
    }
    noteCost(end);
    AttemptOutcome outcome{.errorClass = end.record.errorClass,
                           .ttftUs = ttftUs(end),
                           .totalUs = end.record.durationUs,
                           .hasOtherKey = hasOtherKey(),
                           .taskType = m_world->knownTaskType(),
                           .retryAfterMs = end.retryAfterMs,
                           .nowNs = m_world->surroundings().clock.monotonicNs(),
                           .wallMs = m_world->surroundings().clock.wallMs()};
    if (end.answer) {
        outcome.usage = end.answer->facts().usage;
        outcome.isStream = end.answer->wasStreamed();
        outcome.isStalled = outcome.isStream && end.record.errorClass == ErrorClass::Timeout;
        outcome.cost = paid(outcome.usage);
    }
    m_score->attemptEnded(outcome);
    m_model->ended(m_modelPass, outcome.errorClass, outcome.retryAfterMs, outcome.nowNs);
    m_key.key->score.attemptEnded(outcome);
    m_key.key->breaker.ended(m_keyPass, outcome.errorClass, outcome.retryAfterMs, outcome.nowNs);
    m_key.limits->ended(m_limitsPass, outcome.errorClass, outcome.retryAfterMs, outcome.nowNs);
    settleKey(end);
    settle(end);
}

std::optional<PaidCost> AttemptAccount::paid(const models::TokenUsage &usage) const
{
    const auto &price = m_world->book(*m_candidate).price;
    std::optional<PaidCost> listed;
    if (const auto parts = price ? models::costParts(*price, usage) : std::nullopt)
        listed = PaidCost{.input = parts->input + parts->cachedInput + parts->cacheWrite,
                          .output = parts->output};
    if (m_costSource != models::CostSource::Reported || usage.input < 0 || usage.output < 0)
        return listed;
    // The bill says only the sum: it is divided as the list divides it, or as most lists would,
    // where an output token costs four times what an input token does.
    constexpr double usualRatio = 4;
    double input = static_cast<double>(usage.input);
    double output = usualRatio * static_cast<double>(usage.output);
    if (listed && (listed->input + listed->output).microDollars > 0) {
        input = static_cast<double>(listed->input.microDollars);
        output = static_cast<double>(listed->output.microDollars);
    }
    if (input + output <= 0)
        return listed;
    const qint64 ofInput =
        std::llround(static_cast<double>(m_cost->microDollars) * input / (input + output));
    return PaidCost{.input = models::Money{ofInput},
                    .output = models::Money{m_cost->microDollars - ofInput}};
}

qint64 AttemptAccount::ttftUs(const End &end) const
{
    // A stream's head may come long before its first word.
    if (!end.answer || !end.answer->wasStreamed())
        return end.record.firstByteUs;
    const qint64 contentNs = end.answer->firstContentNs();
    return contentNs < m_startedNs ? -1 : (contentNs - m_startedNs) / models::nsPerUs;
}

void AttemptAccount::settleKey(const End &end)
{
    if (end.answer && end.answer->facts().usage.input >= 0) {
        const models::TokenUsage &usage = end.answer->facts().usage;
        m_keyTicket.correct(usage.input + std::max<qint64>(0, usage.output));
    } else if (costsNothing(end.record)) {
        m_keyTicket.correct(0);
    }
    m_keyTicket = {};
}

bool AttemptAccount::hasOtherKey() const
{
    const auto &accessTo = m_world->surroundings().access;
    const ProviderAccess *access = accessTo ? accessTo(*m_candidate->provider) : nullptr;
    if (!access)
        return false;
    for (std::size_t i = 0; i < access->keys.size(); ++i) {
        if (static_cast<int>(i) != m_keyIndex && !access->keys[i].value.empty())
            return true;
    }
    return false;
}

void AttemptAccount::noteCost(const End &end)
{
    if (!end.answer)
        return;
    const AnswerFacts &facts = end.answer->facts();
    if (facts.reportedCost) {
        m_cost = *facts.reportedCost;
        m_costSource = models::CostSource::Reported;
    } else if (const auto &price = m_world->book(*m_candidate).price) {
        m_cost = models::cost(*price, facts.usage);
        if (m_cost)
            m_costSource = models::CostSource::Estimated;
    }
}

void AttemptAccount::settle(const End &end)
{
    if (!m_reservation.isOpen())
        return;
    BudgetLedger &budgets = m_world->state().budgets;
    if (m_cost)
        budgets.settle(m_reservation, m_cost->microDollars);
    else if (costsNothing(end.record))
        budgets.release(m_reservation);
    else
        budgets.settle(m_reservation, BudgetLedger::unknownAmount);
}

} // namespace signalbox::routing
