// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/PromptReader.h"

namespace signalbox::routing::simulate {

PromptResult readPrompt(models::ClientDialect dialect, PromptPurpose purpose, const Json &body)
{
    PromptBuilder builder;
    if (!body.is_object()) {
        builder.refuse("The request body must be a JSON object.", {});
        return builder.take();
    }
    switch (dialect) {
    case models::ClientDialect::OpenAiChat:
        readOpenAiChat(builder, body);
        break;
    case models::ClientDialect::OpenAiResponses:
        readOpenAiResponses(builder, body);
        break;
    case models::ClientDialect::Anthropic:
        readAnthropic(builder, body, purpose);
        break;
    case models::ClientDialect::Gemini:
        readGemini(builder, body);
        break;
    case models::ClientDialect::Ollama:
        readOllama(builder, body);
        break;
    case models::ClientDialect::Unknown:
    case models::ClientDialect::OpenAiEmbeddings:
    case models::ClientDialect::OpenAiModels:
        builder.refuse("This API does not generate.", {});
        break;
    }
    return builder.take();
}

} // namespace signalbox::routing::simulate
