// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/catalog/Price.h"
#include "routing/dialect/Service.h"
#include "routing/proxy/LiveWorld.h"
#include "routing/proxy/ProxySnapshot.h"
#include "routing/route/FigureReader.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace signalbox::routing {

// What a request finds of a pool's members, and whom its conversation stays with.

using Obstacle = MemberFigures::Obstacle;

Obstruction LiveWorld::memberObstruction(const Candidate &candidate)
{
    if (const Obstacle lasting = inability(candidate); lasting != Obstacle::Nothing)
        return {.obstacle = lasting};
    // A target that a node names itself is tried all the same: what is wrong with its keys is told
    // in the words of that failure.
    if (!reach(*candidate.provider).hasKey)
        return {.obstacle = Obstacle::Key};
    return spendingObstruction(candidate);
}

Obstacle LiveWorld::inability(const Candidate &candidate)
{
    if (serviceOf(*candidate.provider, m_call.served.endpoint) == Service::None)
        return Obstacle::Dialect;
    const models::ModelFacts &facts = book(candidate).facts;
    if (lacksAbility(candidate, facts))
        return Obstacle::Capability;
    // No token is shorter than a byte: short bodies need not be counted. Media that are named by
    // their address may be more, but not by this much.
    const std::string &body = (m_edited ? m_edited->call() : m_call).request.body();
    if (facts.contextWindow <= 0 || body.size() <= static_cast<std::size_t>(facts.contextWindow))
        return Obstacle::Nothing;
    const qint64 tokens =
        m_edited ? std::llround(estimatedInputTokens(m_edited->survey())) : inputTokens();
    return tokens > facts.contextWindow ? Obstacle::Context : Obstacle::Nothing;
}

bool LiveWorld::lacksAbility(const Candidate &candidate, const models::ModelFacts &facts)
{
    using models::Ability;
    const auto lacks = [&](Ability ability) {
        return facts.can(ability) == models::ModelFacts::Answer::No;
    };
    // Most models can do all of it; then nobody needs to know what the request asks for.
    constexpr std::array known{Ability::Tools, Ability::Images, Ability::Documents,
                               Ability::JsonSchema};
    if (std::ranges::none_of(known, lacks))
        return false;
    const RequestSurvey &asks = survey();
    // In another dialect a tool stands for the schema.
    const bool needsSchema = asks.wantsSchema
        && serviceOf(*candidate.provider, m_call.served.endpoint) == Service::AsItIs;
    return (asks.tools > 0 && lacks(Ability::Tools)) || (asks.images > 0 && lacks(Ability::Images))
        || (asks.documents > 0 && lacks(Ability::Documents))
        || (needsSchema && lacks(Ability::JsonSchema));
}

void LiveWorld::rankPool(const PlanNode &node, PoolTrace &trace)
{
    const auto &pool = node.body<models::PoolNode>();
    Scoreboard &board = state().scoreboard;
    const qint64 nowNs = m_surroundings.clock.monotonicNs();
    poolOutput(node);
    const FigureReader reader({.pool = pool,
                               .accuracies = board.accuracies(),
                               .taskType = taskType(),
                               .inputTokens = inputTokens(),
                               .maxOutputTokens = maxOutputTokens(),
                               .nowNs = nowNs});
    for (const int index : node.candidates) {
        if (index == PlanNode::none) {
            trace.figures.push_back({.obstacle = Obstacle::Capability});
            continue;
        }
        const Candidate &candidate = m_surroundings.plan.candidate(index);
        const auto &price = book(candidate).price;
        const CandidateScores measured = scores(candidate);
        const Obstruction obstruction = memberObstruction(candidate);
        trace.figures.push_back(
            reader.read({.target = candidate.target,
                         .score = measured.target,
                         .price = price ? &*price : nullptr,
                         .expectedCost = expectedCost(candidate),
                         .model = measured.model,
                         .areKeysBarred = keysBarredUntilNs(candidate, nowNs).has_value(),
                         .obstacle = obstruction.obstacle,
                         .assumed = assumed(candidate.target)}));
        trace.figures.back().retryAfterMs = obstruction.retryAfterMs;
    }
    RankingContext context{.pool = pool, .members = {trace.figures.data(), trace.figures.size()}};
    const quint64 key = node.bindingKey;
    context.turn = m_surroundings.isPeek ? state().turns[key] : state().turns[key]++;
    for (double &random : context.random)
        random = m_surroundings.random();
    keep(node, key, context);
    trace.kept = context.kept;
    trace.isPinned = context.isPinned;
    trace.cacheLoss = context.cacheLoss;
    trace.ranking = rank(context);
}

void LiveWorld::poolOutput(const PlanNode &pool)
{
    double sum = 0;
    int known = 0;
    for (const int index : pool.candidates) {
        if (index == PlanNode::none)
            continue;
        const Figure output =
            scores(m_surroundings.plan.candidate(index)).target->outputTokens(taskType());
        sum += output.isKnown() ? output.value : 0;
        known += output.isKnown() ? 1 : 0;
    }
    m_pooledOutput = known > 0 ? sum / known : -1;
    m_priced = {};
}

void LiveWorld::keep(const PlanNode &node, quint64 key, RankingContext &context)
{
    // A turn of tools goes back to who asked for them, also where nothing else is kept.
    const bool isToolTurn = requestSignals().survey().isToolTurn;
    if (!context.pool.affinity.isOn && !isToolTurn)
        return;
    const std::string &conversation = requestSignals().conversation().id;
    const QString kept = state().conversations.bound(conversation, key, m_wallMs);
    if (kept.isEmpty())
        return;
    for (qsizetype i = 0; i < context.pool.members.size(); ++i) {
        if (context.pool.members[i].target == kept)
            context.kept = static_cast<int>(i);
    }
    if (context.kept < 0)
        return;
    context.isPinned = isToolTurn;
    const int index = node.candidates[static_cast<std::size_t>(context.kept)];
    if (!context.pool.affinity.countsCache || index == PlanNode::none)
        return;
    // What the conversation's beginning costs anew: the kept target may have it in its cache.
    const auto &price = book(m_surroundings.plan.candidate(index)).price;
    if (!price)
        return;
    const qint64 tokens = std::max<qint64>(0, inputTokens());
    const auto whole = models::cost(*price, {.input = tokens, .output = 0});
    const auto cached = models::cost(*price, {.input = tokens, .cachedInput = tokens, .output = 0});
    if (whole && cached)
        context.cacheLoss = std::max(0.0, (*whole - *cached).dollars());
}

void LiveWorld::bind(const PlanNode &pool, const Candidate &candidate, bool callsTools)
{
    const auto &affinity = pool.body<models::PoolNode>().affinity;
    if (!affinity.isOn && !callsTools)
        return;
    const std::string &conversation = requestSignals().conversation().id;
    if (!conversation.empty())
        state().conversations.bind(
            conversation, pool.bindingKey, candidate.target, m_wallMs,
            std::chrono::duration_cast<std::chrono::milliseconds>(affinity.keep).count());
}

} // namespace signalbox::routing
