// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/embedding/OpenAiEmbedding.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/FieldCheck.h"
#include "routing/dialect/UsageReader.h"
#include "routing/dialect/embedding/EmbeddingVectors.h"
#include "routing/dialect/embedding/EmbeddingWords.h"
#include "routing/json/JsonWriter.h"

#include <algorithm>
#include <limits>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

constexpr EmbeddingHouse house{.name = "OpenAI",
                               .family = ClientDialect::OpenAiEmbeddings,
                               .takesTokens = true,
                               .takesDimensions = true};

class RequestReader
{
public:
    EmbeddingReading read(const Json &body)
    {
        m_request.dialect = ClientDialect::OpenAiEmbeddings;
        readInputs(body);
        m_request.dimensions = dimensions(body);
        const std::string encoding =
            m_check.text(field(body, "encoding_format"), "encoding_format");
        m_request.wantsBase64 = encoding == "base64";
        if (!encoding.empty() && encoding != "float" && !m_request.wantsBase64)
            m_check.fail("encoding_format", "must be 'float' or 'base64'");
        const std::string numbers = m_check.text(field(body, "output_dtype"), "output_dtype");
        if (!numbers.empty() && numbers != "float")
            m_check.fail("output_dtype",
                         "must be 'float' where the provider is of another dialect");
        readPurpose(body);
        m_request.user = m_check.text(field(body, "user"), "user");
        m_request.rest = restOf(body,
                                {"model", "input", "dimensions", "output_dimension",
                                 "encoding_format", "output_dtype", "input_type", "user"});
        return {.request = std::move(m_request), .problem = m_check.problem()};
    }

private:
    void readInputs(const Json &body)
    {
        const std::optional<Json> input = field(body, "input");
        if (!input)
            return m_check.fail("input", "is missing");
        if (asString(*input))
            return addInput(*input, "input");
        const std::vector<Json> items = m_check.array(input, "input");
        if (m_check.hasFailed())
            return;
        if (items.empty())
            return m_check.fail("input", "must not be empty");
        if (asInteger(items.front()))
            return addInput(*input, "input");
        for (std::size_t i = 0; i < items.size() && !m_check.hasFailed(); ++i)
            addInput(items[i], pathOf("input", i));
    }

    void addInput(const Json &value, std::string path)
    {
        EmbeddingInput input;
        if (const std::optional<std::string_view> text = asString(value))
            input.text = *text;
        else if (isTokenList(value))
            input.tokensJson = jsonText(value);
        else
            return m_check.fail(path, "must be a string or a list of token ids");
        if (input.text.empty() && input.tokensJson.empty())
            return m_check.fail(path, "must not be empty");
        if (!m_request.inputs.empty()
            && m_request.inputs.front().tokensJson.empty() != input.tokensJson.empty())
            return m_check.fail(path, "must be of the same kind as the others");
        input.path = std::move(path);
        m_request.inputs.push_back(std::move(input));
    }

    static bool isTokenList(const Json &value)
    {
        const std::vector<Json> tokens = asArray(value);
        return !tokens.empty() && std::ranges::all_of(tokens, [](const Json &token) {
            return asInteger(token).value_or(-1) >= 0;
        });
    }

    /// Mistral and Voyage have another word for it.
    std::optional<qint64> dimensions(const Json &body)
    {
        for (const std::string_view name : {"dimensions", "output_dimension"}) {
            const std::optional<qint64> count = m_check.integer(field(body, name), name);
            if (!count)
                continue;
            if (*count < 1)
                m_check.fail(name, "must be at least 1");
            return count;
        }
        return std::nullopt;
    }

    /// No field of OpenAI's, but of many that speak like it.
    void readPurpose(const Json &body)
    {
        const std::string word = m_check.text(field(body, "input_type"), "input_type");
        for (EmbeddingInput &input : m_request.inputs) {
            input.purposeWord = word;
            input.purpose = embeddingPurpose(word);
        }
    }

    EmbeddingRequest m_request;
    FieldCheck m_check;
};

EmbeddingReading readRequest(const Json &body, std::string_view /*method*/)
{
    return RequestReader().read(body);
}

void writeInput(JsonWriter &writer, const EmbeddingInput &input)
{
    if (input.tokensJson.empty())
        writer.text(input.text);
    else
        writer.json(input.tokensJson);
}

std::string writeRequest(const EmbeddingRequest &request, std::string_view model, Losses &losses)
{
    noteEmbeddingLosses(request, house, losses);
    std::string body;
    JsonWriter writer(body);
    writer.beginObject().text("model", model).key("input");
    if (request.inputs.size() == 1) {
        writeInput(writer, request.inputs.front());
    } else {
        writer.beginArray();
        for (const EmbeddingInput &input : request.inputs)
            writeInput(writer, input);
        writer.endArray();
    }
    writer.integerIfAny("dimensions", request.dimensions);
    if (request.wantsBase64) // floats go without saying, and Voyage refuses the word
        writer.text("encoding_format", "base64");
    if (request.dialect == house.family) {
        if (!request.inputs.empty())
            writer.textIfAny("input_type", request.inputs.front().purposeWord);
        writer.textIfAny("user", request.user);
        for (const auto &[name, json] : request.rest)
            writer.json(name, json);
    }
    writer.endObject();
    return body;
}

/// The places of \a items by their `index`; as they stand where the indexes are no order.
std::vector<std::size_t> placesOf(const std::vector<Json> &items)
{
    constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    std::vector<std::size_t> places(items.size(), none);
    bool isOrder = true;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const qint64 index = integerField(items[i], "index").value_or(static_cast<qint64>(i));
        isOrder = index >= 0 && static_cast<std::size_t>(index) < places.size()
            && std::exchange(places[static_cast<std::size_t>(index)], i) == none;
        if (!isOrder)
            break;
    }
    for (std::size_t i = 0; i < places.size() && !isOrder; ++i)
        places[i] = i;
    return places;
}

EmbeddingAnswer readAnswer(const Json &body)
{
    EmbeddingAnswer answer;
    answer.id = stringField(body, "id");
    answer.model = stringField(body, "model");
    const std::vector<Json> items = arrayField(body, "data");
    for (const std::size_t place : placesOf(items)) {
        const std::optional<Json> vector = field(items[place], "embedding");
        answer.vectors.push_back(vector ? embeddingFromEither(*vector) : EmbeddingVector());
    }
    const std::optional<Json> usage = field(body, "usage");
    if (!usage)
        return answer;
    const AnswerFacts facts =
        readAnswerFacts(ClientDialect::OpenAiEmbeddings, "{\"usage\":" + jsonText(*usage) + "}");
    answer.reportedCost = facts.reportedCost;
    answer.usage = embeddingUsage(usage, "prompt_tokens");
    if (!answer.usage.isKnown())
        answer.usage = embeddingUsage(usage, "total_tokens");
    return answer;
}

std::string writeAnswer(const EmbeddingAnswer &answer, const EmbeddingWish &wish)
{
    std::string body;
    JsonWriter writer(body);
    writer.beginObject().text("object", "list");
    writer.text("id", answer.id.empty() ? std::string("embd-").append(wish.exchangeId) : answer.id);
    writer.beginArray("data");
    for (std::size_t i = 0; i < answer.vectors.size(); ++i) {
        writer.beginObject().text("object", "embedding");
        writer.integer("index", static_cast<qint64>(i)).key("embedding");
        if (wish.request.wantsBase64)
            writer.text(embeddingBase64(answer.vectors[i]));
        else
            writer.json(embeddingNumbers(answer.vectors[i]));
        writer.endObject();
    }
    writer.endArray();
    writer.text("model", answer.model.empty() ? wish.model : std::string_view(answer.model));
    const qint64 tokens = std::max<qint64>(0, answer.usage.input); // the schema demands a number
    writer.beginObject("usage").integer("prompt_tokens", tokens).integer("total_tokens", tokens);
    writer.endObject().endObject();
    return body;
}

} // namespace

const EmbeddingClientCodec &openAiEmbeddingClientCodec()
{
    static constexpr EmbeddingClientCodec codec{.readRequest = readRequest,
                                                .writeAnswer = writeAnswer};
    return codec;
}

const EmbeddingProviderCodec &openAiEmbeddingProviderCodec()
{
    static constexpr EmbeddingProviderCodec codec{.writeRequest = writeRequest,
                                                  .readAnswer = readAnswer};
    return codec;
}

} // namespace signalbox::routing
