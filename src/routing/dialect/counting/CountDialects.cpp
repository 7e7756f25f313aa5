// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/counting/CountDialects.h"

#include "routing/dialect/Codecs.h"
#include "routing/dialect/ServedPath.h"
#include "routing/dialect/gemini/GeminiField.h"
#include "routing/json/JsonWriter.h"

#include <algorithm>
#include <array>
#include <span>

namespace signalbox::routing {

using models::ClientDialect;
using models::ProviderDialect;

namespace {

using Names = std::span<const std::string_view>;

/// Anything else is refused: `max_tokens: Extra inputs are not permitted`.
constexpr auto anthropicFields = std::to_array<std::string_view>(
    {"model", "messages", "system", "tools", "tool_choice", "thinking", "output_config",
     "output_format", "cache_control", "context_management", "mcp_servers", "speed"});
constexpr auto responsesFields = std::to_array<std::string_view>(
    {"model", "input", "instructions", "tools", "tool_choice", "parallel_tool_calls", "text",
     "reasoning", "truncation", "conversation", "previous_response_id"});
constexpr auto converseFields = std::to_array<std::string_view>(
    {"messages", "system", "toolConfig", "additionalModelRequestFields"});
constexpr auto vertexFields =
    std::to_array<std::string_view>({"contents", "systemInstruction", "tools", "generationConfig"});

/// What does not change the count of the input, and so is no loss either.
void forgetOutput(Conversation &conversation)
{
    conversation.sampling = {};
    conversation.maxTokens.reset();
    conversation.stop.clear();
    conversation.stream = false;
    conversation.includeUsage = false;
    conversation.user.clear();
    conversation.cacheKey.clear();
    conversation.metadataJson.clear();
    conversation.serviceTier.clear();
}

/// The fields of the object \a json that \a names has; empty when it is no object.
std::string keptFields(std::string_view json, Names names)
{
    simdjson::dom::parser parser;
    Json object;
    if (parser.parse(json.data(), json.size()).get(object) != simdjson::SUCCESS
        || !object.is_object())
        return {};
    std::string kept;
    JsonWriter writer(kept);
    writer.beginObject();
    for (const std::string_view name : names) {
        if (const std::optional<Json> value = field(object, name))
            writer.json(name, jsonText(*value));
    }
    writer.endObject();
    return kept;
}

bool isVertex(const models::Provider &provider)
{
    return provider.baseUrl.contains(QLatin1String("/publishers/"));
}

/// \a request, an object of Gemini's, with the model's name in it, which the whole request wants.
std::string geminiWhole(std::string_view request, std::string_view model)
{
    std::string name(model);
    if (name.find('/') == std::string::npos)
        name.insert(0, "models/");
    std::string body;
    JsonWriter writer(body);
    writer.beginObject().beginObject("generateContentRequest").text("model", name);
    if (request.size() > 2)
        body.append(",").append(request.substr(1, request.size() - 2));
    writer.endObject().endObject();
    return body;
}

std::string converseBody(std::string_view request)
{
    std::string body;
    JsonWriter writer(body);
    writer.beginObject().beginObject("input");
    writer.json("converse", keptFields(request, converseFields));
    writer.endObject().endObject();
    return body;
}

RequestReading refused(std::string_view message, std::string_view param)
{
    RequestReading reading;
    reading.problem = DialectError{.status = 400,
                                   .message = std::string(message),
                                   .code = "invalid_request",
                                   .param = std::string(param)};
    return reading;
}

RequestReading readGeminiCount(const ClientCodec &codec, const Json &body,
                               const RequestContext &context)
{
    const std::optional<Json> whole =
        body.is_object() ? geminiField(body, "generateContentRequest") : std::nullopt;
    if (!whole)
        return codec.readRequest(body, context);
    if (geminiField(body, "contents"))
        return refused("Give either 'contents' or 'generateContentRequest', not both.", "contents");
    if (!whole->is_object())
        return refused("'generateContentRequest' must be an object.", "generateContentRequest");
    RequestReading reading = codec.readRequest(*whole, context);
    if (reading.problem && !reading.problem->param.empty())
        reading.problem->param.insert(0, "generateContentRequest.");
    return reading;
}

std::string_view countField(ProviderDialect dialect)
{
    switch (dialect) {
    case ProviderDialect::Anthropic:
    case ProviderDialect::OpenAiResponses:
        return "input_tokens";
    case ProviderDialect::Gemini:
        return "totalTokens";
    case ProviderDialect::Bedrock:
        return "inputTokens";
    default:
        return {};
    }
}

} // namespace

bool canCount(ProviderDialect dialect)
{
    return !countField(dialect).empty();
}

std::optional<std::string> countRequestBody(ProviderDialect dialect,
                                            const Conversation &conversation,
                                            const RequestWish &wish, Losses &losses)
{
    const ProviderCodec *codec = providerCodec(dialect);
    if (!codec || !canCount(dialect))
        return std::nullopt;
    Conversation input = conversation;
    forgetOutput(input);
    std::string request = codec->writeRequest(input, wish, losses);
    switch (dialect) {
    case ProviderDialect::Anthropic:
        return keptFields(request, anthropicFields);
    case ProviderDialect::OpenAiResponses:
        return keptFields(request, responsesFields);
    case ProviderDialect::Bedrock:
        return converseBody(request);
    default:
        return isVertex(wish.provider) ? keptFields(request, vertexFields)
                                       : geminiWhole(request, wish.model);
    }
}

std::optional<qint64> readCount(ProviderDialect dialect, const Json &body)
{
    const std::string_view name = countField(dialect);
    const std::optional<qint64> tokens = name.empty() ? std::nullopt : integerField(body, name);
    return tokens && *tokens >= 0 ? tokens : std::nullopt;
}

RequestReading readCountRequest(ClientDialect dialect, const Json &body,
                                const RequestContext &context)
{
    const ClientCodec *codec = clientCodec(dialect);
    const RequestContext whole{.model = context.model, .stream = false};
    if (dialect == ClientDialect::Gemini)
        return readGeminiCount(*codec, body, whole);
    if (dialect == ClientDialect::Anthropic || dialect == ClientDialect::OpenAiResponses)
        return codec->readRequest(body, whole);
    return refused("This dialect cannot ask for a count of tokens.", {});
}

std::string writeCount(ClientDialect dialect, qint64 tokens)
{
    std::string body;
    JsonWriter writer(body);
    switch (dialect) {
    case ClientDialect::Anthropic:
        writer.beginObject().integer("input_tokens", tokens).endObject();
        break;
    case ClientDialect::OpenAiResponses:
        writer.beginObject().text("object", "response.input_tokens");
        writer.integer("input_tokens", tokens).endObject();
        break;
    case ClientDialect::Gemini:
        writer.beginObject().integer("totalTokens", tokens).endObject();
        break;
    default:
        break;
    }
    return body;
}

} // namespace signalbox::routing
