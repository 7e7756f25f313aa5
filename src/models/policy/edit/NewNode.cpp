// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyNames.h"
#include "models/policy/RouteGraphBuilder.h"
#include "models/policy/edit/LayoutEdits.h"
#include "models/policy/edit/NodeEdits.h"

namespace signalbox::models {

namespace {

constexpr int halfOfAll = 50'000; // thousandths of a per cent
constexpr int fewPercent = 1'000;
constexpr double manyTokens = 8'000;

/// Values for a node of each kind that mean something as they are, and cost nobody much.
class NodeFiller
{
public:
    explicit NodeFiller(const NodeDefaults &defaults)
        : m_defaults(defaults)
    {}

    void operator()(TargetNode &node) const { node.target = m_defaults.targets.value(0); }
    void operator()(FallbackNode &node) const { node.steps.resize(2); }
    void operator()(MatchNode &node) const
    {
        node.when = {.kind = Predicate::Kind::Condition,
                     .condition = {.signal = inputTokens(),
                                   .comparison = Comparison::Above,
                                   .values = {manyTokens}}};
    }
    void operator()(SwitchNode &node) const
    {
        node.on = {.kind = SignalKind::TaskType, .argument = {}};
        node.cases = {{.values = {QStringLiteral("coding")}}};
    }
    void operator()(TableNode &node) const
    {
        node.columns = {inputTokens()};
        node.rows = {
            {.cells = {{.isAny = false, .comparison = Comparison::Above, .values = {manyTokens}}}}};
    }
    void operator()(PoolNode &node) const
    {
        for (const QString &target : m_defaults.targets)
            node.members.append({.target = target});
    }
    void operator()(SplitNode &node) const
    {
        node.arms = {{.name = QStringLiteral("a"), .share = halfOfAll},
                     {.name = QStringLiteral("b"), .share = halfOfAll}};
    }
    void operator()(BudgetNode &node) const { node.budget = m_defaults.budget; }
    void operator()(RateLimitNode &node) const
    {
        node.limits.requests = 60;
        node.per = Unit::Client;
    }
    void operator()(CacheNode & /*node*/) const {}
    void operator()(TransformNode & /*node*/) const {}
    void operator()(ShadowNode &node) const
    {
        // Every copy is paid for.
        node.share = fewPercent;
        if (!m_defaults.targets.isEmpty())
            node.target = m_defaults.targets.constLast();
    }
    void operator()(SubRouteNode &node) const { node.route = m_defaults.route; }
    void operator()(RejectNode & /*node*/) const {}
    void operator()(AnswerNode &node) const
    {
        node.text = QStringLiteral("No model answers here at the moment.");
    }

private:
    static SignalName inputTokens() { return {.kind = SignalKind::InputTokens, .argument = {}}; }

    const NodeDefaults &m_defaults;
};

} // namespace

RouteNode newNode(RouteNodeKind kind, const NodeDefaults &defaults)
{
    RouteNode node{.body = emptyBodyOf(kind)};
    std::visit(NodeFiller(defaults), node.body);
    return node;
}

AddedNode addNode(const RouteGraph &graph, RouteNodeKind kind, CanvasPoint place,
                  const NodeDefaults &defaults)
{
    AddedNode added{.graph = graph, .id = freshNodeId(graph, nameOf(routeNodeKindNames, kind))};
    if (added.graph.nodes.isEmpty())
        added.graph.start = added.id;
    added.graph.nodes.insert(added.id, newNode(kind, defaults));
    added.graph.layout.nodes.insert(added.id, moved(place, {}));
    return added;
}

} // namespace signalbox::models
