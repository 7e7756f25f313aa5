// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/TargetGroups.h"

#include "models/policy/NodeLinks.h"

#include <QSet>

#include <utility>

namespace signalbox::models {

namespace {

QStringList targetsOf(const RouteNode &node)
{
    QStringList names;
    if (node.kind() != RouteNodeKind::Shadow) // nobody sees its answer
        forEachTarget(node, [&names](const QString &name) { names.append(name); });
    return names;
}

} // namespace

TargetGroups::TargetGroups(const std::vector<CheckedRoute> &routes)
    : m_routes(routes)
{
    for (std::size_t i = 0; i < routes.size(); ++i)
        m_routeIndex.insert(routes[i].name, i);
}

std::vector<QStringList> TargetGroups::from(const GraphIndex &graph, std::size_t node)
{
    std::vector<QStringList> groups;
    QSet<const JsonValue *> seen;
    std::vector<std::pair<const GraphIndex *, std::size_t>> open{{&graph, node}};
    while (!open.empty() && m_workLeft > 0) {
        const auto [its, place] = open.back();
        open.pop_back();
        const RouteNode *built = its->nodes[place];
        if (!built || seen.contains(its->values[place]))
            continue;
        seen.insert(its->values[place]);
        QStringList names = targetsOf(*built);
        m_workLeft -= 1 + names.size();
        if (!names.isEmpty())
            groups.push_back(std::move(names));
        const auto &links = its->links[place];
        for (auto link = links.rbegin(); link != links.rend(); ++link)
            open.emplace_back(its, link->node);
        if (const auto *sub = std::get_if<SubRouteNode>(&built->body)) {
            const std::size_t route = m_routeIndex.value(sub->route, GraphIndex::none);
            if (route != GraphIndex::none && m_routes[route].graph.start != GraphIndex::none)
                open.emplace_back(&m_routes[route].graph, m_routes[route].graph.start);
        }
    }
    return groups;
}

QStringList TargetGroups::ofRoute(const QString &name)
{
    QStringList names;
    const std::size_t route = m_routeIndex.value(name, GraphIndex::none);
    if (route == GraphIndex::none || m_routes[route].graph.start == GraphIndex::none)
        return names;
    for (const QStringList &group : from(m_routes[route].graph, m_routes[route].graph.start))
        names += group;
    names.removeDuplicates();
    return names;
}

} // namespace signalbox::models
