// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/embedding/BedrockEmbedding.h"

#include "routing/dialect/embedding/CohereEmbedding.h"
#include "routing/dialect/embedding/EmbeddingVectors.h"
#include "routing/dialect/embedding/EmbeddingWords.h"
#include "routing/json/JsonWriter.h"

namespace signalbox::routing {

namespace {

constexpr EmbeddingHouse titan{.name = "Bedrock's Titan", .mostInputs = 1};
constexpr EmbeddingHouse titan2{
    .name = "Bedrock's Titan", .mostInputs = 1, .takesDimensions = true};
constexpr EmbeddingHouse nova{.name = "Bedrock's Nova",
                              .mostInputs = 1,
                              .takesPurpose = true,
                              .takesDimensions = true,
                              .takesTruncate = true};
constexpr EmbeddingHouse cohere3{.name = "Bedrock's Cohere",
                                 .mostInputs = mostCohereTexts,
                                 .takesPurpose = true,
                                 .takesTruncate = true};
constexpr EmbeddingHouse cohere4{.name = "Bedrock's Cohere",
                                 .mostInputs = mostCohereTexts,
                                 .takesPurpose = true,
                                 .takesDimensions = true,
                                 .takesTruncate = true};

/// \a model may be a name with a region before it, or an ARN.
bool isOf(std::string_view model, std::string_view family)
{
    return model.find(family) != std::string_view::npos;
}

void writeTitan(JsonWriter &writer, const EmbeddingRequest &request, std::string_view model,
                Losses &losses)
{
    noteEmbeddingLosses(request, isOf(model, "titan-embed-text-v2") ? titan2 : titan, losses);
    writer.text("inputText", request.inputs.front().text);
    writer.integerIfAny("dimensions", request.dimensions);
}

std::string_view novaPurpose(const EmbeddingRequest &request, Losses &losses)
{
    const EmbeddingInput &input = request.inputs.front();
    switch (input.purpose) {
    case EmbeddingPurpose::Query:
    case EmbeddingPurpose::QuestionAnswering:
    case EmbeddingPurpose::FactVerification:
    case EmbeddingPurpose::CodeQuery:
        return "GENERIC_RETRIEVAL";
    case EmbeddingPurpose::Classification:
        return "CLASSIFICATION";
    case EmbeddingPurpose::Clustering:
        return "CLUSTERING";
    case EmbeddingPurpose::Similarity:
    case EmbeddingPurpose::Other:
        losses.dropped(purposePath(request, input),
                       "Bedrock's Nova has no such purpose, so it was told GENERIC_INDEX");
        break;
    default:
        break;
    }
    return "GENERIC_INDEX";
}

void writeNova(JsonWriter &writer, const EmbeddingRequest &request, Losses &losses)
{
    noteEmbeddingLosses(request, nova, losses);
    writer.text("taskType", "SINGLE_EMBEDDING").beginObject("singleEmbeddingParams");
    writer.text("embeddingPurpose", novaPurpose(request, losses));
    writer.integerIfAny("embeddingDimension", request.dimensions);
    writer.beginObject("text");
    writer.text("truncationMode", request.truncate.value_or(true) ? "END" : "NONE");
    writer.text("value", request.inputs.front().text).endObject().endObject();
}

void writeCohere(JsonWriter &writer, const EmbeddingRequest &request, std::string_view model,
                 Losses &losses)
{
    const bool isThird = isOf(model, "-v3");
    noteEmbeddingLosses(request, isThird ? cohere3 : cohere4, losses);
    writer.beginArray("texts");
    for (const EmbeddingInput &input : request.inputs)
        writer.text(input.text);
    writer.endArray().text("input_type", cohereInputType(request, losses));
    if (!isThird) // the third generation gives nothing else
        writer.beginArray("embedding_types").text("float").endArray();
    writer.integerIfAny("output_dimension", request.dimensions);
    writer.textIfAny("truncate", cohereTruncate(request));
}

std::string writeRequest(const EmbeddingRequest &request, std::string_view model, Losses &losses)
{
    std::string body;
    JsonWriter writer(body);
    writer.beginObject();
    if (request.inputs.empty())
        losses.impossible("input", "There is nothing to embed.");
    else if (isOf(model, "titan-embed-text") || isOf(model, "titan-embed-g1-text"))
        writeTitan(writer, request, model, losses);
    else if (isOf(model, "nova-2-multimodal-embeddings"))
        writeNova(writer, request, losses);
    else if (isOf(model, "cohere.embed"))
        writeCohere(writer, request, model, losses);
    else
        losses.impossible("model",
                          "How this model of Bedrock's is asked for embeddings is not known: it "
                          "takes the text models of Titan and Cohere, and Nova 2.");
    writer.endObject();
    return body;
}

EmbeddingAnswer readTitan(const Json &body, const Json &vector)
{
    EmbeddingAnswer answer;
    answer.vectors.push_back(embeddingFromNumbers(vector));
    answer.usage = embeddingUsage(body, "inputTextTokenCount");
    return answer;
}

EmbeddingAnswer readAnswer(const Json &body)
{
    if (const std::optional<Json> vector = field(body, "embedding"))
        return readTitan(body, *vector);
    const std::vector<Json> embeddings = arrayField(body, "embeddings");
    if (embeddings.empty() || !embeddings.front().is_object())
        return readCohereEmbeddings(body);
    EmbeddingAnswer answer; // Nova
    for (const Json &embedding : embeddings) {
        const std::optional<Json> vector = field(embedding, "embedding");
        answer.vectors.push_back(vector ? embeddingFromNumbers(*vector) : EmbeddingVector());
    }
    return answer;
}

} // namespace

const EmbeddingProviderCodec &bedrockEmbeddingProviderCodec()
{
    static constexpr EmbeddingProviderCodec codec{.writeRequest = writeRequest,
                                                  .readAnswer = readAnswer};
    return codec;
}

} // namespace signalbox::routing
