// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"

#include <QHash>
#include <QSize>
#include <QString>

namespace signalbox::models {

/// Distances between nodes, in the canvas's units.
struct LayoutSpacing
{
    int betweenLayers = 80; ///< room for edges from one column to the next
    int betweenNodes = 32; ///< one above the other
    int betweenParts = 64; ///< above what nothing leads to
};

/// A graph as it is drawn: where nodes stand, and where edges bend on their way past others.
struct LayeredDrawing
{
    QHash<QString, CanvasPoint> nodes{};
    std::vector<EdgeBends> bends{}; ///< of edges that pass columns; in no order

    bool operator==(const LayeredDrawing &) const = default;
};

/// A place for every node of \a graph, from left to right, so that edges are easy to follow.
///
/// What a node leads to stands to the right of it, in columns by the longest way there; only an
/// edge that closes a circle, as drafts may have them, goes back. Within a column nodes stand in an
/// order with few crossings, in which the first output of a node always leads to a place above that
/// of the second: the true branch is the upper one. Nodes that the start does not lead to stand
/// below all others. No two nodes overlap. The start stands at about (0, 0).
///
/// \a sizes are those of the nodes on the canvas; one that is not in it has \a usualSize. The same
/// graph and sizes give the same places. Takes about as long as the graph and its edges, counted by
/// the columns that they pass, are large.
[[nodiscard]] QHash<QString, CanvasPoint> layeredLayout(const RouteGraph &graph,
                                                        const QHash<QString, QSize> &sizes,
                                                        QSize usualSize,
                                                        const LayoutSpacing &spacing = {});
/// The same with the bends of edges: one that passes columns goes straight through a gap of each,
/// so that it runs behind no node. Several outputs that lead to one node share a gap.
[[nodiscard]] LayeredDrawing layeredDrawing(const RouteGraph &graph,
                                            const QHash<QString, QSize> &sizes, QSize usualSize,
                                            const LayoutSpacing &spacing = {});

} // namespace signalbox::models
