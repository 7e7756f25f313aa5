// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/Service.h"

#include "routing/dialect/Codecs.h"
#include "routing/dialect/chat/ChatQuirks.h"
#include "routing/dialect/counting/CountDialects.h"
#include "routing/dialect/embedding/EmbeddingCodec.h"

namespace signalbox::routing {

using models::ClientDialect;
using models::ProviderDialect;

namespace {

bool speaks(const models::Provider &provider, ClientDialect client)
{
    switch (provider.dialect) {
    case ProviderDialect::Simulated:
        return true;
    case ProviderDialect::OpenAi:
        if (client == ClientDialect::OpenAiResponses)
            return chatQuirks(provider).hasResponses;
        return client == ClientDialect::OpenAiChat || client == ClientDialect::OpenAiEmbeddings;
    case ProviderDialect::OpenAiResponses:
        return client == ClientDialect::OpenAiResponses
            || client == ClientDialect::OpenAiEmbeddings;
    case ProviderDialect::Anthropic:
        return client == ClientDialect::Anthropic;
    case ProviderDialect::Gemini:
        return client == ClientDialect::Gemini;
    case ProviderDialect::Ollama:
        return client == ClientDialect::Ollama;
    case ProviderDialect::Bedrock:
    case ProviderDialect::Cohere:
        break;
    }
    return false;
}

} // namespace

Service serviceOf(const models::Provider &provider, const Endpoint &endpoint)
{
    if (speaks(provider, endpoint.dialect))
        return Service::AsItIs;
    const bool isAnswered =
        endpoint.operation == Operation::Generate || endpoint.operation == Operation::Complete;
    if (isAnswered && clientCodec(endpoint.dialect) && providerCodec(provider.dialect))
        return Service::Translated;
    if (endpoint.operation == Operation::Embed && embeddingClientCodec(endpoint.dialect)
        && embeddingProviderCodec(provider.dialect))
        return Service::Translated;
    if (endpoint.operation == Operation::CountTokens)
        return canCount(provider.dialect) ? Service::Translated : Service::Counted;
    return Service::None;
}

} // namespace signalbox::routing
