// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "support/simulation/Simulation.h"

namespace signalbox::tests {

/// What happens to the first of three targets, which is the cheapest, fastest and best.
enum class Scenario : quint8 {
    Calm, ///< nothing
    Outage, ///< fails everything from 60 s to 180 s
    Flapping, ///< 20 s up, 20 s down, all the time
    BrownOut, ///< five times as slow from 60 s to 180 s
    RateLimitStorm, ///< answers one at once from 60 s to 180 s, all others get 429 and
                    ///< Retry-After: 2
    SlowStart, ///< begins ten times as slow, is itself after 60 s
    PriceChange, ///< costs ten times as much from 60 s on
    Herd, ///< three hundred requests at once at 60 s; answers fifty at once, all others get 429
    AllDown, ///< all three refuse connections from 60 s to 90 s
};
constexpr int scenarioCount = static_cast<int>(Scenario::AllDown) + 1;

[[nodiscard]] const char *scenarioText(Scenario scenario);
[[nodiscard]] const char *strategyText(models::Strategy strategy);
/// Four requests a second for five minutes (flapping: twenty).
[[nodiscard]] SimulationSetup setupOf(Scenario scenario, models::Strategy strategy);

} // namespace signalbox::tests
