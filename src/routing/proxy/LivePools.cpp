// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/catalog/Price.h"
#include "routing/dialect/Service.h"
#include "routing/proxy/LiveWorld.h"
#include "routing/proxy/ProxySnapshot.h"
#include "routing/route/FigureReader.h"

#include <algorithm>

namespace signalbox::routing {

// What a request finds of a pool's members, and whom its conversation stays with.

using Obstacle = MemberFigures::Obstacle;

Obstruction LiveWorld::memberObstruction(const Candidate &candidate)
{
    const Obstacle lasting = obstacleOf(candidate);
    return lasting == Obstacle::Nothing ? spendingObstruction(candidate)
                                        : Obstruction{.obstacle = lasting};
}

Obstacle LiveWorld::obstacleOf(const Candidate &candidate)
{
    if (serviceOf(*candidate.provider, m_call.served.endpoint) == Service::None)
        return Obstacle::Dialect;
    const models::ModelFacts &facts = book(candidate).facts;
    const auto lacks = [&](models::Ability ability) {
        return facts.can(ability) == models::ModelFacts::Answer::No;
    };
    const RequestSurvey &survey = requestSignals().survey();
    if ((survey.tools > 0 && lacks(models::Ability::Tools))
        || (survey.images > 0 && lacks(models::Ability::Images))
        || (survey.documents > 0 && lacks(models::Ability::Documents)))
        return Obstacle::Capability;
    if (facts.contextWindow > 0 && inputTokens() > facts.contextWindow)
        return Obstacle::Context;
    return reach(*candidate.provider).hasKey ? Obstacle::Nothing : Obstacle::Key;
}

void LiveWorld::rankPool(const PlanNode &node, PoolTrace &trace)
{
    const auto &pool = node.body<models::PoolNode>();
    Scoreboard &board = state().scoreboard;
    const qint64 nowNs = m_surroundings.clock.monotonicNs();
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
        const auto &keys = reach(*candidate.provider).keys;
        trace.figures.push_back(reader.read({.target = candidate.target,
                                             .score = measured.target,
                                             .price = price ? &*price : nullptr,
                                             .expectedCost = expectedCost(candidate),
                                             .model = measured.model,
                                             .keys = {keys.data(), keys.size()},
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
    trace.ranking = rank(context);
}

void LiveWorld::keep(const PlanNode &node, quint64 key, RankingContext &context)
{
    if (!context.pool.affinity.isOn)
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
    context.isPinned = requestSignals().survey().isToolTurn;
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

void LiveWorld::bind(const PlanNode &pool, const Candidate &candidate)
{
    const auto &affinity = pool.body<models::PoolNode>().affinity;
    if (!affinity.isOn)
        return;
    const std::string &conversation = requestSignals().conversation().id;
    if (!conversation.empty())
        state().conversations.bind(
            conversation, pool.bindingKey, candidate.target, m_wallMs,
            std::chrono::duration_cast<std::chrono::milliseconds>(affinity.keep).count());
}

} // namespace signalbox::routing
