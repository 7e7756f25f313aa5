// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/providers/ProviderUsage.h"

#include <algorithm>

namespace signalbox::ui {

using models::Policy;
using models::Route;
using models::RouteGraph;
using models::RouteNode;
using models::RouteNodeKind;

namespace {

bool servesThrough(const Policy &policy, const QString &targetName, const QString &providerId)
{
    if (const auto *target = policy.target(targetName))
        return target->provider == providerId;
    return targetName.section(QLatin1Char('/'), 0, 0) == providerId;
}

/// \a graph without the targets of the provider; an empty start says that nothing is left.
RouteGraph pruned(const Policy &policy, RouteGraph graph, const QString &providerId)
{
    // A fallback that loses its last step goes too, which may empty another one: repeat until
    // nothing changes. Every turn removes a node, so it ends.
    for (;;) {
        const auto isGone = [&](const RouteNode &node) {
            return node.kind == RouteNodeKind::Target
                ? servesThrough(policy, node.target, providerId)
                : node.steps.empty();
        };
        QStringList gone;
        for (auto node = graph.nodes.cbegin(); node != graph.nodes.cend(); ++node) {
            if (isGone(node.value()))
                gone.append(node.key());
        }
        if (gone.isEmpty())
            return graph;
        for (const QString &name : gone)
            graph.nodes.remove(name);
        for (RouteNode &node : graph.nodes)
            std::erase_if(node.steps, [&](const models::FallbackStep &step) {
                return gone.contains(step.node);
            });
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
