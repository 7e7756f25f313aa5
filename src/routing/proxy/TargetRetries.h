// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/proxy/Attempt.h"

#include <chrono>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace signalbox::routing {

struct ProviderAccess;

/// How often one exchange may try its present target again, and with which keys. A server error is
/// tried again with the same key after a growing, jittered wait; a key that is refused or limited
/// is out for this exchange. Another one may serve at once; from the second key that is limited on
/// after such a wait, since they may share the limit. All its waits together are no
/// longer than RetrySettings::total, whatever the number of targets.
class TargetRetries final
{
public:
    /// Whether a key has room for one more request by the limits of the policy.
    using HasRoom = std::function<bool(const ProviderAccess &access, int key)>;
    /// Without it every key has room.
    void setHasRoom(HasRoom hasRoom) { m_hasRoom = std::move(hasRoom); }
    /// Whether the breaker of a key lets it be asked. Without it every breaker does.
    void setMayTry(HasRoom mayTry) { m_mayTry = std::move(mayTry); }

    /// Another target: all its keys, all its retries. What was waited for others stays counted.
    void begin(const models::RetrySettings &settings);

    /// Index of the first key that can be used, beginning with the one that served last; -1 for
    /// none. Those at their limits are passed over; those whose breaker is open come last.
    [[nodiscard]] int usableKey(const ProviderAccess &access) const;
    /// Whether a key could be used if it had room.
    [[nodiscard]] bool isAtLimit(const ProviderAccess &access) const;

    struct Failed
    {
        const AttemptFailure &failure;
        int usedKey = -1;
        bool canOthersServe = false; ///< another target may be tried after such a failure
        double random = 0; ///< in [0, 1), for the jitter
    };
    /// How long to wait before the same target is tried again, 0 for not at all; nothing when it is
    /// not tried again.
    [[nodiscard]] std::optional<std::chrono::milliseconds> waitAfter(const Failed &failed,
                                                                     const ProviderAccess &access);

private:
    /// A jittered wait that doubles \a doublings times.
    [[nodiscard]] std::chrono::milliseconds backoff(int doublings, double random) const;
    [[nodiscard]] static bool isTransient(const AttemptFailure &failure);

    /// Read, and not given up for this exchange.
    [[nodiscard]] bool isAlive(const ProviderAccess &access, std::size_t key) const;

    models::RetrySettings m_settings;
    [[nodiscard]] bool isClosed(const ProviderAccess &access, int key) const
    {
        return !m_mayTry || m_mayTry(access, key);
    }

    HasRoom m_hasRoom;
    HasRoom m_mayTry;
    std::vector<int> m_deadKeys;
    int m_limitedKeys = 0; ///< of the present target
    std::chrono::milliseconds m_waited{0}; ///< for all targets
    int m_left = 0;
};

} // namespace signalbox::routing
