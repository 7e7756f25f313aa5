// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/KeyLimits.h"

#include "routing/proxy/ProxySnapshot.h"

namespace signalbox::routing {

RateVerdict keyRoom(LiveWorld &world, const ProviderAccess &access, int key)
{
    const ProviderAccess::Key &asked = access.keys[static_cast<std::size_t>(key)];
    if (asked.limits.isEmpty())
        return {};
    return world.state().keyLimiter.peek(asked.limits, asked.rateUnit,
                                         world.expectedTokens(asked.limits),
                                         world.surroundings().clock.monotonicNs());
}

RateTicket takeKey(LiveWorld &world, const ProviderAccess &access, int key)
{
    const ProviderAccess::Key &taken = access.keys[static_cast<std::size_t>(key)];
    if (taken.limits.isEmpty())
        return {};
    RateAdmission admission = world.state().keyLimiter.tryBegin(
        taken.limits, taken.rateUnit, world.expectedTokens(taken.limits),
        world.surroundings().clock.monotonicNs());
    return std::move(admission.ticket);
}

Obstruction keyObstruction(LiveWorld &world, const ProviderAccess &access)
{
    Obstruction found;
    for (std::size_t i = 0; i < access.keys.size(); ++i) {
        if (access.keys[i].value.empty())
            continue;
        const RateVerdict room = keyRoom(world, access, static_cast<int>(i));
        if (room.isAdmitted())
            return {};
        found.obstacle = MemberFigures::Obstacle::KeyLimit;
        const bool isSooner = room.retryAfterMs >= 0
            && (found.retryAfterMs < 0 || room.retryAfterMs < found.retryAfterMs);
        if (isSooner)
            found.retryAfterMs = room.retryAfterMs;
    }
    return found;
}

} // namespace signalbox::routing
