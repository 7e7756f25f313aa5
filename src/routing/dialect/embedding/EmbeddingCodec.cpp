// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/embedding/EmbeddingCodec.h"

#include "routing/dialect/TranslatedAnswer.h"
#include "routing/dialect/embedding/BedrockEmbedding.h"
#include "routing/dialect/embedding/CohereEmbedding.h"
#include "routing/dialect/embedding/GeminiEmbedding.h"
#include "routing/dialect/embedding/OllamaEmbedding.h"
#include "routing/dialect/embedding/OpenAiEmbedding.h"

namespace signalbox::routing {

using models::ClientDialect;
using models::ProviderDialect;

namespace {

models::Failure<DialectError> unreadable(std::string_view why)
{
    return {.error = untranslatable(why)};
}

std::string counted(std::size_t count, std::string_view what)
{
    return std::to_string(count).append(" ").append(what).append(count == 1 ? "" : "s");
}

} // namespace

const EmbeddingClientCodec *embeddingClientCodec(ClientDialect dialect)
{
    switch (dialect) {
    case ClientDialect::OpenAiEmbeddings:
        return &openAiEmbeddingClientCodec();
    case ClientDialect::Gemini:
        return &geminiEmbeddingClientCodec();
    case ClientDialect::Ollama:
        return &ollamaEmbeddingClientCodec();
    default:
        return nullptr;
    }
}

const EmbeddingProviderCodec *embeddingProviderCodec(ProviderDialect dialect)
{
    switch (dialect) {
    case ProviderDialect::OpenAi:
    case ProviderDialect::OpenAiResponses:
        return &openAiEmbeddingProviderCodec();
    case ProviderDialect::Gemini:
        return &geminiEmbeddingProviderCodec();
    case ProviderDialect::Ollama:
        return &ollamaEmbeddingProviderCodec();
    case ProviderDialect::Cohere:
        return &cohereEmbeddingProviderCodec();
    case ProviderDialect::Bedrock:
        return &bedrockEmbeddingProviderCodec();
    default:
        return nullptr;
    }
}

models::Result<EmbeddingAnswer, DialectError>
readEmbeddingAnswer(ProviderDialect dialect, const Json &body, const EmbeddingRequest &request)
{
    EmbeddingAnswer answer = embeddingProviderCodec(dialect)->readAnswer(body);
    if (answer.vectors.size() != request.inputs.size())
        return unreadable("it sent " + counted(answer.vectors.size(), "vector") + " for "
                          + counted(request.inputs.size(), "input"));
    for (const EmbeddingVector &vector : answer.vectors) {
        if (vector.values.empty())
            return unreadable("an embedding is no list of numbers");
        // A string may hold bytes or bits instead of floats: their number gives it away.
        if (vector.isSingle && request.dimensions
            && vector.values.size() != static_cast<std::size_t>(*request.dimensions))
            return unreadable("an embedding is not as long as was asked");
    }
    return answer;
}

} // namespace signalbox::routing
