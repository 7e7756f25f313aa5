// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/Codecs.h"

#include "routing/dialect/anthropic/AnthropicCodec.h"
#include "routing/dialect/bedrock/BedrockCodec.h"
#include "routing/dialect/chat/ChatCodec.h"
#include "routing/dialect/cohere/CohereCodec.h"
#include "routing/dialect/gemini/GeminiCodec.h"
#include "routing/dialect/ollama/OllamaCodec.h"
#include "routing/dialect/responses/ResponsesCodec.h"

namespace signalbox::routing {

using models::ClientDialect;
using models::ProviderDialect;

const ClientCodec *clientCodec(ClientDialect dialect)
{
    switch (dialect) {
    case ClientDialect::OpenAiChat:
        return &chatClientCodec();
    case ClientDialect::Anthropic:
        return &anthropicClientCodec();
    case ClientDialect::OpenAiResponses:
        return &responsesClientCodec();
    case ClientDialect::Gemini:
        return &geminiClientCodec();
    case ClientDialect::Ollama:
        return &ollamaClientCodec();
    default:
        return nullptr;
    }
}

const ProviderCodec *providerCodec(ProviderDialect dialect)
{
    switch (dialect) {
    case ProviderDialect::OpenAi:
        return &chatProviderCodec();
    case ProviderDialect::Anthropic:
        return &anthropicProviderCodec();
    case ProviderDialect::OpenAiResponses:
        return &responsesProviderCodec();
    case ProviderDialect::Gemini:
        return &geminiProviderCodec();
    case ProviderDialect::Ollama:
        return &ollamaProviderCodec();
    case ProviderDialect::Bedrock:
        return &bedrockProviderCodec();
    case ProviderDialect::Cohere:
        return &cohereProviderCodec();
    default:
        return nullptr;
    }
}

} // namespace signalbox::routing
