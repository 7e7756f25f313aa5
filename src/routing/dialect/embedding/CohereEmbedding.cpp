// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/embedding/CohereEmbedding.h"

#include "routing/dialect/embedding/EmbeddingVectors.h"
#include "routing/dialect/embedding/EmbeddingWords.h"
#include "routing/json/JsonWriter.h"

namespace signalbox::routing {

namespace {

constexpr EmbeddingHouse house{.name = "Cohere",
                               .mostInputs = mostCohereTexts,
                               .takesPurpose = true,
                               .takesDimensions = true,
                               .takesTruncate = true};

std::string writeRequest(const EmbeddingRequest &request, std::string_view model, Losses &losses)
{
    noteEmbeddingLosses(request, house, losses);
    std::string body;
    JsonWriter writer(body);
    writer.beginObject().text("model", model).beginArray("texts");
    for (const EmbeddingInput &input : request.inputs)
        writer.text(input.text);
    writer.endArray().text("input_type", cohereInputType(request, losses));
    writer.beginArray("embedding_types").text("float").endArray();
    writer.integerIfAny("output_dimension", request.dimensions);
    writer.textIfAny("truncate", cohereTruncate(request));
    writer.endObject();
    return body;
}

} // namespace

std::string_view cohereInputType(const EmbeddingRequest &request, Losses &losses)
{
    if (request.inputs.empty())
        return "search_document";
    const EmbeddingInput &first = request.inputs.front();
    for (const EmbeddingInput &input : request.inputs) {
        if (input.purpose != first.purpose)
            losses.impossible(purposePath(request, input),
                              "Cohere embeds all texts of a call for one purpose: send those of "
                              "another on their own.");
    }
    switch (first.purpose) {
    case EmbeddingPurpose::Query:
    case EmbeddingPurpose::QuestionAnswering:
    case EmbeddingPurpose::FactVerification:
    case EmbeddingPurpose::CodeQuery:
        return "search_query";
    case EmbeddingPurpose::Classification:
        return "classification";
    case EmbeddingPurpose::Clustering:
        return "clustering";
    case EmbeddingPurpose::Similarity:
    case EmbeddingPurpose::Other:
        losses.dropped(purposePath(request, first),
                       "Cohere has no such purpose, so it was told search_document");
        break;
    default:
        break;
    }
    return "search_document";
}

std::string_view cohereTruncate(const EmbeddingRequest &request)
{
    if (!request.truncate)
        return {};
    return *request.truncate ? "END" : "NONE";
}

EmbeddingAnswer readCohereEmbeddings(const Json &body)
{
    EmbeddingAnswer answer;
    answer.id = stringField(body, "id");
    const std::optional<Json> embeddings = field(body, "embeddings");
    if (embeddings) { // by type where types were asked for
        const std::optional<Json> floats = field(*embeddings, "float");
        for (const Json &vector : asArray(floats ? *floats : *embeddings))
            answer.vectors.push_back(embeddingFromNumbers(vector));
    }
    if (const std::optional<Json> meta = field(body, "meta"))
        answer.usage = embeddingUsage(field(*meta, "billed_units"), "input_tokens");
    return answer;
}

const EmbeddingProviderCodec &cohereEmbeddingProviderCodec()
{
    static constexpr EmbeddingProviderCodec codec{.writeRequest = writeRequest,
                                                  .readAnswer = readCohereEmbeddings};
    return codec;
}

} // namespace signalbox::routing
