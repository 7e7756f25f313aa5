// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/embedding/GeminiEmbedding.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/FieldCheck.h"
#include "routing/dialect/embedding/EmbeddingVectors.h"
#include "routing/dialect/embedding/EmbeddingWords.h"
#include "routing/dialect/gemini/GeminiField.h"
#include "routing/json/JsonWriter.h"

namespace signalbox::routing {

using models::ClientDialect;

namespace {

constexpr EmbeddingHouse house{.name = "Gemini",
                               .family = ClientDialect::Gemini,
                               .mostInputs = 100,
                               .takesPurpose = true,
                               .takesTitle = true,
                               .takesDimensions = true};

class RequestReader
{
public:
    EmbeddingReading read(const Json &body, std::string_view method)
    {
        m_request.dialect = ClientDialect::Gemini;
        if (method == "batchEmbedContents")
            readBatch(body);
        else
            readOne(body, "");
        return {.request = std::move(m_request), .problem = m_check.problem()};
    }

private:
    void readBatch(const Json &body)
    {
        m_request.form = EmbeddingRequest::Form::Batch;
        const std::vector<Json> requests = m_check.array(field(body, "requests"), "requests");
        if (requests.empty())
            m_check.fail("requests", "must be a list that is not empty");
        for (std::size_t i = 0; i < requests.size() && !m_check.hasFailed(); ++i)
            readOne(requests[i], pathOf("requests", i));
        m_request.rest = geminiRest(body, {"model", "requests"});
    }

    void readOne(const Json &request, const std::string &holder)
    {
        EmbeddingInput input{.path = memberPath(holder, "content"), .holder = holder};
        input.text = contentText(geminiField(request, "content"), input.path);
        input.purposeWord =
            m_check.text(geminiField(request, "taskType"), memberPath(holder, "taskType"));
        input.purpose = embeddingPurpose(input.purposeWord);
        input.title = m_check.text(geminiField(request, "title"), memberPath(holder, "title"));
        readCommon(request, holder);
        input.rest = geminiRest(
            request,
            {"model", "content", "taskType", "title", "outputDimensionality", "autoTruncate"});
        m_request.inputs.push_back(std::move(input));
    }

    /// What may differ from request to request in a batch, but not where the provider is told once.
    void readCommon(const Json &request, const std::string &holder)
    {
        constexpr std::string_view mustAgree =
            "must be the same in every request: the provider takes one for all";
        std::string path = memberPath(holder, "outputDimensionality");
        const auto dimensions = m_check.integer(geminiField(request, "outputDimensionality"), path);
        if (dimensions && *dimensions < 1)
            m_check.fail(path, "must be at least 1");
        if (!m_request.inputs.empty() && dimensions != m_request.dimensions)
            m_check.fail(path, mustAgree);
        m_request.dimensions = dimensions;
        path = memberPath(holder, "autoTruncate");
        const auto truncate = m_check.boolean(geminiField(request, "autoTruncate"), path);
        if (!m_request.inputs.empty() && truncate != m_request.truncate)
            m_check.fail(path, mustAgree);
        m_request.truncate = truncate;
    }

    std::string contentText(const std::optional<Json> &content, const std::string &path)
    {
        std::string text;
        const std::optional<Json> object = m_check.object(content, path);
        const std::string partsPath = path + ".parts";
        const std::vector<Json> parts =
            object ? m_check.array(field(*object, "parts"), partsPath) : std::vector<Json>();
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const std::string partPath = pathOf(partsPath, i);
            const std::optional<Json> piece = field(parts[i], "text");
            if (!piece)
                m_check.fail(partPath, "must be a text: Gemini alone embeds anything else");
            text += m_check.text(piece, partPath + ".text");
        }
        if (text.empty())
            m_check.fail(path, "must hold a text");
        return text;
    }

    EmbeddingRequest m_request;
    FieldCheck m_check;
};

EmbeddingReading readRequest(const Json &body, std::string_view method)
{
    return RequestReader().read(body, method);
}

/// What goes into the object of one input.
void writeInput(JsonWriter &writer, const EmbeddingRequest &request, const EmbeddingInput &input,
                std::string_view model, Losses &losses)
{
    writer.text("model", std::string("models/").append(model));
    writer.beginObject("content").beginArray("parts");
    writer.beginObject().text("text", input.text).endObject();
    writer.endArray().endObject();
    const bool isOwn = request.dialect == house.family;
    if (isOwn)
        writer.textIfAny("taskType", input.purposeWord);
    else
        writer.textIfAny("taskType", geminiTaskType(input.purpose));
    if (!isOwn && input.purpose == EmbeddingPurpose::Other)
        losses.dropped(purposePath(request, input), "Gemini has no such task type");
    writer.textIfAny("title", input.title);
    writer.integerIfAny("outputDimensionality", request.dimensions);
    if (!isOwn)
        return;
    for (const auto &[name, json] : input.rest)
        writer.json(name, json);
}

std::string writeRequest(const EmbeddingRequest &request, std::string_view model, Losses &losses)
{
    noteEmbeddingLosses(request, house, losses);
    std::string body;
    JsonWriter writer(body);
    writer.beginObject();
    if (request.inputs.size() == 1) {
        writeInput(writer, request, request.inputs.front(), model, losses);
    } else {
        writer.beginArray("requests");
        for (const EmbeddingInput &input : request.inputs) {
            writer.beginObject();
            writeInput(writer, request, input, model, losses);
            writer.endObject();
        }
        writer.endArray();
    }
    writer.endObject();
    return body;
}

EmbeddingVector readVector(const std::optional<Json> &embedding)
{
    const std::optional<Json> values = embedding ? field(*embedding, "values") : std::nullopt;
    return values ? embeddingFromNumbers(*values) : EmbeddingVector();
}

EmbeddingAnswer readAnswer(const Json &body)
{
    EmbeddingAnswer answer;
    if (const std::optional<Json> one = field(body, "embedding"))
        answer.vectors.push_back(readVector(one));
    for (const Json &embedding : arrayField(body, "embeddings"))
        answer.vectors.push_back(readVector(embedding));
    answer.usage = embeddingUsage(field(body, "usageMetadata"), "promptTokenCount");
    return answer;
}

void writeVector(JsonWriter &writer, const EmbeddingVector &vector)
{
    writer.beginObject().json("values", embeddingNumbers(vector)).endObject();
}

std::string writeAnswer(const EmbeddingAnswer &answer, const EmbeddingWish &wish)
{
    std::string body;
    JsonWriter writer(body);
    writer.beginObject();
    if (wish.request.form == EmbeddingRequest::Form::Batch) {
        writer.beginArray("embeddings");
        for (const EmbeddingVector &vector : answer.vectors)
            writeVector(writer, vector);
        writer.endArray();
    } else {
        writer.key("embedding");
        writeVector(writer, answer.vectors.empty() ? EmbeddingVector() : answer.vectors.front());
    }
    if (answer.usage.input != models::TokenUsage::unknown)
        writer.beginObject("usageMetadata")
            .integer("promptTokenCount", answer.usage.input)
            .endObject();
    writer.endObject();
    return body;
}

} // namespace

const EmbeddingClientCodec &geminiEmbeddingClientCodec()
{
    static constexpr EmbeddingClientCodec codec{.readRequest = readRequest,
                                                .writeAnswer = writeAnswer};
    return codec;
}

const EmbeddingProviderCodec &geminiEmbeddingProviderCodec()
{
    static constexpr EmbeddingProviderCodec codec{.writeRequest = writeRequest,
                                                  .readAnswer = readAnswer};
    return codec;
}

} // namespace signalbox::routing
