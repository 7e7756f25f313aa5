// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulator/RouteCoverage.h"

#include <algorithm>
#include <numeric>

namespace signalbox::routing {

using models::RouteNodeKind;

namespace {

/// What the link \a output of \a node is called there; empty for its only one.
QString linkName(const PlanNode &node, int output)
{
    const auto numbered = [output](const char *word) -> QString {
        return QString::fromLatin1(word) + u' ' + QString::number(output + 1);
    };
    const bool isFirst = output == 0;
    const bool isLast = output + 1 == static_cast<int>(node.next.size());
    switch (node.kind) {
    case RouteNodeKind::Match:
        return isFirst ? QStringLiteral("then") : QStringLiteral("else");
    case RouteNodeKind::Switch:
        return isLast ? QStringLiteral("else") : numbered("case");
    case RouteNodeKind::Table:
        return isLast ? QStringLiteral("else") : numbered("row");
    case RouteNodeKind::Fallback:
        return numbered("step");
    case RouteNodeKind::Split: {
        const auto &arm = node.body<models::SplitNode>().arms[static_cast<std::size_t>(output)];
        return arm.name;
    }
    case RouteNodeKind::Budget:
    case RouteNodeKind::RateLimit:
        return isFirst ? QStringLiteral("within") : QStringLiteral("over");
    default:
        return {};
    }
}

QString linkInWords(const RoutePlan &plan, const PlanNode &node, int output)
{
    const PlanNode &next = plan.node(node.next[static_cast<std::size_t>(output)]);
    const QString name = linkName(node, output);
    const QString from = name.isEmpty() ? node.id : node.id + u' ' + name;
    const QString to =
        next.route == node.route ? next.id : plan.routeName(next.route) + u'/' + next.id;
    return from + QStringLiteral(" -> ") + to;
}

} // namespace

RouteCoverage::RouteCoverage(const RoutePlan &plan)
    : m_plan(&plan)
    , m_nodes(static_cast<std::size_t>(plan.nodeCount()))
    , m_links(static_cast<std::size_t>(plan.nodeCount()))
{
    for (int i = 0; i < plan.nodeCount(); ++i)
        m_links[static_cast<std::size_t>(i)].resize(plan.node(i).next.size());
}

void RouteCoverage::add(std::span<const WalkedNode> way)
{
    for (const WalkedNode &walked : way) {
        ++m_nodes[static_cast<std::size_t>(walked.node)];
        std::vector<int> &links = m_links[static_cast<std::size_t>(walked.node)];
        // A pool's output is a place in its ranking, and leads to no node.
        if (walked.output >= 0 && walked.output < static_cast<int>(links.size()))
            ++links[static_cast<std::size_t>(walked.output)];
    }
}

std::vector<CoveredRoute> RouteCoverage::routes() const
{
    std::vector<CoveredRoute> routes;
    for (const models::Route &route : m_plan->policy().routes)
        routes.push_back({.route = route.name});
    std::vector<int> order(m_nodes.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [this](int node) { return m_plan->node(node).id; });
    for (const int index : order) {
        const PlanNode &node = m_plan->node(index);
        CoveredRoute &route = routes[static_cast<std::size_t>(node.route)];
        ++route.nodes;
        if (visits(index) > 0)
            ++route.coveredNodes;
        else
            route.uncoveredNodes.append(node.id);
        for (int output = 0; output < static_cast<int>(node.next.size()); ++output) {
            if (node.next[static_cast<std::size_t>(output)] == PlanNode::none)
                continue;
            ++route.links;
            if (visits(index, output) > 0)
                ++route.coveredLinks;
            else
                route.uncoveredLinks.append(linkInWords(*m_plan, node, output));
        }
    }
    return routes;
}

QString wayInWords(const RoutePlan &plan, std::span<const WalkedNode> way)
{
    QString words;
    int route = PlanNode::none;
    int last = PlanNode::none;
    for (const WalkedNode &walked : way) {
        if (walked.node == last) // a pool that offers its next member
            continue;
        last = walked.node;
        const PlanNode &node = plan.node(walked.node);
        if (!words.isEmpty())
            words += QStringLiteral(" -> ");
        if (node.route != route)
            words += plan.routeName(node.route) + (route == PlanNode::none ? u": " : u"/");
        route = node.route;
        words += node.id;
    }
    return words;
}

} // namespace signalbox::routing
