// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/dialect/DialectError.h"
#include "routing/proxy/Gatekeeper.h"
#include "routing/secrets/KeyRing.h"
#include "routing/spending/RateLimiter.h"

#include <QSet>
#include <QTimeZone>

#include <vector>

namespace signalbox::routing {

// The keys that a policy names for clients: who may come in with them, and what they may ask.

/// The clients of \a policy for the gatekeeper, in its order. A key is good until the end of its
/// last day in \a zone.
[[nodiscard]] std::vector<Gatekeeper::NamedKey>
namedKeys(const models::Policy &policy, const KeyRingSnapshot &keys, const QTimeZone &zone);

/// Says in the log which client keys could not be read, each once for as long as that lasts.
/// \a told remembers the references. Never tells a value.
void warnOfUnreadableKeys(const models::Policy &policy, const KeyRingSnapshot &keys,
                          QSet<QString> &told);

/// Whether \a client may put \a name into `model`. Null stands for the key of the first run, which
/// may ask for everything.
[[nodiscard]] inline bool mayAsk(const models::ClientKey *client, const QString &name)
{
    return !client || client->routes.isEmpty() || client->routes.contains(name);
}
/// Why \a client may not ask for \a model, with the names that it may ask for.
[[nodiscard]] DialectError notAllowed(const models::ClientKey &client, const QString &model);
/// Why \a client has to wait.
[[nodiscard]] DialectError clientAtLimit(const models::ClientKey &client,
                                         const RateVerdict &verdict);

} // namespace signalbox::routing
