// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"

#include <QSet>
#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace signalbox::models {

// What the edits of a graph do to its layout.

/// \a point moved by \a by, no further than a layout may say.
[[nodiscard]] CanvasPoint moved(CanvasPoint point, CanvasPoint by);

/// The position, frames and bends of what is not in \a graph any longer go.
void forgetMissingNodes(RouteGraph &graph);
/// Bends of edges that led elsewhere in \a before go: their points would make a knot.
void forgetChangedEdges(RouteGraph &graph, const RouteGraph &before);
/// The outputs "\a word 1", "\a word 2" and so on of \a node have moved: the one at the place i,
/// from 0, to \a newPlaces[i], or it is no longer there where that is `removedPort`.
void renumberPorts(GraphLayout &layout, const QString &node, const QString &word,
                   const std::vector<std::size_t> &newPlaces);
inline constexpr std::size_t removedPort = static_cast<std::size_t>(-1);
/// Lets the layout name nodes as \a nameOf does.
void renameInLayout(GraphLayout &layout, const std::function<QString(const QString &)> &nameOf);
/// The part of \a layout that is about \a nodes only.
[[nodiscard]] GraphLayout layoutOf(const GraphLayout &layout, const QSet<QString> &nodes);
/// Adds \a more, moved by \a by.
void addLayout(GraphLayout &layout, const GraphLayout &more, CanvasPoint by);

} // namespace signalbox::models
