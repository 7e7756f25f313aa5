// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/embedding/OllamaEmbedding.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/FieldCheck.h"
#include "routing/dialect/embedding/EmbeddingVectors.h"
#include "routing/dialect/embedding/EmbeddingWords.h"
#include "routing/json/JsonWriter.h"

namespace signalbox::routing {

using models::ClientDialect;

namespace {

constexpr EmbeddingHouse house{.name = "Ollama",
                               .family = ClientDialect::Ollama,
                               .takesDimensions = true,
                               .takesTruncate = true};

class RequestReader
{
public:
    EmbeddingReading read(const Json &body, std::string_view method)
    {
        m_request.dialect = ClientDialect::Ollama;
        if (method == "embeddings") {
            m_request.form = EmbeddingRequest::Form::Legacy;
            addInput(field(body, "prompt"), "prompt");
            m_request.rest = restOf(body, {"model", "prompt"});
        } else {
            readInputs(field(body, "input"));
            m_request.dimensions = m_check.integer(field(body, "dimensions"), "dimensions");
            if (m_request.dimensions && *m_request.dimensions < 1)
                m_check.fail("dimensions", "must be at least 1");
            m_request.truncate = m_check.boolean(field(body, "truncate"), "truncate");
            m_request.rest = restOf(body, {"model", "input", "dimensions", "truncate"});
        }
        std::erase_if(m_request.rest, [](const auto &other) {
            return other.second == "null" || other.second == "{}"; // official clients send these
        });
        return {.request = std::move(m_request), .problem = m_check.problem()};
    }

private:
    void readInputs(const std::optional<Json> &input)
    {
        if (!input || !input->is_array())
            return addInput(input, "input");
        const std::vector<Json> items = asArray(*input);
        if (items.empty())
            m_check.fail("input", "must not be empty");
        for (std::size_t i = 0; i < items.size(); ++i)
            addInput(items[i], pathOf("input", i));
    }

    void addInput(const std::optional<Json> &value, std::string path)
    {
        std::string text = m_check.text(value, path);
        if (text.empty())
            m_check.fail(path, "must be a string that is not empty");
        m_request.inputs.push_back({.text = std::move(text), .path = std::move(path)});
    }

    EmbeddingRequest m_request;
    FieldCheck m_check;
};

EmbeddingReading readRequest(const Json &body, std::string_view method)
{
    return RequestReader().read(body, method);
}

std::string writeRequest(const EmbeddingRequest &request, std::string_view model, Losses &losses)
{
    noteEmbeddingLosses(request, house, losses);
    std::string body;
    JsonWriter writer(body);
    writer.beginObject().text("model", model).beginArray("input");
    for (const EmbeddingInput &input : request.inputs)
        writer.text(input.text);
    writer.endArray();
    writer.integerIfAny("dimensions", request.dimensions);
    writer.booleanIfAny("truncate", request.truncate);
    if (request.dialect == house.family) {
        for (const auto &[name, json] : request.rest)
            writer.json(name, json);
    }
    writer.endObject();
    return body;
}

EmbeddingAnswer readAnswer(const Json &body)
{
    EmbeddingAnswer answer;
    answer.model = stringField(body, "model");
    for (const Json &vector : arrayField(body, "embeddings"))
        answer.vectors.push_back(embeddingFromNumbers(vector));
    answer.usage = embeddingUsage(body, "prompt_eval_count");
    return answer;
}

std::string writeAnswer(const EmbeddingAnswer &answer, const EmbeddingWish &wish)
{
    std::string body;
    JsonWriter writer(body);
    writer.beginObject();
    if (wish.request.form == EmbeddingRequest::Form::Legacy) {
        writer.json("embedding",
                    answer.vectors.empty() ? "[]" : embeddingNumbers(answer.vectors.front()));
    } else {
        writer.text("model", answer.model.empty() ? wish.model : std::string_view(answer.model));
        writer.beginArray("embeddings");
        for (const EmbeddingVector &vector : answer.vectors)
            writer.json(embeddingNumbers(vector));
        writer.endArray();
        if (answer.usage.input != models::TokenUsage::unknown)
            writer.integer("prompt_eval_count", answer.usage.input);
    }
    writer.endObject();
    return body;
}

} // namespace

const EmbeddingClientCodec &ollamaEmbeddingClientCodec()
{
    static constexpr EmbeddingClientCodec codec{.readRequest = readRequest,
                                                .writeAnswer = writeAnswer};
    return codec;
}

const EmbeddingProviderCodec &ollamaEmbeddingProviderCodec()
{
    static constexpr EmbeddingProviderCodec codec{.writeRequest = writeRequest,
                                                  .readAnswer = readAnswer};
    return codec;
}

} // namespace signalbox::routing
