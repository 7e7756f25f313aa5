// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/cache/ResponseCache.h"
#include "routing/proxy/ShadowTaps.h"

#include <string>

namespace signalbox::routing {

/// The Prometheus text format (version 0.0.4) of what the cache and shadow nodes of all routes did.
[[nodiscard]] std::string routeMetricsText(const ResponseCache::Counts &cache,
                                           const ShadowTaps::Counts &shadows);

} // namespace signalbox::routing
