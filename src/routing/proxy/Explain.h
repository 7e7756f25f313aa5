// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Endpoint.h"
#include "routing/route/RoutePlan.h"

#include <QString>

#include <string>

namespace signalbox::routing {

/// What would be decided for one request body.
struct Explanation
{
    bool isServed = false; ///< some target would be tried
    std::string json; ///< the decision, or the problem
};

/// Decides for \a body as if a client had posted it, and calls nobody. \a routeOverride replaces
/// the body's model when it is not empty. \a body must have PaddedBody::padding bytes of room.
Explanation explain(const RoutePlan &plan, const Endpoint &endpoint, const std::string &body,
                    const QString &routeOverride);

} // namespace signalbox::routing
