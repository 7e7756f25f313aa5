// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/policy/RouteGraph.h"

#include <QString>
#include <QStringList>

namespace signalbox::models {

// Edits of a route graph, as an editor makes them. Each is a pure function: from the graph that was
// comes the one that is to be, or one English sentence that says why not. What an edit hands out
// has no link to a node that does not exist, as long as what it was given had none; outputs that
// lead nowhere, and nodes that nothing leads to, may be there: a draft is edited. Layouts are kept
// in step: positions, frames and bends go and come with what they belong to.
//
// Here: links and places. See NodeEdits, PortEdits and GraphClipboard for the rest.

using GraphEditResult = Result<RouteGraph, QString>;

/// An output of a node, from which an edge leads.
struct PortRef
{
    QString node{}; ///< empty: the start of the graph, which has one output without a name
    QString port{}; ///< see NodePort

    [[nodiscard]] bool isStart() const { return node.isEmpty(); }
    bool operator==(const PortRef &) const = default;
};

/// Lets \a from lead to the node \a to, in place of where it has led. Refused when that would close
/// a circle.
[[nodiscard]] GraphEditResult connectPort(const RouteGraph &graph, const PortRef &from,
                                          const QString &to);
/// Lets \a from lead nowhere. Disconnecting what leads nowhere changes nothing.
[[nodiscard]] GraphEditResult disconnectPort(const RouteGraph &graph, const PortRef &from);
/// Lets the graph start from \a node.
[[nodiscard]] GraphEditResult replaceStart(const RouteGraph &graph, const QString &node);

/// Lets failures of the class \a errorClass of the first step of the fallback \a node lead to the
/// node \a to first: the step that leads to it takes the class, or a new one at the end does, and
/// those before it no longer do. An empty \a to makes these failures final. A step for nothing is
/// taken out.
[[nodiscard]] GraphEditResult connectErrorClass(const RouteGraph &graph, const QString &node,
                                                ErrorClass errorClass, const QString &to);

/// Puts \a node, which exists already, on the edge from \a edge: \a edge leads to it, and its
/// default output, or else its first one that is free, to where the edge has led.
[[nodiscard]] GraphEditResult insertOnEdge(const RouteGraph &graph, const PortRef &edge,
                                           const QString &node);
/// Takes every edge from and to \a node away. What has led to it leads to its default successor.
[[nodiscard]] GraphEditResult detachNode(const RouteGraph &graph, const QString &node);

/// Puts \a node at \a place.
[[nodiscard]] GraphEditResult setPosition(const RouteGraph &graph, const QString &node,
                                          CanvasPoint place);
/// Moves those of \a nodes that have a place, and the bends of the edges between them.
[[nodiscard]] GraphEditResult moveNodes(const RouteGraph &graph, const QStringList &nodes,
                                        CanvasPoint by);
/// Lets the edge from \a from bend at \a points; none makes it straight.
[[nodiscard]] GraphEditResult setBends(const RouteGraph &graph, const PortRef &from,
                                       const std::vector<CanvasPoint> &points);

/// Whether \a node leads to \a other, directly or not. A node leads to itself only in a circle.
[[nodiscard]] bool leadsTo(const RouteGraph &graph, const QString &node, const QString &other);
/// A node that leads to itself, as only drafts have them; empty when there is none.
[[nodiscard]] QString nodeInCircle(const RouteGraph &graph);

} // namespace signalbox::models
