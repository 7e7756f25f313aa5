// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "support/simulation/Simulation.h"

#include <cstddef>

namespace signalbox::tests {

/// The moment of the first success at \a target that arrived after \a fromS; -1 without one.
inline double firstSuccessS(const Simulation &simulation, int target, double fromS)
{
    for (const SimulatedRequest &request : simulation.requests()) {
        if (request.arrivedS() >= fromS && request.hasSucceeded
            && (target < 0 || request.targets.back() == target))
            return request.arrivedS();
    }
    return -1;
}

/// How long the breaker that is open at \a atS, or opened last before it, was to stay so.
inline double openTimeAt(const Simulation &simulation, int target, double atS)
{
    double openS = 0;
    for (const SimulatedOpening &opening : simulation.openingsOf(target)) {
        if (opening.atS <= atS)
            openS = opening.untilS - opening.atS;
    }
    return openS;
}

inline int attemptsAt(const Simulation &simulation, int target, double fromS, double toS)
{
    int count = 0;
    for (const SimulatedRequest &request : simulation.requests()) {
        for (std::size_t i = 0; i < request.targets.size(); ++i) {
            const double beganS = static_cast<double>(request.beganNs[i]) / 1e9;
            count += request.targets[i] == target && beganS > fromS && beganS < toS ? 1 : 0;
        }
    }
    return count;
}

} // namespace signalbox::tests
