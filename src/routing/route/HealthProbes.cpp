// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/HealthProbes.h"

namespace signalbox::routing {

std::vector<QString> HealthProbes::due(std::span<const ProbeCandidate> candidates,
                                       const models::BreakerSettings &settings, qint64 nowNs)
{
    std::vector<QString> targets;
    if (settings.probeInterval.count() <= 0)
        return targets;
    const qint64 intervalNs =
        std::chrono::duration_cast<std::chrono::nanoseconds>(settings.probeInterval).count();
    for (const ProbeCandidate &candidate : candidates) {
        if (candidate.isAskedToWait || candidate.inFlight > 0)
            continue;
        const auto [probed, isFirst] = m_probedNs.try_emplace(candidate.target, nowNs);
        const bool wasProbed = !isFirst && nowNs - probed->second < intervalNs;
        const bool isIdle = !candidate.hasEnded || nowNs - candidate.lastEndedNs >= intervalNs;
        if (wasProbed || !(candidate.isOpen || isIdle)) {
            if (isFirst)
                m_probedNs.erase(probed);
            continue;
        }
        probed->second = nowNs;
        targets.push_back(candidate.target);
    }
    return targets;
}

} // namespace signalbox::routing
