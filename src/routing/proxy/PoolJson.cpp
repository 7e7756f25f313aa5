// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/PoolJson.h"

#include "models/policy/PolicyNames.h"
#include "routing/route/WalkWords.h"

namespace signalbox::routing {

namespace {

std::string_view unitOf(const models::PoolNode &pool)
{
    using models::Strategy;
    switch (pool.strategy) {
    case Strategy::Fastest:
        return "ms";
    case Strategy::Cheapest:
        return "usd";
    default:
        return {};
    }
}

void writeFigure(std::string_view name, const Figure &figure, JsonWriter &json)
{
    if (figure.isKnown())
        json.measure(name, figure.value);
}

void writeLimit(const models::PoolLimit &limit, const Figure &figure, JsonWriter &json)
{
    json.beginObject("limit");
    json.text("measure", models::nameOf(models::measureNames, limit.measure));
    if (limit.measure <= models::Measure::TimePerOutputToken)
        json.integer("percentile", limit.percentile);
    json.real(std::string_view(limit.isFloor ? "at_least" : "at_most"), limit.bound);
    json.boolean("hard", limit.isHard);
    writeFigure("value", figure, json);
    json.integer("samples", figure.samples);
    json.endObject();
}

/// Whom the conversation stays with, and what another would have to be better by.
void writeKept(const models::PoolNode &pool, const PoolTrace &trace, JsonWriter &json)
{
    if (trace.kept < 0)
        return;
    json.text("kept", pool.members[trace.kept].target);
    json.boolean("pinned", trace.isPinned);
    json.real("switch_gain", pool.affinity.switchGain);
    if (trace.cacheLoss > 0)
        json.measure("cache_loss_usd", trace.cacheLoss);
}

void writeMember(const RoutePlan &plan, const PoolTrace &trace, const RankedMember &member,
                 JsonWriter &json)
{
    const PlanNode &node = plan.node(trace.node);
    const auto &pool = node.body<models::PoolNode>();
    const auto place = static_cast<std::size_t>(member.member);
    const MemberFigures &figures = trace.figures[place];
    json.beginObject();
    json.text("target", pool.members[member.member].target);
    if (const int index = node.candidates[place]; index != PlanNode::none) {
        const Candidate &candidate = plan.candidate(index);
        json.text("provider", candidate.provider->id).text("model", candidate.modelUtf8);
    }
    json.text("verdict", verdictName(member.verdict));
    json.text("why", whyName(member.why));
    if (!std::isnan(member.figure)) {
        json.measure("figure", member.figure);
        json.textIfAny("unit", unitOf(pool));
    }
    if (figures.speed.samples > 0)
        json.integer("samples", figures.speed.samples);
    writeFigure(pool.speed == models::Measure::Ttft ? "ttft_ms" : "speed_ms", figures.speed, json);
    writeFigure("cost_usd", figures.cost, json);
    writeFigure("success_rate", figures.successRate, json);
    writeFigure("accuracy", figures.accuracy, json);
    json.integer("in_flight", figures.inFlight);
    if (member.obstacle != MemberFigures::Obstacle::Nothing)
        json.text("obstacle", obstacleName(member.obstacle));
    const auto limit = static_cast<std::size_t>(member.limit);
    if (member.limit >= 0 && limit < figures.limited.size())
        writeLimit(pool.limits[member.limit], figures.limited[limit], json);
    json.endObject();
}

} // namespace

void writePool(const RoutePlan &plan, const PoolTrace &trace, JsonWriter &json)
{
    const PlanNode &node = plan.node(trace.node);
    const auto &pool = node.body<models::PoolNode>();
    json.text("strategy", models::nameOf(models::strategyNames, pool.strategy));
    if (pool.strategy == models::Strategy::Fastest) {
        json.text("measure", models::nameOf(models::measureNames, pool.speed));
        json.integer("percentile", pool.percentile);
    }
    writeKept(pool, trace, json);
    json.beginArray("members");
    for (const RankedMember &member : trace.ranking)
        writeMember(plan, trace, member, json);
    json.endArray();
}

} // namespace signalbox::routing
