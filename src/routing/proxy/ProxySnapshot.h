// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/dialect/ProviderPath.h"
#include "routing/http/HttpRequest.h"
#include "routing/provider/ProviderOrigin.h"
#include "routing/proxy/PlanBooks.h"
#include "routing/proxy/RecordFilter.h"
#include "routing/route/RoutePlan.h"
#include "routing/secrets/KeyRing.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace signalbox::routing {

class ProviderAccessManager;
class SimulatedProvider;

/// A provider made ready for calls: where it is, how it is spoken to, which keys it has.
struct ProviderAccess
{
    struct Key
    {
        std::string value; ///< empty when it could not be read
        SecretState state = SecretState::Missing;
        bool wasLookedUp = false; ///< for this provider's host as it is now
        QString reference;
        models::RateLimits limits{};
        quint64 rateUnit = 0; ///< what the limiter counts it by
    };

    const models::Provider *provider = nullptr;
    ProviderOrigin *origin = nullptr; ///< null for the simulated provider
    std::shared_ptr<SimulatedProvider> simulated; ///< null for every other
    std::string basePath; ///< path of the base URL, without a slash at the end
    std::string host; ///< Host field
    std::string extraFields;
    std::vector<Key> keys;
    std::size_t firstKey = 0; ///< the key that served last; the proxy thread moves it

    [[nodiscard]] ProviderPath path() const { return {*provider, basePath}; }
    /// Appends the fields that carry \a key.
    void appendKey(std::string_view key, std::string &head) const;
};

/// Everything an exchange decides by: policy, plan, prices, keys, and which words these keep out of
/// records. Made anew when one of them changes; an exchange keeps the one it began with. Lives on
/// the proxy thread.
struct ProxySnapshot
{
    ProxySnapshot(std::shared_ptr<const models::Policy> policy, const KeyRingSnapshot &keys,
                  const std::string &clientKey, ProviderAccessManager &manager,
                  ModelCatalog &catalog, const ProxySnapshot *previous);

    std::shared_ptr<const models::Policy> policy;
    std::shared_ptr<const RoutePlan> plan; ///< shared with the records of its exchanges
    PlanBooks books;
    RecordFilter filter;
    std::unordered_map<const models::Provider *, std::unique_ptr<ProviderAccess>> providers;
};

/// "openai", "anthropic": how errors and decisions name a client dialect.
std::string_view clientDialectName(models::ClientDialect dialect);

} // namespace signalbox::routing
