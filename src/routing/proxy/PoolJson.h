// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/json/JsonWriter.h"
#include "routing/route/RoutePlan.h"
#include "routing/route/RouteWorld.h"

namespace signalbox::routing {

/// Puts what a pool decided into the keys of the object that \a json has open: `strategy`,
/// `measure`, `percentile`, and `members` with the figure and the reason of each.
void writePool(const RoutePlan &plan, const PoolTrace &trace, JsonWriter &json);

} // namespace signalbox::routing
