// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/DialectError.h"
#include "routing/proxy/ClientCall.h"
#include "routing/route/RouteWalk.h"

namespace signalbox::routing {

/// What a client is told when \a walk ended without a target to ask: a reject node's own words,
/// what there is no room for (429), whom no limit lets pass (503), or why none of the targets can
/// serve the request (400 where the request is the reason, else 503).
DialectError routeRefusal(WalkEnd end, const RouteWalk &walk, const ClientCall &call);

/// When trying again may help, in ms; -1 unknown.
qint64 retryAfterMs(WalkEnd end, const RouteWalk &walk);

} // namespace signalbox::routing
