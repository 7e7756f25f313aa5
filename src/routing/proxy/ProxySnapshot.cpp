// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ProxySnapshot.h"

#include "routing/provider/ProviderAccessManager.h"
#include "routing/provider/RequestHead.h"
#include "routing/proxy/RateUnits.h"
#include "routing/simulate/SimulatedProvider.h"

#include <QUrl>

#include <algorithm>

namespace signalbox::routing {

using models::ClientDialect;
using models::Provider;
using models::ProviderDialect;

namespace {

std::string latin(const QByteArray &bytes)
{
    return bytes.toStdString();
}

/// The keys that \a provider names, in its order. A policy comes before its keys are looked up, so
/// what was \a resolved may be of the one before: a key that the provider no longer names, or that
/// was meant for another host, must not be sent to it.
std::vector<ProviderAccess::Key> keysOf(const Provider &provider,
                                        const QList<ResolvedKey> &resolved)
{
    const QString origin = originText(provider.baseUrl);
    std::vector<ProviderAccess::Key> keys;
    for (const models::KeyReference &reference : provider.keys) {
        ProviderAccess::Key &key = keys.emplace_back();
        key.reference = reference.toString();
        key.limits = provider.keyLimits.value(static_cast<qsizetype>(keys.size()) - 1);
        key.rateUnit = keyRateUnit(provider.id, key.reference);
        const auto found = std::ranges::find_if(resolved, [&](const ResolvedKey &other) {
            return other.reference == key.reference && other.origin == origin;
        });
        if (found == resolved.end())
            continue;
        key.wasLookedUp = true;
        key.state = found->state;
        if (std::string value = latin(found->value); isFieldText(value))
            key.value = std::move(value);
    }
    return keys;
}

std::unique_ptr<ProviderAccess> accessTo(const Provider &provider, const KeyRingSnapshot &keys,
                                         ProviderAccessManager &manager)
{
    auto access = std::make_unique<ProviderAccess>();
    access->provider = &provider;
    const QUrl url(provider.baseUrl);
    access->origin = manager.origin(url, provider.maxConnections);
    access->basePath = basePathOf(url);
    access->host = hostField(url);
    for (const models::HeaderField &field : provider.headers) {
        if (isFieldText(latin(field.name)) && isFieldText(latin(field.value)))
            access->extraFields += latin(field.name) + ": " + latin(field.value) + "\r\n";
    }
    access->keys = keysOf(provider, keys ? keys->value(provider.id) : QList<ResolvedKey>());
    return access;
}

} // namespace

void ProviderAccess::appendKey(std::string_view key, std::string &head) const
{
    if (key.empty())
        return;
    const std::string name = keyFieldName(*provider, key);
    head.append(name).append(name == "authorization" ? ": Bearer " : ": ");
    head.append(key).append("\r\n");
}

ProxySnapshot::ProxySnapshot(std::shared_ptr<const models::Policy> newPolicy,
                             const KeyRingSnapshot &keys, const std::string &clientKey,
                             ProviderAccessManager &manager, ModelCatalog &catalog,
                             const ProxySnapshot *previous)
    : policy(std::move(newPolicy))
    , plan(std::make_shared<const RoutePlan>(policy))
    , books(catalog)
    , filter(*policy, keys, clientKey)
{
    for (const Provider &provider : policy->providers) {
        if (provider.dialect != ProviderDialect::Simulated) {
            providers.emplace(&provider, accessTo(provider, keys, manager));
            continue;
        }
        auto access = std::make_unique<ProviderAccess>();
        access->provider = &provider;
        // The same settings go on where they were: a new key must not restart a seeded sequence.
        if (previous) {
            for (const auto &[other, otherAccess] : previous->providers) {
                if (*other == provider)
                    access->simulated = otherAccess->simulated;
            }
        }
        if (!access->simulated)
            access->simulated = std::make_shared<SimulatedProvider>(provider.simulated);
        providers.emplace(&provider, std::move(access));
    }
}

std::string_view clientDialectName(ClientDialect dialect)
{
    switch (dialect) {
    case ClientDialect::OpenAiChat:
        return "OpenAI Chat";
    case ClientDialect::OpenAiResponses:
        return "OpenAI Responses";
    case ClientDialect::OpenAiEmbeddings:
        return "OpenAI Embeddings";
    case ClientDialect::OpenAiModels:
        return "OpenAI Models";
    case ClientDialect::Anthropic:
        return "Anthropic Messages";
    case ClientDialect::Gemini:
        return "Gemini";
    case ClientDialect::Ollama:
        return "Ollama";
    case ClientDialect::Unknown:
        break;
    }
    return "unknown";
}

} // namespace signalbox::routing
