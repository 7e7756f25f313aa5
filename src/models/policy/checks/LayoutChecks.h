// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/ProblemList.h"
#include "models/policy/RouteGraph.h"
#include "models/policy/checks/JsonPlace.h"

namespace signalbox::models {

/// Warns of what the layout of the graph at \a place, built as \a graph, says about nodes and
/// outputs that are not there. Never an error: a layout has no say in what a graph does.
void checkLayout(const JsonPlace &place, const RouteGraph &graph, ProblemList &problems);

} // namespace signalbox::models
