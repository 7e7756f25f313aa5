// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/proxy/TargetMetrics.h"
#include "routing/route/Scoreboard.h"

#include <string>

namespace signalbox::routing {

/// Counters of the proxy itself.
struct ProxyCounters
{
    qint64 requests = 0; ///< whole requests taken
    qint64 inFlight = 0; ///< exchanges running
    qint64 refused = 0; ///< refused before routing: host, origin, key, malformed
};

/// The Prometheus text format (version 0.0.4) of what the proxy counts and knows.
std::string metricsText(const ProxyCounters &counters, const Scoreboard &scoreboard,
                        MetricsMoment moment);

} // namespace signalbox::routing
