// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/GraphEdit.h"

#include <QHash>
#include <QString>
#include <QStringList>

namespace signalbox::models {

/// What a new node may name. Anything may be missing; the node is then a draft.
struct NodeDefaults
{
    QStringList targets{}; ///< a target node takes the first one, a pool all of them
    QString budget{};
    QString route{}; ///< for a sub-route
};

/// A graph with new nodes.
struct GrownGraph
{
    RouteGraph graph;
    QHash<QString, QString> ids; ///< of the new nodes, by those of the nodes they were made from

    bool operator==(const GrownGraph &) const = default;
};

struct AddedNode
{
    RouteGraph graph;
    QString id{};
};

/// An id that \a graph does not have yet: \a wish itself, or "wish-2", "wish-3" and so on. What no
/// id may be made of is left out of \a wish.
[[nodiscard]] QString freshNodeId(const RouteGraph &graph, const QString &wish);
/// Empty, or why \a id may not be the id of a node.
[[nodiscard]] QString whyNoNodeId(const QString &id);

/// A node of \a kind with values to begin with; its outputs lead nowhere yet.
[[nodiscard]] RouteNode newNode(RouteNodeKind kind, const NodeDefaults &defaults = {});
/// Adds a new node of \a kind at \a place. The first node of a graph is its start.
[[nodiscard]] AddedNode addNode(const RouteGraph &graph, RouteNodeKind kind, CanvasPoint place,
                                const NodeDefaults &defaults = {});
/// Adds a new node on the edge from \a edge, see insertOnEdge().
[[nodiscard]] Result<AddedNode, QString> addNodeOnEdge(const RouteGraph &graph, const PortRef &edge,
                                                       RouteNodeKind kind, CanvasPoint place,
                                                       const NodeDefaults &defaults = {});

/// Takes \a nodes out. What has led to one of them leads to its default successor, over others that
/// are taken out as well; without one it leads nowhere, and a step of a fallback goes too while
/// another one is left.
[[nodiscard]] GraphEditResult removeNodes(const RouteGraph &graph, const QStringList &nodes);
/// Gives the node \a from the id \a to, wherever it is named. Units of a split without a seed are
/// drawn anew under another id, and records call an arm without a name by its node.
[[nodiscard]] GraphEditResult renameNode(const RouteGraph &graph, const QString &from,
                                         const QString &to);
/// Gives \a id other values, its links too. Refused when it then leads to a node that does not
/// exist, or into a circle.
[[nodiscard]] GraphEditResult replaceNode(const RouteGraph &graph, const QString &id,
                                          const RouteNode &node);
/// Copies \a nodes, moved by \a by. Edges between them are copied, those to other nodes are not.
[[nodiscard]] Result<GrownGraph, QString> duplicateNodes(const RouteGraph &graph,
                                                         const QStringList &nodes, CanvasPoint by);

enum class Mute : quint8 { On, Off };
/// Lets walks pass \a node by, or no longer. Only nodes that isPassThrough() can be muted.
[[nodiscard]] GraphEditResult setMuted(const RouteGraph &graph, const QString &node, Mute mute);

} // namespace signalbox::models
