// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/RouteGraphBuilder.h"

#include "models/policy/GraphLayoutJson.h"
#include "models/policy/JsonFields.h"
#include "models/policy/JsonText.h"
#include "models/policy/PredicateBuilder.h"

#include <cstddef>
#include <utility>

namespace signalbox::models {

// Outside of the anonymous namespace where readField() has to find them by their type.

static void readValue(const JsonValue &value, Predicate &out)
{
    out = buildPredicate(value);
}

static void readValue(const JsonValue &value, TableCell &out)
{
    out = buildTableCell(value);
}

static void readValue(const JsonValue &value, SignalName &out)
{
    out = buildSignalName(value);
}

static void readValue(const JsonValue &value, ErrorClass &out)
{
    const QByteArray name = value.text.toUtf8();
    const std::string_view view(name.constData(), static_cast<std::size_t>(name.size()));
    out = errorClassFromName(view).value_or(out);
}

static void readValue(const JsonValue &value, SlowRule &out)
{
    readName(value, u"action", slowActionNames, out.action);
    readField(value, u"after_ms", out.after);
}

static void readValue(const JsonValue &value, TargetNode &out)
{
    readField(value, u"target", out.target);
}

static void readValue(const JsonValue &value, FallbackStep &out)
{
    readField(value, u"node", out.node);
    readField(value, u"on", out.on);
}

static void readValue(const JsonValue &value, FallbackNode &out)
{
    readField(value, u"steps", out.steps);
    readField(value, u"slow", out.slow);
}

static void readValue(const JsonValue &value, MatchNode &out)
{
    readField(value, u"when", out.when);
    readField(value, u"then", out.then);
    readField(value, u"else", out.otherwise);
}

static void readValue(const JsonValue &value, SwitchCase &out)
{
    if (const JsonValue *values = value.member(u"is"))
        out.values = buildSignalValues(*values);
    readField(value, u"node", out.node);
}

static void readValue(const JsonValue &value, SwitchNode &out)
{
    readField(value, u"on", out.on);
    readField(value, u"cases", out.cases);
    readField(value, u"else", out.otherwise);
}

static void readValue(const JsonValue &value, TableRow &out)
{
    readField(value, u"when", out.cells);
    readField(value, u"node", out.node);
    readField(value, u"priority", out.priority);
}

static void readValue(const JsonValue &value, TableNode &out)
{
    readName(value, u"hit", tableHitNames, out.hit);
    readField(value, u"columns", out.columns);
    readField(value, u"rows", out.rows);
    readField(value, u"else", out.otherwise);
}

static void readValue(const JsonValue &value, PoolMember &out)
{
    if (value.kind == JsonValue::Kind::String) {
        out.target = value.text;
        return;
    }
    readField(value, u"target", out.target);
    readField(value, u"weight", out.weight);
    readField(value, u"priority", out.priority);
}

static void readValue(const JsonValue &value, PoolLimit &out)
{
    readName(value, u"measure", measureNames, out.measure);
    readField(value, u"percentile", out.percentile);
    out.isFloor = value.member(u"at_least") != nullptr;
    readField(value, out.isFloor ? u"at_least" : u"at_most", out.bound);
    readField(value, u"hard", out.isHard);
    readField(value, u"samples", out.samples);
}

static void readValue(const JsonValue &value, Balance &out)
{
    readField(value, u"speed", out.speed);
    readField(value, u"cost", out.cost);
    readField(value, u"accuracy", out.accuracy);
    readField(value, u"reliability", out.reliability);
}

static void readValue(const JsonValue &value, Affinity &out)
{
    out.isOn = true; // by being there
    readField(value, u"keep_min", out.keep);
    readField(value, u"switch_gain", out.switchGain);
    readField(value, u"counts_cache", out.countsCache);
}

static void readValue(const JsonValue &value, PoolNode &out)
{
    readName(value, u"strategy", strategyNames, out.strategy);
    readField(value, u"members", out.members);
    readField(value, u"limits", out.limits);
    readName(value, u"on_none", onNoneNames, out.onNone);
    readName(value, u"speed", measureNames, out.speed);
    readField(value, u"percentile", out.percentile);
    readField(value, u"balance", out.balance);
    readField(value, u"exploration", out.exploration);
    readField(value, u"tie_band", out.tieBand);
    readField(value, u"affinity", out.affinity);
    readField(value, u"slow", out.slow);
}

static void readValue(const JsonValue &value, SplitArm &out)
{
    readField(value, u"name", out.name);
    readParts(value, u"percent", partsOfPercent, out.share);
    readField(value, u"node", out.node);
}

static void readValue(const JsonValue &value, SplitNode &out)
{
    readField(value, u"seed", out.seed);
    readName(value, u"unit", unitNames, out.unit);
    readField(value, u"arms", out.arms);
}

static void readValue(const JsonValue &value, BudgetNode &out)
{
    readField(value, u"budget", out.budget);
    readField(value, u"within", out.within);
    readField(value, u"over", out.over);
}

static void readValue(const JsonValue &value, RateLimitNode &out)
{
    readValue(value, out.limits);
    readName(value, u"per", unitNames, out.per);
    readField(value, u"within", out.within);
    readField(value, u"over", out.over);
}

static void readValue(const JsonValue &value, CacheNode &out)
{
    readField(value, u"keep_s", out.keep);
    readField(value, u"max_mib", out.maxMib);
    readField(value, u"per_client", out.isPerClient);
    readField(value, u"node", out.node);
}

static void readValue(const JsonValue &value, SystemPrompt &out)
{
    readField(value, u"text", out.text);
    readName(value, u"place", systemPlaceNames, out.place);
}

static void readValue(const JsonValue &value, TransformNode &out)
{
    if (const JsonValue *fields = value.member(u"set")) {
        for (const JsonMember &field : fields->members)
            out.edits.push_back({.path = field.key, .json = toCompactJsonText(field.value)});
    }
    if (const JsonValue *fields = value.member(u"remove")) {
        for (const JsonValue &field : fields->items)
            out.edits.push_back({.path = field.text});
    }
    readField(value, u"system", out.system);
    readField(value, u"variant", out.variant);
    if (const JsonValue *variables = value.member(u"variables")) {
        for (const auto &[name, offset, variable] : variables->members) {
            if (const JsonValue *text = variable.member(u"text"))
                out.constants.emplace_back(name, text->text);
            else
                out.fromSignals.emplace_back(name, buildSignalName(variable));
        }
    }
    readField(value, u"node", out.node);
}

static void readValue(const JsonValue &value, ShadowNode &out)
{
    readField(value, u"target", out.target);
    readParts(value, u"percent", partsOfPercent, out.share);
    readParts(value, u"max_usd_per_day", partsOfDollar, out.maxMicroDollarsPerDay);
    readField(value, u"max_concurrent", out.maxConcurrent);
    readField(value, u"node", out.node);
}

static void readValue(const JsonValue &value, SubRouteNode &out)
{
    readField(value, u"route", out.route);
}

static void readValue(const JsonValue &value, RejectNode &out)
{
    readField(value, u"status", out.status);
    readField(value, u"message", out.message);
    readField(value, u"code", out.code);
}

static void readValue(const JsonValue &value, AnswerNode &out)
{
    readField(value, u"text", out.text);
}

namespace {

template<std::size_t... Places>
RouteNodeBody emptyBody(std::size_t place, std::index_sequence<Places...> /*all*/)
{
    RouteNodeBody body;
    ((Places == place ? static_cast<void>(body.emplace<Places>()) : void()), ...);
    return body;
}

RouteNode buildNode(const JsonValue &value)
{
    RouteNode node;
    readField(value, u"label", node.label);
    readField(value, u"muted", node.isMuted);
    RouteNodeKind kind = RouteNodeKind::Target;
    readName(value, u"kind", routeNodeKindNames, kind);
    node.body = emptyBodyOf(kind);
    std::visit([&value](auto &body) { readValue(value, body); }, node.body);
    return node;
}

} // namespace

RouteNodeBody emptyBodyOf(RouteNodeKind kind)
{
    return emptyBody(static_cast<std::size_t>(kind),
                     std::make_index_sequence<std::variant_size_v<RouteNodeBody>>());
}

RouteGraph buildRouteGraph(const JsonValue &value)
{
    RouteGraph graph;
    readField(value, u"start", graph.start);
    if (const JsonValue *nodes = value.member(u"nodes")) {
        graph.nodes.reserve(static_cast<qsizetype>(nodes->members.size()));
        for (const JsonMember &member : nodes->members)
            graph.nodes.insert(member.key, buildNode(member.value));
    }
    if (const JsonValue *layout = value.member(u"layout"))
        graph.layout = buildGraphLayout(*layout);
    return graph;
}

} // namespace signalbox::models
