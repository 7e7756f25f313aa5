// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/EmbeddingAnswer.h"

#include "routing/json/JsonText.h"
#include "routing/simulate/SeededRandom.h"

#include <QByteArray>
#include <QtEndian>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace signalbox::routing::simulate {

namespace {

constexpr qint64 defaultDimensions = 256;
constexpr qint64 mostDimensions = 4096;
constexpr std::size_t mostInputs = 2048;

using Texts = std::vector<std::string>;

models::Failure<PromptProblem> refusal(std::string_view message, std::string_view parameter)
{
    return {.error = {.message = std::string(message), .parameter = std::string(parameter)}};
}

void addDirection(std::vector<float> &sum, std::string_view word)
{
    SeededRandom random(hashText(word, 0));
    for (float &component : sum)
        component += static_cast<float>(random.share() * 2 - 1);
}

void normalise(std::vector<float> &vector)
{
    const double squares = std::inner_product(vector.begin(), vector.end(), vector.begin(), 0.0);
    if (squares <= 0) {
        vector.front() = 1;
        return;
    }
    const auto scale = static_cast<float>(1 / std::sqrt(squares));
    for (float &component : vector)
        component *= scale;
}

void appendFloats(std::string &out, const std::vector<float> &vector)
{
    out += '[';
    for (std::size_t i = 0; i < vector.size(); ++i) {
        out += i == 0 ? "" : ",";
        appendReal(out, vector[i]);
    }
    out += ']';
}

/// Little-endian 32-bit floats, as OpenAI's clients ask by default.
void appendBase64(std::string &out, const std::vector<float> &vector)
{
    QByteArray bytes(static_cast<qsizetype>(vector.size() * sizeof(float)), Qt::Uninitialized);
    qToLittleEndian<float>(vector.data(), static_cast<qsizetype>(vector.size()), bytes.data());
    appendString(out, bytes.toBase64().toStdString());
}

/// Reads `dimensions` or what Gemini calls it; nothing when it is out of range.
std::optional<std::size_t> dimensionsOf(const Json &body, std::string_view key)
{
    const auto value = field(body, key);
    const qint64 dimensions = value ? asInteger(*value).value_or(0) : defaultDimensions;
    if (dimensions < 1 || dimensions > mostDimensions)
        return std::nullopt;
    return static_cast<std::size_t>(dimensions);
}

bool isTokenList(const Json &value)
{
    simdjson::dom::array list;
    return value.get(list) == simdjson::SUCCESS && list.size() > 0
        && std::ranges::all_of(list,
                               [](const Json &entry) { return asInteger(entry).has_value(); });
}

/// A string, a list of tokens, or a list of either. Empty when it is none of these.
Texts inputsOf(const Json &input)
{
    if (const auto text = asString(input))
        return text->empty() ? Texts() : Texts{std::string(*text)};
    if (isTokenList(input))
        return {std::string(simdjson::minify(input))};
    Texts texts;
    simdjson::dom::array list;
    if (input.get(list) != simdjson::SUCCESS)
        return {};
    for (const Json entry : list) {
        if (const auto text = asString(entry))
            texts.emplace_back(*text);
        else if (isTokenList(entry))
            texts.emplace_back(simdjson::minify(entry));
        else
            return {};
    }
    return texts;
}

std::string geminiText(const Json &request)
{
    std::string text;
    const auto content = field(request, "content");
    const auto parts = content ? field(*content, "parts") : std::nullopt;
    simdjson::dom::array list;
    if (parts && parts->get(list) == simdjson::SUCCESS) {
        for (const Json part : list)
            text += stringField(part, "text");
    }
    return text;
}

/// Appends `{"values":[…]}`; false when the request holds no text or a bad dimension.
bool appendGeminiValues(std::string &out, const Json &request)
{
    const std::string text = geminiText(request);
    const auto dimensions = dimensionsOf(request, "outputDimensionality");
    if (text.empty() || !dimensions)
        return false;
    out += "{\"values\":";
    appendFloats(out, embed(text, *dimensions));
    out += '}';
    return true;
}

} // namespace

std::vector<float> embed(std::string_view text, std::size_t dimensions)
{
    constexpr std::string_view separators = " \t\r\n,.;:!?\"'()[]{}";
    std::vector<float> vector(dimensions);
    std::size_t begin = text.find_first_not_of(separators);
    while (begin != std::string_view::npos) {
        const std::size_t end = std::min(text.find_first_of(separators, begin), text.size());
        addDirection(vector, text.substr(begin, end - begin));
        begin = text.find_first_not_of(separators, end);
    }
    normalise(vector);
    return vector;
}

EmbeddingResult openAiEmbeddings(const Json &body, std::string_view model)
{
    const auto input = field(body, "input");
    if (!input)
        return refusal("Missing required parameter: 'input'.", "input");
    const Texts texts = inputsOf(*input);
    if (texts.empty() || texts.size() > mostInputs)
        return refusal("'input' must be a text, a list of tokens, or a list of up to 2048 of them.",
                       "input");
    const auto dimensions = dimensionsOf(body, "dimensions");
    if (!dimensions)
        return refusal("'dimensions' must be a whole number from 1 to 4096.", "dimensions");
    const std::string_view encoding = stringField(body, "encoding_format");
    if (!encoding.empty() && encoding != "float" && encoding != "base64")
        return refusal("'encoding_format' must be float or base64.", "encoding_format");

    std::string out = R"({"object":"list","data":[)";
    qint64 tokens = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        out += i == 0 ? "" : ",";
        out += R"({"object":"embedding","index":)";
        appendInteger(out, static_cast<qint64>(i));
        out += ",\"embedding\":";
        const std::vector<float> vector = embed(texts[i], *dimensions);
        if (encoding == "base64")
            appendBase64(out, vector);
        else
            appendFloats(out, vector);
        out += '}';
        tokens += estimateTokens(static_cast<qint64>(texts[i].size()));
    }
    out += "],\"model\":";
    appendString(out, model);
    out += R"(,"usage":{"prompt_tokens":)";
    appendInteger(out, tokens);
    out += ",\"total_tokens\":";
    appendInteger(out, tokens);
    return out + "}}";
}

EmbeddingResult geminiEmbeddings(const Json &body)
{
    constexpr std::string_view problem =
        "Every request needs a content with text, and an outputDimensionality from 1 to 4096.";
    const auto requests = field(body, "requests");
    if (!requests) {
        std::string out = "{\"embedding\":";
        if (!appendGeminiValues(out, body))
            return refusal(problem, "content");
        return out + "}";
    }
    simdjson::dom::array list;
    if (requests->get(list) != simdjson::SUCCESS || list.size() == 0)
        return refusal("requests must be a list with at least one request.", "requests");
    std::string out = "{\"embeddings\":[";
    for (const Json request : list) {
        out += out.ends_with('[') ? "" : ",";
        if (!appendGeminiValues(out, request))
            return refusal(problem, "requests");
    }
    return out + "]}";
}

EmbeddingResult ollamaEmbeddings(const Json &body, std::string_view model)
{
    const bool isLegacy = field(body, "prompt").has_value();
    const auto input = field(body, isLegacy ? "prompt" : "input");
    const Texts texts = input ? inputsOf(*input) : Texts();
    const auto dimensions = dimensionsOf(body, "dimensions");
    if (texts.empty() || texts.size() > mostInputs || !dimensions)
        return refusal("Needed are texts as the input, and dimensions from 1 to 4096.", "input");
    std::string out;
    if (isLegacy) {
        out += "{\"embedding\":";
        appendFloats(out, embed(texts.front(), *dimensions));
        return out + "}";
    }
    out += "{\"model\":";
    appendString(out, model);
    out += ",\"embeddings\":[";
    qint64 tokens = 0;
    for (const std::string &text : texts) {
        out += out.ends_with('[') ? "" : ",";
        appendFloats(out, embed(text, *dimensions));
        tokens += estimateTokens(static_cast<qint64>(text.size()));
    }
    out += "],\"prompt_eval_count\":";
    appendInteger(out, tokens);
    return out + "}";
}

} // namespace signalbox::routing::simulate
