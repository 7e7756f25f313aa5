// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Endpoint.h"
#include "routing/proxy/LiveWorld.h"
#include "routing/route/RoutePlan.h"

#include <QString>

#include <string>
#include <string_view>

namespace signalbox::routing {

/// What would be decided for one request body.
struct Explanation
{
    bool isServed = false; ///< some target would be tried
    std::string json; ///< the decision, or the problem
};

/// Decides for \a call as live traffic would at this moment, and calls nobody. \a routeOverride
/// replaces the name that the call asks for when it is not empty; \a client is the name of the key
/// that budgets, splits, and signals take it to come from.
Explanation explain(const Surroundings &surroundings, ClientCall call, const QString &routeOverride,
                    std::string_view client = {});
/// The same for a \a body as if a client had posted it to a proxy that has seen no traffic, with
/// the prices that come with Signalbox and every key in its place.
Explanation explain(const RoutePlan &plan, const Endpoint &endpoint, const std::string &body,
                    const QString &routeOverride, std::string_view client = {});

} // namespace signalbox::routing
