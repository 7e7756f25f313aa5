// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/route/PlanNode.h"

#include <vector>

namespace signalbox::routing {

/// Fills `queries` and `splits` of every cache node among \a nodes, which are linked already: what
/// the nodes behind it ask for that the request's body does not say, and so may lead two equal
/// requests to different answers. A header, who the client is, the hour, how the conversation went,
/// the arm of a split.
void noteCacheDependence(std::vector<PlanNode> &nodes);

} // namespace signalbox::routing
