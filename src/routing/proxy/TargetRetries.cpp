// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/TargetRetries.h"

#include "routing/proxy/ProxySnapshot.h"

#include <algorithm>

namespace signalbox::routing {

using models::ErrorClass;
using std::chrono::milliseconds;

namespace {
constexpr double jitterShare = 0.2;
constexpr int mostGrowths = 16;
} // namespace

void TargetRetries::begin(const models::RetrySettings &settings)
{
    m_settings = settings;
    m_deadKeys.clear();
    m_left = settings.retries;
    m_limitedKeys = 0;
}

bool TargetRetries::isAlive(const ProviderAccess &access, std::size_t key) const
{
    return !access.keys[key].value.empty()
        && std::ranges::find(m_deadKeys, static_cast<int>(key)) == m_deadKeys.end();
}

int TargetRetries::usableKey(const ProviderAccess &access) const
{
    int open = -1;
    for (std::size_t i = 0; i < access.keys.size(); ++i) {
        const std::size_t place = (access.firstKey + i) % access.keys.size();
        const auto key = static_cast<int>(place);
        if (!isAlive(access, place) || (m_hasRoom && !m_hasRoom(access, key)))
            continue;
        if (isClosed(access, key))
            return key;
        if (open < 0)
            open = key;
    }
    return open;
}

bool TargetRetries::isAtLimit(const ProviderAccess &access) const
{
    for (std::size_t key = 0; key < access.keys.size(); ++key) {
        if (isAlive(access, key) && m_hasRoom && !m_hasRoom(access, static_cast<int>(key)))
            return true;
    }
    return false;
}

bool TargetRetries::isTransient(const AttemptFailure &failure)
{
    return failure.errorClass == ErrorClass::RateLimited
        || (failure.errorClass == ErrorClass::ServerError && failure.status != 0)
        || (failure.errorClass == ErrorClass::Connection && !failure.wasSent);
}

milliseconds TargetRetries::backoff(int doublings, double random) const
{
    const qint64 usual = std::min(m_settings.baseDelay.count() << std::min(doublings, mostGrowths),
                                  m_settings.maxDelay.count());
    const double jitter = 1 - jitterShare + 2 * jitterShare * random;
    return std::max(milliseconds(static_cast<qint64>(static_cast<double>(usual) * jitter)),
                    milliseconds(1));
}

std::optional<milliseconds> TargetRetries::waitAfter(const Failed &failed,
                                                     const ProviderAccess &access)
{
    const AttemptFailure &failure = failed.failure;
    if (failure.errorClass == ErrorClass::Authentication
        || failure.errorClass == ErrorClass::RateLimited) {
        m_deadKeys.push_back(failed.usedKey);
        const int other = failed.usedKey >= 0 ? usableKey(access) : -1;
        if (other >= 0 && (isClosed(access, other) || !failed.canOthersServe)) {
            if (failure.errorClass == ErrorClass::Authentication || m_limitedKeys++ == 0)
                return milliseconds(0);
            const milliseconds wait =
                std::min(backoff(m_limitedKeys - 2, failed.random), m_settings.total - m_waited);
            m_waited += wait;
            return wait;
        }
        if (failure.errorClass == ErrorClass::Authentication)
            return std::nullopt;
        m_deadKeys.pop_back(); // the only key there is: wait for it, unless others can serve
        if (failed.canOthersServe)
            return std::nullopt;
    }
    if (!isTransient(failure) || !failure.mayRetry || m_left <= 0)
        return std::nullopt;
    const milliseconds asked(std::max<qint64>(0, failure.retryAfterMs));
    if (asked > m_settings.maxDelay)
        return std::nullopt; // the client knows better whether to wait that long
    const milliseconds longest =
        std::max(backoff(m_settings.retries - m_left, failed.random), asked);
    if (longest > m_settings.total - m_waited)
        return std::nullopt;
    --m_left;
    m_waited += longest;
    return longest;
}

} // namespace signalbox::routing
