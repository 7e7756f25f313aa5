// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/RouteGraphWriter.h"

#include "models/policy/GraphLayoutJson.h"
#include "models/policy/JsonObjectWriter.h"
#include "models/policy/PoolWriter.h"
#include "models/policy/PredicateWriter.h"

#include <algorithm>

namespace signalbox::models {

// Outside of the anonymous namespace where JsonObjectWriter has to find them by their type.

static JsonValue jsonOf(ErrorClass errorClass)
{
    const std::string_view name = errorClassName(errorClass);
    return jsonOf(QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size())));
}

static JsonValue jsonOf(const Predicate &predicate)
{
    return predicateJson(predicate);
}

static JsonValue jsonOf(const TableCell &cell)
{
    return tableCellJson(cell);
}

static JsonValue jsonOf(const SignalName &signal)
{
    return jsonOf(signal.toString());
}

static JsonValue jsonOf(const FallbackStep &step)
{
    return JsonObjectWriter().add("node", step.node).addUnless({}, "on", step.on).take();
}

static JsonValue jsonOf(const SwitchCase &one)
{
    return JsonObjectWriter()
        .addValue(QStringLiteral("is"), signalValuesJson(one.values))
        .add("node", one.node)
        .take();
}

static JsonValue jsonOf(const TableRow &row)
{
    return JsonObjectWriter()
        .add("when", row.cells)
        .add("node", row.node)
        .addUnless(0, "priority", row.priority)
        .take();
}

static JsonValue jsonOf(const SplitArm &arm)
{
    return JsonObjectWriter()
        .addUnless({}, "name", arm.name)
        .addValue(QStringLiteral("percent"), partsJson(arm.share, partsOfPercent))
        .add("node", arm.node)
        .take();
}

static JsonValue jsonOf(const SystemPrompt &system)
{
    const SystemPrompt standard;
    return JsonObjectWriter()
        .add("text", system.text)
        .addNameUnless(standard.place, "place", systemPlaceNames, system.place)
        .take();
}

namespace {

void addBody(JsonObjectWriter &object, const TargetNode &node)
{
    object.add("target", node.target);
}

void addBody(JsonObjectWriter &object, const FallbackNode &node)
{
    object.add("steps", node.steps);
    addSlow(object, node.slow);
}

void addBody(JsonObjectWriter &object, const MatchNode &node)
{
    object.add("when", node.when).add("then", node.then).add("else", node.otherwise);
}

void addBody(JsonObjectWriter &object, const SwitchNode &node)
{
    object.add("on", node.on).add("cases", node.cases).addUnless({}, "else", node.otherwise);
}

void addBody(JsonObjectWriter &object, const TableNode &node)
{
    object.addNameUnless(TableNode{}.hit, "hit", tableHitNames, node.hit)
        .add("columns", node.columns)
        .add("rows", node.rows)
        .addUnless({}, "else", node.otherwise);
}

void addBody(JsonObjectWriter &object, const PoolNode &node)
{
    addPool(object, node);
}

void addBody(JsonObjectWriter &object, const SplitNode &node)
{
    const SplitNode standard;
    object.addUnless(standard.seed, "seed", node.seed)
        .addNameUnless(standard.unit, "unit", unitNames, node.unit)
        .add("arms", node.arms);
}

void addBody(JsonObjectWriter &object, const BudgetNode &node)
{
    object.add("budget", node.budget).add("within", node.within).addUnless({}, "over", node.over);
}

void addBody(JsonObjectWriter &object, const RateLimitNode &node)
{
    object.addLimits(node.limits)
        .addNameUnless(RateLimitNode{}.per, "per", unitNames, node.per)
        .add("within", node.within)
        .addUnless({}, "over", node.over);
}

void addBody(JsonObjectWriter &object, const CacheNode &node)
{
    const CacheNode standard;
    object.addUnless(standard.keep, "keep_s", node.keep)
        .addUnless(standard.maxMib, "max_mib", node.maxMib)
        .addUnless(standard.isPerClient, "per_client", node.isPerClient)
        .add("node", node.node);
}

/// The value of an edit: what is no JSON, which only a program can have made, becomes null.
JsonValue editValue(const QByteArray &json)
{
    const JsonTree tree = JsonTree::parse("{\"v\":" + json + '}');
    const JsonValue *value = tree.root() ? tree.root()->member(u"v") : nullptr;
    return value ? *value : JsonValue{};
}

JsonValue setJson(const std::vector<ParameterEdit> &edits)
{
    JsonObjectWriter fields;
    for (const ParameterEdit &edit : edits) {
        if (!edit.json.isEmpty())
            fields.addValue(edit.path, editValue(edit.json));
    }
    return fields.take();
}

QStringList removedFields(const std::vector<ParameterEdit> &edits)
{
    QStringList fields;
    for (const ParameterEdit &edit : edits) {
        if (edit.json.isEmpty())
            fields.append(edit.path);
    }
    return fields;
}

JsonValue variablesJson(const TransformNode &node)
{
    JsonObjectWriter variables;
    for (const auto &[name, signal] : node.fromSignals)
        variables.addValue(name, jsonOf(signal));
    for (const auto &[name, text] : node.constants)
        variables.addValue(name, JsonObjectWriter().add("text", text).take());
    return variables.take();
}

void addBody(JsonObjectWriter &object, const TransformNode &node)
{
    if (JsonValue fields = setJson(node.edits); !fields.members.empty())
        object.addValue(QStringLiteral("set"), std::move(fields));
    object.addUnless({}, "remove", removedFields(node.edits));
    if (!node.system.text.isEmpty())
        object.add("system", node.system);
    object.addUnless({}, "variant", node.variant);
    if (JsonValue variables = variablesJson(node); !variables.members.empty())
        object.addValue(QStringLiteral("variables"), std::move(variables));
    object.add("node", node.node);
}

void addBody(JsonObjectWriter &object, const ShadowNode &node)
{
    const ShadowNode standard;
    object.add("target", node.target)
        .addPartsUnless(standard.share, "percent", node.share, partsOfPercent)
        .addPartsUnless(standard.maxMicroDollarsPerDay, "max_usd_per_day",
                        node.maxMicroDollarsPerDay, partsOfDollar)
        .addUnless(standard.maxConcurrent, "max_concurrent", node.maxConcurrent)
        .add("node", node.node);
}

void addBody(JsonObjectWriter &object, const SubRouteNode &node)
{
    object.add("route", node.route);
}

void addBody(JsonObjectWriter &object, const RejectNode &node)
{
    const RejectNode standard;
    object.addUnless(standard.status, "status", node.status)
        .addUnless(standard.message, "message", node.message)
        .addUnless(standard.code, "code", node.code);
}

void addBody(JsonObjectWriter &object, const AnswerNode &node)
{
    object.add("text", node.text);
}

JsonValue nodeJson(const RouteNode &node)
{
    JsonObjectWriter object;
    object.add("kind", nameOf(routeNodeKindNames, node.kind())).addUnless({}, "label", node.label);
    std::visit([&object](const auto &body) { addBody(object, body); }, node.body);
    object.addUnless(false, "muted", node.isMuted);
    return object.take();
}

} // namespace

JsonValue routeGraphJson(const RouteGraph &graph)
{
    // A hash has no order of its own; a file must not change when nothing has.
    QStringList names = graph.nodes.keys();
    std::ranges::sort(names);
    JsonObjectWriter nodes;
    for (const QString &name : names)
        nodes.addValue(name, nodeJson(graph.nodes.value(name)));
    JsonObjectWriter object;
    object.add("start", graph.start).addValue(QStringLiteral("nodes"), nodes.take());
    if (!graph.layout.isEmpty())
        object.addValue(QStringLiteral("layout"), graphLayoutJson(graph.layout));
    return object.take();
}

} // namespace signalbox::models
