// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "models/policy/checks/GraphIndex.h"
#include "models/policy/checks/NodeChecks.h"

#include <QString>

#include <vector>

namespace signalbox::models {

/// The longest way through a graph, in nodes, with those of its sub-routes; whoever walks a graph
/// may rely on it.
inline constexpr int maximumRouteDepth = 64;

/// A route whose graph was checked by itself.
struct CheckedRoute
{
    QString name;
    GraphIndex graph;
    const JsonValue *start = nullptr; ///< the field "start"
    QString startPath{};
    bool hasCycle = false;
};

/// Checks the graph of \a route, at \a place, by itself: start and links name nodes of it, nodes
/// are what their kind asks for, no path comes back to its own node, every node is used.
[[nodiscard]] CheckedRoute checkRouteGraph(const JsonPlace &place, const Route &route,
                                           const NodeContext &context);

} // namespace signalbox::models
