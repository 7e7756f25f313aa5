// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ProxySnapshot.h"

#include "routing/provider/ProviderAccessManager.h"
#include "routing/provider/RequestHead.h"
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

std::string pathOf(const QUrl &url)
{
    QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    while (path.endsWith('/'))
        path.chop(1);
    return latin(path);
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
    access->basePath = pathOf(url);
    access->host = hostField(url);
    for (const models::HeaderField &field : provider.headers) {
        if (isFieldText(latin(field.name)) && isFieldText(latin(field.value)))
            access->extraFields += latin(field.name) + ": " + latin(field.value) + "\r\n";
    }
    access->keys = keysOf(provider, keys ? keys->value(provider.id) : QList<ResolvedKey>());
    return access;
}

/// The operation's own path behind the base URL, as the provider's SDK would write it.
std::string_view operationPath(const Endpoint &endpoint)
{
    switch (endpoint.dialect) {
    case ClientDialect::OpenAiChat:
        return "/chat/completions";
    case ClientDialect::OpenAiResponses:
        return endpoint.operation == Operation::CountTokens ? "/responses/input_tokens"
                                                            : "/responses";
    case ClientDialect::OpenAiEmbeddings:
        return "/embeddings";
    case ClientDialect::Anthropic:
        return endpoint.operation == Operation::CountTokens ? "/v1/messages/count_tokens"
                                                            : "/v1/messages";
    case ClientDialect::Ollama:
        return endpoint.operation == Operation::Complete ? "/api/generate" : "/api/chat";
    default:
        return "";
    }
}

} // namespace

void ProviderAccess::appendTarget(const ServedPath &served, std::string_view model,
                                  std::string_view query, std::string &head) const
{
    head.append(basePath);
    if (served.endpoint.dialect == ClientDialect::Gemini)
        head.append("/models/").append(percentEncoded(model)).append(":").append(served.method);
    else
        head.append(operationPath(served.endpoint));
    if (!query.empty()) {
        // The client's key may stand in the query (Gemini); it is ours to check, not theirs to see.
        const std::string kept = queryWithout(query, "key");
        if (!kept.empty())
            head.append("?").append(kept);
    }
}

void ProviderAccess::appendTranslatedTarget(std::string_view model, bool isStream,
                                            std::string &head) const
{
    head.append(basePath);
    switch (provider->dialect) {
    case ProviderDialect::OpenAi:
    case ProviderDialect::Simulated:
        head.append("/chat/completions");
        return;
    case ProviderDialect::OpenAiResponses:
        head.append("/responses");
        return;
    case ProviderDialect::Anthropic:
        head.append("/v1/messages");
        return;
    case ProviderDialect::Gemini:
        head.append("/models/").append(percentEncoded(model));
        head.append(isStream ? ":streamGenerateContent?alt=sse" : ":generateContent");
        return;
    case ProviderDialect::Ollama:
        head.append("/api/chat");
        return;
    case ProviderDialect::Cohere:
        head.append("/v2/chat");
        return;
    case ProviderDialect::Bedrock:
        head.append("/model/").append(percentEncoded(model));
        head.append(isStream ? "/converse-stream" : "/converse");
        return;
    }
}

void ProviderAccess::appendKey(std::string_view key, std::string &head) const
{
    if (key.empty())
        return;
    if (!provider->keyHeader.isEmpty()
        && provider->keyHeader.compare(QLatin1String("authorization"), Qt::CaseInsensitive) != 0) {
        head.append(latin(provider->keyHeader.toLatin1())).append(": ");
    } else if (provider->dialect == ProviderDialect::Anthropic && provider->keyHeader.isEmpty()) {
        head.append("x-api-key: ");
    } else if (provider->dialect == ProviderDialect::Gemini && provider->keyHeader.isEmpty()) {
        head.append("x-goog-api-key: ");
    } else {
        head.append("authorization: Bearer ");
    }
    head.append(key).append("\r\n");
}

ProxySnapshot::ProxySnapshot(std::shared_ptr<const models::Policy> newPolicy,
                             const KeyRingSnapshot &keys, const std::string &clientKey,
                             ProviderAccessManager &manager, const ProxySnapshot *previous)
    : policy(std::move(newPolicy))
    , plan(policy)
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
