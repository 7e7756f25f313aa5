// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QString>

#include <span>
#include <unordered_map>
#include <vector>

namespace signalbox::routing {

/// What the planner of health probes needs to know of one target.
struct ProbeCandidate
{
    const QString &target;
    bool isOpen = false; ///< a breaker of it is open or half-open
    bool isAskedToWait = false; ///< see Breaker
    bool hasEnded = false; ///< whether an attempt has ended at all
    qint64 lastEndedNs = 0;
    qint64 inFlight = 0;
};

/// Plans which targets are asked a short question because nobody else asks them: those whose
/// breaker is open, and those that were idle for BreakerSettings::probeInterval. Sends nothing
/// itself. Proxy thread.
class HealthProbes
{
public:
    /// Those that are due, each at most once in an interval; they count as probed from now on. None
    /// while probeInterval is 0.
    [[nodiscard]] std::vector<QString> due(std::span<const ProbeCandidate> candidates,
                                           const models::BreakerSettings &settings, qint64 nowNs);

private:
    std::unordered_map<QString, qint64> m_probedNs;
};

} // namespace signalbox::routing
