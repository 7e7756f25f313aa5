// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/RouteGraphMaker.h"

#include "models/policy/NodePorts.h"

#include <array>

namespace signalbox::tests {

using namespace models;

namespace {

constexpr std::array percentiles{50, 75, 90, 95, 99};
constexpr std::array times{Measure::Ttft, Measure::Total, Measure::TimePerOutputToken};

QString nodeName(int i)
{
    return QStringLiteral("n%1").arg(i);
}

} // namespace

RouteGraph RouteGraphMaker::make()
{
    RouteGraph graph{.start = nodeName(0), .nodes = {}};
    m_nodes = 1 + m_random.below(12);
    for (m_node = 0; m_node < m_nodes; ++m_node) {
        const bool isLast = m_node + 1 == m_nodes;
        RouteNode node{.label = m_random.chance() ? m_random.text() : QString(),
                       .body = isLast ? leaf() : body(m_random.below(routeNodeKindCount))};
        node.isMuted = isPassThrough(node.kind()) && m_random.below(4) == 0;
        graph.nodes.insert(nodeName(m_node), node);
    }
    if (m_random.chance())
        graph.layout = layout(graph);
    return graph;
}

CanvasPoint RouteGraphMaker::place()
{
    return {.x = m_random.below(4'000) - 2'000,
            .y = m_random.chance() ? m_random.below(1'000) : -CanvasPoint::farthest};
}

GraphLayout RouteGraphMaker::layout(const RouteGraph &graph)
{
    GraphLayout layout;
    LayoutFrame frame{.label = m_random.chance() ? m_random.text() : QString()};
    for (int i = 0; i < m_nodes; ++i) {
        const QString id = nodeName(i);
        if (m_random.chance())
            layout.nodes.insert(id, place());
        if (m_random.chance())
            frame.nodes.append(id);
        for (const NodePort &port : portsOf(graph.nodes.value(id))) {
            if (m_random.below(4) == 0)
                layout.bends.push_back({.from = id, .port = port.id, .points = {place(), place()}});
        }
    }
    if (m_random.chance())
        layout.frames.push_back(frame);
    frame.color = QStringLiteral("blue");
    if (m_random.chance())
        layout.frames.push_back(frame);
    return layout;
}

QString RouteGraphMaker::next()
{
    return nodeName(m_node + 1 + m_random.below(m_nodes - m_node - 1));
}

QString RouteGraphMaker::nextOrNone()
{
    return m_random.chance() ? next() : QString();
}

RouteNodeBody RouteGraphMaker::body(int kind)
{
    switch (static_cast<RouteNodeKind>(kind)) {
    case RouteNodeKind::Fallback:
        return fallback();
    case RouteNodeKind::Match:
        return MatchNode{.when = m_predicates.predicate(), .then = next(), .otherwise = next()};
    case RouteNodeKind::Switch:
        return switchNode();
    case RouteNodeKind::Table:
        return table();
    case RouteNodeKind::Split:
        return split();
    case RouteNodeKind::Budget:
        if (m_names.budgets.isEmpty())
            return leaf();
        return BudgetNode{
            .budget = m_random.oneOf(m_names.budgets), .within = next(), .over = nextOrNone()};
    case RouteNodeKind::RateLimit:
        return rateLimit();
    case RouteNodeKind::Cache:
        return CacheNode{.keep = std::chrono::seconds(1 + m_random.below(100'000)),
                         .maxMib = 1 + m_random.below(100),
                         .isPerClient = m_random.chance(),
                         .node = next()};
    case RouteNodeKind::Transform:
        return transform();
    case RouteNodeKind::Shadow:
        return shadow();
    default:
        return leaf();
    }
}

RouteNodeBody RouteGraphMaker::leaf()
{
    const int kind = m_random.below(m_names.routes.isEmpty() ? 4 : 5);
    if (kind == 0)
        return TargetNode{m_random.oneOf(m_names.targets)};
    if (kind == 1)
        return pool();
    if (kind == 2)
        return AnswerNode{m_random.text()};
    if (kind == 3)
        return RejectNode{.status = m_random.chance() ? 403 : 400 + m_random.below(200),
                          .message = m_random.chance() ? m_random.text() : QString(),
                          .code = m_random.chance() ? m_random.text() : QString()};
    return SubRouteNode{m_random.oneOf(m_names.routes)};
}

FallbackNode RouteGraphMaker::fallback()
{
    FallbackNode node{.steps = {{.node = next(), .on = {}}}, .slow = slow()};
    if (m_random.chance())
        node.steps.push_back(
            {.node = next(), .on = {ErrorClass::Timeout, ErrorClass::RateLimited}});
    return node;
}

SwitchNode RouteGraphMaker::switchNode()
{
    SwitchNode node{.on = m_predicates.signal(), .cases = {}, .otherwise = nextOrNone()};
    const int cases = 1 + m_random.below(3);
    for (int i = 0; i < cases; ++i) {
        SwitchCase one{.values = {m_predicates.value(node.on)}, .node = next()};
        if (m_random.chance())
            one.values.append(m_predicates.value(node.on));
        node.cases.push_back(one);
    }
    return node;
}

TableNode RouteGraphMaker::table()
{
    TableNode node{.hit = static_cast<TableNode::Hit>(m_random.below(3)),
                   .columns = {{SignalKind::InputTokens, {}}},
                   .rows = {},
                   .otherwise = nextOrNone()};
    if (const SignalName second = m_predicates.signal(); second != node.columns.front())
        node.columns.push_back(second);
    // Rows of a unique table may not overlap; a single one cannot.
    const int rows = node.hit == TableNode::Hit::Unique ? 1 : 1 + m_random.below(4);
    for (int i = 0; i < rows; ++i) {
        TableRow row{.cells = {}, .node = next(), .priority = m_random.below(3) - 1};
        for (const SignalName &column : node.columns)
            row.cells.push_back(m_predicates.cell(column));
        node.rows.push_back(row);
    }
    return node;
}

PoolNode RouteGraphMaker::pool()
{
    PoolNode node{.strategy = static_cast<Strategy>(m_random.below(strategyCount)),
                  .onNone = static_cast<OnNone>(m_random.below(3)),
                  .speed = m_random.oneOf(times),
                  .percentile = m_random.oneOf(percentiles),
                  .exploration = m_random.chance() ? 0.02 : m_random.share(),
                  .tieBand = m_random.chance() ? 0.1 : m_random.share(),
                  .slow = slow()};
    for (const QString &target : m_names.targets) {
        if (!node.members.isEmpty() && m_random.chance())
            continue;
        node.members.append({.target = target,
                             .weight = m_random.chance() ? 1 : 1 + m_random.below(100) / 7.0,
                             .priority = m_random.chance() ? 0 : m_random.below(5) - 2});
    }
    const int limits = m_random.below(3);
    for (int i = 0; i < limits; ++i) {
        PoolLimit limit{.measure = static_cast<Measure>(m_random.below(measureCount)),
                        .isFloor = m_random.chance(),
                        .bound = m_random.share() / 2,
                        .isHard = m_random.chance(),
                        .samples = m_random.chance() ? 10 : m_random.below(100)};
        if (!limit.isFloor)
            limit.bound += 0.5; // never below a floor
        if (limit.measure <= Measure::TimePerOutputToken)
            limit.percentile = m_random.oneOf(percentiles);
        node.limits.append(limit);
    }
    if (m_random.chance())
        node.balance = {m_random.share() + 1, m_random.share(), 1, 2.5};
    if (m_random.chance())
        node.affinity = {.isOn = true,
                         .keep = std::chrono::minutes(1 + m_random.below(100)),
                         .switchGain = m_random.share(),
                         .countsCache = m_random.chance()};
    return node;
}

SplitNode RouteGraphMaker::split()
{
    SplitNode node{.seed = m_random.chance() ? m_random.text() : QString(),
                   .unit = static_cast<Unit>(m_random.below(3)),
                   .arms = {}};
    const int share = 1 + m_random.below(99'999);
    node.arms.push_back({.name = QStringLiteral("one"), .share = share, .node = next()});
    node.arms.push_back({.name = m_random.chance() ? QStringLiteral("two") : QString(),
                         .share = 100'000 - share,
                         .node = next()});
    return node;
}

RateLimitNode RouteGraphMaker::rateLimit()
{
    return {.limits = {.requests = 1 + m_random.below(1'000),
                       .tokens = m_random.chance() ? 0 : 5'000'000'000,
                       .concurrent = m_random.below(10),
                       .window = std::chrono::seconds(1 + m_random.below(100))},
            .per = static_cast<Unit>(m_random.below(4)),
            .within = next(),
            .over = nextOrNone()};
}

TransformNode RouteGraphMaker::transform()
{
    TransformNode node{.edits = {{QStringLiteral("temperature"), "0.50"}}, .node = next()};
    if (m_random.chance())
        node.edits.push_back(
            {QStringLiteral("response_format"),
             R"({"type":"json_schema","list":[1,-2.5e3,null,true,"\"é"],"o":{}})"});
    if (m_random.chance())
        node.edits.push_back({QStringLiteral("generationConfig.topK"), {}});
    if (m_random.chance())
        node.system = {.text = m_random.text(),
                       .place = static_cast<SystemPrompt::Place>(m_random.below(3))};
    if (m_random.chance())
        node.variant = m_random.text();
    if (m_random.chance())
        node.fromSignals = {{QStringLiteral("b"), m_predicates.signal()},
                            {QStringLiteral("a"), m_predicates.signal()}};
    if (m_random.chance())
        node.constants = {{QStringLiteral("c"), m_random.text()}, {QStringLiteral("d"), {}}};
    return node;
}

ShadowNode RouteGraphMaker::shadow()
{
    return {.target = m_random.oneOf(m_names.targets),
            .share = m_random.chance() ? 100'000 : 1 + m_random.below(100'000),
            .maxMicroDollarsPerDay = m_random.chance() ? 0 : m_random.below(2'000'000'000),
            .maxConcurrent = 1 + m_random.below(8),
            .node = next()};
}

SlowRule RouteGraphMaker::slow()
{
    if (m_random.chance())
        return {};
    return {.action = m_random.chance() ? SlowRule::Action::Switch : SlowRule::Action::Hedge,
            .after = std::chrono::milliseconds(1 + m_random.below(10'000))};
}

} // namespace signalbox::tests
