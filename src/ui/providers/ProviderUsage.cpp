// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/providers/ProviderUsage.h"

#include "models/policy/NodeLinks.h"

#include <algorithm>

namespace signalbox::ui {

using models::Policy;
using models::Route;
using models::RouteGraph;
using models::RouteNode;

namespace {

bool servesThrough(const Policy &policy, const QString &targetName, const QString &providerId)
{
    if (const auto *target = policy.target(targetName))
        return target->provider == providerId;
    return targetName.section(QLatin1Char('/'), 0, 0) == providerId;
}

/// Whether \a node can no longer serve anything without the provider.
bool isEmpty(const Policy &policy, const RouteNode &node, const QString &providerId)
{
    if (const auto *target = std::get_if<models::TargetNode>(&node.body))
        return servesThrough(policy, target->target, providerId);
    if (const auto *pool = std::get_if<models::PoolNode>(&node.body))
        return pool->members.isEmpty();
    const models::RouteNodeKind kind = node.kind();
    if (kind == models::RouteNodeKind::Route || kind == models::RouteNodeKind::Reject
        || kind == models::RouteNodeKind::Answer)
        return false; // these lead nowhere within the graph, and need not
    bool hasNext = false;
    models::forEachLink(node, [&](const QString &id) { hasNext = hasNext || !id.isEmpty(); });
    return !hasNext;
}

/// Takes out of \a node what leads to one of \a gone.
void dropLinks(RouteNode &node, const QStringList &gone)
{
    const auto isGone = [&gone](const auto &part) { return gone.contains(part.node); };
    if (auto *fallback = std::get_if<models::FallbackNode>(&node.body))
        std::erase_if(fallback->steps, isGone);
    else if (auto *choice = std::get_if<models::SwitchNode>(&node.body))
        std::erase_if(choice->cases, isGone);
    else if (auto *table = std::get_if<models::TableNode>(&node.body))
        std::erase_if(table->rows, isGone);
    models::forEachLink(node, [&gone](QString &id) {
        if (gone.contains(id))
            id.clear();
    });
}

/// \a graph without the targets of the provider; an empty start says that nothing is left.
RouteGraph pruned(const Policy &policy, RouteGraph graph, const QString &providerId)
{
    for (RouteNode &node : graph.nodes) {
        if (auto *pool = std::get_if<models::PoolNode>(&node.body))
            pool->members.removeIf([&](const models::PoolMember &member) {
                return servesThrough(policy, member.target, providerId);
            });
    }
    // What leads nowhere any more goes too, which may leave another node without an end: repeat
    // until nothing changes. Every turn removes a node, so it ends.
    for (;;) {
        QStringList gone;
        for (auto node = graph.nodes.cbegin(); node != graph.nodes.cend(); ++node) {
            if (isEmpty(policy, node.value(), providerId))
                gone.append(node.key());
        }
        if (gone.isEmpty())
            return graph;
        for (const QString &name : gone)
            graph.nodes.remove(name);
        for (RouteNode &node : graph.nodes)
            dropLinks(node, gone);
        if (gone.contains(graph.start))
            graph.start.clear();
    }
}

} // namespace

ProviderUsage usageOf(const Policy &policy, const QString &providerId)
{
    ProviderUsage usage;
    for (const auto &target : policy.targets) {
        if (target.provider == providerId)
            usage.targets.append(target.id);
    }
    for (const Route &route : policy.routes) {
        const RouteGraph left = pruned(policy, route.graph, providerId);
        if (left == route.graph)
            continue;
        (left.start.isEmpty() ? usage.lostRoutes : usage.weakenedRoutes).append(route.name);
    }
    return usage;
}

Policy withoutProvider(const Policy &policy, const QString &providerId)
{
    Policy left = policy;
    left.routes.clear();
    for (Route route : policy.routes) {
        route.graph = pruned(policy, route.graph, providerId);
        if (!route.graph.start.isEmpty())
            left.routes.append(route);
    }
    left.targets.removeIf(
        [&](const models::Target &target) { return target.provider == providerId; });
    left.providers.removeIf(
        [&](const models::Provider &provider) { return provider.id == providerId; });
    return left;
}

} // namespace signalbox::ui
