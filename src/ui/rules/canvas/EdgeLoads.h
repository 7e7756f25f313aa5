// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/decision/RouteTraffic.h"
#include "models/policy/Policy.h"
#include "models/policy/edit/GraphEdit.h"
#include "ui/rules/canvas/EdgeLoad.h"

#include <QHash>
#include <QString>

namespace signalbox::ui {

// What recent traffic makes of the edges of a route, as it is drawn. Pure functions.

/// What edges are drawn by.
enum class EdgeMeasure : quint8 {
    Share, ///< of what came to the route: width and text
    Errors, ///< colour and text: how much of what went along it failed; the width is the share
    Cost, ///< width and text: what went along it cost, of all that came to the route
};

/// Of every edge of \a route, by EdgeLayer::key(); an edge that nothing took is idle.
[[nodiscard]] QHash<QString, EdgeLoad> edgeLoads(const models::RouteTraffic &traffic,
                                                 const models::Route &route, EdgeMeasure measure);
/// What took the edge from \a from; null when nothing did.
[[nodiscard]] const models::EdgeTraffic *trafficOf(const models::RouteTraffic &traffic,
                                                   const models::Route &route,
                                                   const models::PortRef &from);
/// The edge from \a from in words: "triage · then".
[[nodiscard]] QString edgeTitle(const models::RouteGraph &graph, const models::PortRef &from);

} // namespace signalbox::ui
