// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/RoutesTogether.h"

#include "models/policy/checks/CircleWords.h"
#include "models/policy/checks/DepthFirst.h"

#include <QHash>

namespace signalbox::models {

namespace {

/// All graphs as one.
class Together
{
public:
    Together(const std::vector<CheckedRoute> &routes, ProblemList &problems)
        : m_routes(routes)
        , m_problems(problems)
    {
        for (std::size_t i = 0; i < routes.size(); ++i) {
            m_index.insert(routes[i].name, i);
            m_names.append(routes[i].name);
            m_offsets.push_back(m_count);
            m_count += routes[i].graph.count();
        }
    }

    bool run()
    {
        bool hasCycle = reportCycles();
        for (const CheckedRoute &route : m_routes)
            hasCycle = hasCycle || route.hasCycle;
        if (!hasCycle)
            reportDepths();
        return !hasCycle;
    }

private:
    /// The route that the node leads to, or none.
    [[nodiscard]] std::size_t subRoute(const GraphIndex &graph, std::size_t node) const
    {
        const auto *body =
            graph.nodes[node] ? std::get_if<SubRouteNode>(&graph.nodes[node]->body) : nullptr;
        return body ? m_index.value(body->route, GraphIndex::none) : GraphIndex::none;
    }

    bool reportCycles()
    {
        DepthFirst::Next next(m_routes.size());
        for (std::size_t route = 0; route < m_routes.size(); ++route) {
            const GraphIndex &graph = m_routes[route].graph;
            for (std::size_t node = 0; node < graph.count(); ++node) {
                const std::size_t sub = subRoute(graph, node);
                if (sub != GraphIndex::none && graph.isReached(node))
                    next[route].push_back(sub);
            }
        }
        DepthFirst walk(next);
        bool hasCycle = false;
        for (std::size_t route = 0; route < m_routes.size(); ++route) {
            const std::vector<std::size_t> cycle = walk.visit(route);
            if (cycle.empty())
                continue;
            hasCycle = true;
            reportCycle(cycle);
        }
        return hasCycle;
    }

    void reportCycle(const std::vector<std::size_t> &cycle)
    {
        const GraphIndex &graph = m_routes[cycle[0]].graph;
        for (std::size_t node = 0; node < graph.count(); ++node) {
            if (!graph.isReached(node) || subRoute(graph, node) != cycle[1])
                continue;
            const JsonPlace place(*graph.values[node], graph.pathOf(node));
            m_problems.error(
                place.member(QStringLiteral("route")),
                QStringLiteral("The routes go in a circle: %1.").arg(circleInWords(cycle, m_names)),
                QStringLiteral("A route may not come back to one it has passed."));
            return;
        }
    }

    void reportDepths()
    {
        DepthFirst::Next next(m_count);
        for (std::size_t route = 0; route < m_routes.size(); ++route) {
            const GraphIndex &graph = m_routes[route].graph;
            for (std::size_t node = 0; node < graph.count(); ++node) {
                std::vector<std::size_t> &steps = next[m_offsets[route] + node];
                for (const GraphIndex::Link &link : graph.links[node])
                    steps.push_back(m_offsets[route] + link.node);
                const std::size_t sub = subRoute(graph, node);
                if (sub != GraphIndex::none && m_routes[sub].graph.start != GraphIndex::none)
                    steps.push_back(m_offsets[sub] + m_routes[sub].graph.start);
            }
        }
        DepthFirst walk(next);
        for (std::size_t i = 0; i < m_routes.size(); ++i) {
            const CheckedRoute &route = m_routes[i];
            if (route.graph.start == GraphIndex::none)
                continue;
            const std::size_t start = m_offsets[i] + route.graph.start;
            walk.visit(start);
            if (walk.depth(start) > maximumRouteDepth)
                m_problems.error(*route.start, route.startPath,
                                 QStringLiteral("The longest way through this graph has more than "
                                                "%1 nodes.")
                                     .arg(maximumRouteDepth),
                                 QStringLiteral("The nodes of sub-routes count as well."));
        }
    }

    const std::vector<CheckedRoute> &m_routes;
    ProblemList &m_problems;
    QHash<QString, std::size_t> m_index;
    QStringList m_names;
    std::vector<std::size_t> m_offsets;
    std::size_t m_count = 0;
};

} // namespace

bool checkRoutesTogether(const std::vector<CheckedRoute> &routes, ProblemList &problems)
{
    return Together(routes, problems).run();
}

} // namespace signalbox::models
