// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraphChecks.h"

#include <vector>

namespace signalbox::models {

/// Checks what graphs make with their sub-routes: no route comes back to itself, no way is too
/// long. True when there is no cycle, in them or between them.
bool checkRoutesTogether(const std::vector<CheckedRoute> &routes, ProblemList &problems);

} // namespace signalbox::models
