// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/simulation/Simulation.h"

#include <algorithm>
#include <cmath>

namespace signalbox::tests {

std::vector<SimulatedOpening> Simulation::openingsOf(int target) const
{
    std::vector<SimulatedOpening> found;
    std::ranges::copy_if(m_openings, std::back_inserter(found),
                         [target](const auto &opening) { return opening.target == target; });
    return found;
}

SimulationSummary Simulation::summary(double fromS, double toS) const
{
    SimulationSummary summary;
    std::vector<double> ttfts;
    double dollars = 0;
    for (const SimulatedRequest &request : m_requests) {
        if (request.arrivedS() < fromS || request.arrivedS() >= toS)
            continue;
        ++summary.requests;
        if (!request.hasSucceeded)
            continue;
        ttfts.push_back(request.ttftMs);
        dollars += request.dollars;
    }
    if (ttfts.empty())
        return summary;
    std::ranges::sort(ttfts);
    const auto count = static_cast<double>(ttfts.size());
    summary.successRate = count / summary.requests;
    summary.ttftP95Ms = ttfts[static_cast<std::size_t>(std::ceil(0.95 * count)) - 1];
    summary.meanDollars = dollars / count;
    return summary;
}

} // namespace signalbox::tests
