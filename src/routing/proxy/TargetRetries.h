// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/proxy/Attempt.h"

#include <chrono>
#include <optional>
#include <vector>

namespace signalbox::routing {

struct ProviderAccess;

/// How often one exchange may try its present target again, and with which keys. A server error is
/// tried again with the same key after a growing, jittered wait; a key that is refused or limited
/// is out for this exchange, and another one may serve at once.
class TargetRetries final
{
public:
    /// Another target: all its keys, all its retries.
    void begin(const models::RetrySettings &settings);

    /// Index of the first key that can be used, beginning with the one that served last; -1 for
    /// none.
    [[nodiscard]] int usableKey(const ProviderAccess &access) const;

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
    [[nodiscard]] static bool isTransient(const AttemptFailure &failure);

    models::RetrySettings m_settings;
    std::vector<int> m_deadKeys;
    int m_left = 0;
};

} // namespace signalbox::routing
