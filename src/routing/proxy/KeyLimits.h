// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/proxy/LiveWorld.h"
#include "routing/spending/RateLimiter.h"

namespace signalbox::routing {

// The limits of providers' keys, as the request of a world meets them. On the proxy thread.

/// Whether the key at place \a key has room for the request.
[[nodiscard]] RateVerdict keyRoom(LiveWorld &world, const ProviderAccess &access, int key);
/// Counts the request there; an empty ticket where nothing is limited.
[[nodiscard]] RateTicket takeKey(LiveWorld &world, const ProviderAccess &access, int key);
/// KeyLimit when every key that could be read is at its limit, with the time until the first has
/// room. Where none could be read, that is not what is in the way.
[[nodiscard]] Obstruction keyObstruction(LiveWorld &world, const ProviderAccess &access);

} // namespace signalbox::routing
