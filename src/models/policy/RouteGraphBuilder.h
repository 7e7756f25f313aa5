// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonTree.h"
#include "models/policy/RouteGraph.h"

namespace signalbox::models {

/// The graph in \a value, which the schema of policies allows. That its ids lead somewhere is not
/// known yet.
[[nodiscard]] RouteGraph buildRouteGraph(const JsonValue &value);

/// What a node of \a kind has when nothing is said.
[[nodiscard]] RouteNodeBody emptyBodyOf(RouteNodeKind kind);

} // namespace signalbox::models
