// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonTree.h"
#include "models/policy/RouteGraph.h"

namespace signalbox::models {

/// The counterpart of buildRouteGraph(): nodes by their ids in order, of each node its kind, what a
/// kind cannot do without, and what differs from its default.
[[nodiscard]] JsonValue routeGraphJson(const RouteGraph &graph);

} // namespace signalbox::models
