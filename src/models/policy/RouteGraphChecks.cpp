// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/RouteGraphChecks.h"

#include "models/policy/checks/CircleWords.h"
#include "models/policy/checks/DepthFirst.h"
#include "models/policy/checks/LayoutChecks.h"

namespace signalbox::models {

namespace {

/// Checks what a node is by itself.
class NodeCheck
{
public:
    NodeCheck(const JsonPlace &place, const NodeContext &context)
        : m_place(place)
        , m_context(context)
    {}

    void operator()(const TargetNode & /*node*/) const
    {
        checkTargetName(m_place.member(QStringLiteral("target")), m_context);
    }
    void operator()(const FallbackNode &node) const { checkFallbackNode(m_place, node, m_context); }
    void operator()(const MatchNode &node) const { checkMatchNode(m_place, node, m_context); }
    void operator()(const SwitchNode &node) const { checkSwitchNode(m_place, node, m_context); }
    void operator()(const TableNode &node) const { checkTableNode(m_place, node, m_context); }
    void operator()(const PoolNode &node) const { checkPoolNode(m_place, node, m_context); }
    void operator()(const SplitNode &node) const { checkSplitNode(m_place, node, m_context); }
    void operator()(const BudgetNode &node) const
    {
        m_context.known.budgets.check(m_place.member(QStringLiteral("budget")), m_context.problems);
        checkOver(node.within, node.over);
    }
    void operator()(const RateLimitNode &node) const
    {
        checkLimitNode(m_place, node, m_context);
        checkOver(node.within, node.over);
    }
    void operator()(const CacheNode & /*node*/) const {}
    void operator()(const TransformNode &node) const
    {
        checkTransformNode(m_place, node, m_context);
    }
    void operator()(const ShadowNode &node) const
    {
        checkTargetName(m_place.member(QStringLiteral("target")), m_context);
        if (node.share == 0)
            m_context.problems.warning(m_place.member(QStringLiteral("percent")),
                                       QStringLiteral("Nothing is sent to the shadow."));
    }
    void operator()(const SubRouteNode & /*node*/) const
    {
        m_context.known.routes.check(m_place.member(QStringLiteral("route")), m_context.problems);
    }
    void operator()(const RejectNode & /*node*/) const {}
    void operator()(const AnswerNode & /*node*/) const {}

private:
    void checkOver(const QString &within, const QString &over) const
    {
        if (!over.isEmpty() && within == over)
            m_context.problems.warning(
                m_place.member(QStringLiteral("over")),
                QStringLiteral("Both ways lead to the node %1.").arg(quoted(over)),
                QStringLiteral("Leave this node out, or correct one of them."));
    }

    const JsonPlace &m_place;
    const NodeContext &m_context;
};

class GraphCheck
{
public:
    GraphCheck(CheckedRoute &route, const NodeContext &context)
        : m_route(route)
        , m_graph(route.graph)
        , m_context(context)
        , m_problems(context.problems)
    {}

    void run()
    {
        for (std::size_t node = 0; node < m_graph.count(); ++node) {
            const JsonPlace place(*m_graph.values[node], m_graph.pathOf(node));
            if (!m_graph.nodes[node])
                continue;
            std::visit(NodeCheck(place, m_context), m_graph.nodes[node]->body);
            if (const auto *fallback = std::get_if<FallbackNode>(&m_graph.nodes[node]->body))
                checkSlow(place, *fallback);
        }
        checkDecided();
        checkShape();
    }

private:
    void checkSlow(const JsonPlace &place, const FallbackNode &fallback)
    {
        const JsonPlace slow = place.member(QStringLiteral("slow"));
        QStringList names;
        for (const FallbackStep &step : fallback.steps) {
            const std::size_t node = m_graph.index.value(step.node, GraphIndex::none);
            const auto *target = node == GraphIndex::none || !m_graph.nodes[node]
                ? nullptr
                : std::get_if<TargetNode>(&m_graph.nodes[node]->body);
            if (target)
                names.append(target->target);
        }
        if (slow)
            checkSlowRule(slow, fallback.slow, names, m_context);
    }

    void checkShape()
    {
        DepthFirst::Next next;
        for (const auto &links : m_graph.links) {
            auto &steps = next.emplace_back();
            for (const GraphIndex::Link &link : links)
                steps.push_back(link.node);
        }
        DepthFirst walk(next);
        if (m_graph.start != GraphIndex::none)
            reportCycle(walk.visit(m_graph.start));
        // Nodes that nothing reaches may still hold a cycle of their own.
        for (std::size_t node = 0; node < m_graph.count(); ++node) {
            if (m_graph.start != GraphIndex::none && !m_graph.isReached(node))
                m_problems.warning(
                    *m_graph.values[node], m_graph.pathOf(node),
                    QStringLiteral("Nothing leads to the node %1.").arg(quoted(nameOf(node))),
                    QStringLiteral("Lead an output to it, or remove it."));
            reportCycle(walk.visit(node));
        }
    }

    void reportCycle(const std::vector<std::size_t> &cycle)
    {
        if (cycle.empty())
            return;
        m_route.hasCycle = true;
        m_problems.error(*m_graph.values[cycle.front()], m_graph.pathOf(cycle.front()),
                         QStringLiteral("The nodes go in a circle: %1.")
                             .arg(circleInWords(cycle, m_graph.names)),
                         QStringLiteral("A path may not come back to a node it has passed."));
    }

    [[nodiscard]] QString nameOf(std::size_t node) const
    {
        return m_graph.names[static_cast<qsizetype>(node)];
    }

    /// Matches of what a match that cannot be avoided on the way has found out.
    void checkDecided()
    {
        struct Entry
        {
            std::size_t from = GraphIndex::none;
            const GraphIndex::Link *link = nullptr;
            int count = 0;
        };
        std::vector<Entry> entries(m_graph.count());
        for (std::size_t node = 0; node < m_graph.count(); ++node) {
            for (const GraphIndex::Link &link : m_graph.links[node]) {
                Entry &entry = entries[link.node];
                entry = {node, &link, entry.count + 1};
            }
        }
        for (std::size_t node = 0; node < m_graph.count(); ++node) {
            const auto *match = matchAt(node);
            std::size_t at = node;
            for (int depth = 0; match && depth < maximumRouteDepth && at != m_graph.start;
                 ++depth) {
                const Entry &entry = entries[at];
                if (entry.count != 1)
                    break;
                at = entry.from;
                const auto *before = matchAt(at);
                if (!before || !(before->when == match->when) || before == match)
                    continue;
                reportDecided(node, at, entry.link->field == QLatin1String("then"));
                break;
            }
        }
    }

    [[nodiscard]] const MatchNode *matchAt(std::size_t node) const
    {
        return m_graph.nodes[node] ? std::get_if<MatchNode>(&m_graph.nodes[node]->body) : nullptr;
    }

    void reportDecided(std::size_t node, std::size_t before, bool holds)
    {
        const JsonPlace place(*m_graph.values[node], m_graph.pathOf(node));
        m_problems.warning(place.member(QStringLiteral("when")),
                           holds ? QStringLiteral("The node %1 has asked this already: it always "
                                                  "holds here.")
                                       .arg(quoted(nameOf(before)))
                                 : QStringLiteral("The node %1 has asked this already: it never "
                                                  "holds here.")
                                       .arg(quoted(nameOf(before))));
    }

    CheckedRoute &m_route;
    const GraphIndex &m_graph;
    const NodeContext &m_context;
    ProblemList &m_problems;
};

} // namespace

CheckedRoute checkRouteGraph(const JsonPlace &place, const Route &route, const NodeContext &context)
{
    const JsonPlace start = place.member(QStringLiteral("start"));
    CheckedRoute checked{.name = route.name,
                         .graph = GraphIndex(place, route.graph, context.problems),
                         .start = &start.value(),
                         .startPath = start.path()};
    GraphCheck(checked, context).run();
    checkLayout(place, route.graph, context.problems);
    return checked;
}

} // namespace signalbox::models
