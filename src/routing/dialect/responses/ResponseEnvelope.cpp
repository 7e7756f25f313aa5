// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponseEnvelope.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/responses/ResponsesSettings.h"
#include "routing/json/JsonWriter.h"

#include <algorithm>

namespace signalbox::routing {

using models::TokenUsage;

namespace {

constexpr std::string_view idPrefix = "resp_";

void textOrNull(JsonWriter &out, std::string_view name, std::string_view value)
{
    if (value.empty())
        out.null(name);
    else
        out.text(name, value);
}

void integerOrNull(JsonWriter &out, std::string_view name, std::optional<qint64> value)
{
    if (value)
        out.integer(name, *value);
    else
        out.null(name);
}

void writeInstructions(JsonWriter &out, const Conversation &conversation)
{
    const auto &messages = conversation.messages;
    const bool hasOwn = !messages.empty() && messages.front().path == "instructions";
    textOrNull(out, "instructions", hasOwn ? plainText(messages.front().parts) : std::string());
}

void writeToolSettings(JsonWriter &out, const Conversation &conversation)
{
    out.boolean("parallel_tool_calls", conversation.parallelToolCalls.value_or(true));
    out.key("tool_choice");
    if (conversation.toolChoice.mode == ToolChoice::Mode::Unset)
        out.text("auto");
    else
        writeResponsesToolChoice(out, conversation);
    out.beginArray("tools");
    for (const Tool &tool : conversation.tools) {
        if (isResponsesTool(conversation, tool))
            writeResponsesTool(out, conversation, tool);
    }
    out.endArray();
}

void writeReasoning(JsonWriter &out, const Conversation &conversation)
{
    const ReasoningWish &wish = conversation.reasoning;
    out.beginObject("reasoning");
    textOrNull(out, "effort", wish.effort);
    textOrNull(out, "summary", wish.summary);
    writeResponsesReasoning(out, conversation, {}, {});
    out.endObject();
}

void writeText(JsonWriter &out, const Conversation &conversation)
{
    std::string text = responsesText(conversation);
    // A client reads the format whether it asked for one or not.
    if (conversation.format.kind == AnswerFormat::Kind::Text)
        text.insert(1, std::string(R"("format":{"type":"text"})") + (text == "{}" ? "" : ","));
    out.json("text", text);
}

/// What the request said, as the answer repeats it. Nothing is stored, whatever it said.
std::string echoOf(const Conversation &conversation)
{
    std::string echo;
    JsonWriter out(echo);
    const Sampling &sampling = conversation.sampling;
    out.boolean("background", false);
    writeInstructions(out, conversation);
    integerOrNull(out, "max_output_tokens", conversation.maxTokens);
    const std::string_view calls = responsesRest(conversation, "max_tool_calls");
    out.json("max_tool_calls", calls.empty() ? "null" : calls);
    out.null("previous_response_id");
    textOrNull(out, "prompt_cache_key", conversation.cacheKey);
    writeReasoning(out, conversation);
    out.null("safety_identifier");
    out.text("service_tier",
             conversation.serviceTier.empty() || conversation.serviceTier == "auto"
                 ? "default"
                 : conversation.serviceTier);
    out.boolean("store", false);
    out.real("temperature", sampling.temperature.value_or(1.0));
    writeText(out, conversation);
    writeToolSettings(out, conversation);
    out.integer("top_logprobs", sampling.topLogprobs.value_or(0));
    out.real("top_p", sampling.topP.value_or(1.0));
    const std::string_view truncation = responsesRest(conversation, "truncation");
    out.json("truncation", truncation.empty() ? "\"disabled\"" : truncation);
    textOrNull(out, "user", conversation.user);
    out.json("metadata", conversation.metadataJson.empty() ? "{}" : conversation.metadataJson);
    return echo;
}

void writeUsage(JsonWriter &out, const TokenUsage &usage)
{
    const auto known = [](qint64 count) { return std::max<qint64>(count, 0); };
    out.beginObject("usage");
    out.integer("input_tokens", known(usage.input));
    out.beginObject("input_tokens_details").integer("cached_tokens", known(usage.cachedInput));
    if (usage.cacheWriteInput != TokenUsage::unknown)
        out.integer("cache_write_tokens", usage.cacheWriteInput);
    out.endObject();
    out.integer("output_tokens", known(usage.output));
    out.beginObject("output_tokens_details")
        .integer("reasoning_tokens", known(usage.reasoning))
        .endObject();
    out.integer("total_tokens", known(usage.input) + known(usage.output));
    out.endObject();
}

} // namespace

ResponseEnvelope::ResponseEnvelope(const AnswerWish &wish)
    : m_exchangeId(wish.exchangeId)
    , m_id(std::string(idPrefix).append(wish.exchangeId))
    , m_model(wish.model)
    , m_createdS(wish.nowS)
    , m_echo(echoOf(wish.conversation))
{}

void ResponseEnvelope::setOrigin(std::string_view id, std::string_view model, qint64 createdS)
{
    if (id.starts_with(idPrefix))
        m_id = id;
    if (!model.empty())
        m_model = model;
    if (createdS > 0)
        m_createdS = createdS;
}

std::string ResponseEnvelope::object(const State &state) const
{
    std::string json;
    JsonWriter out(json);
    out.beginObject().text("id", m_id).text("object", "response");
    out.integer("created_at", m_createdS).text("status", state.status);
    if (state.error) {
        out.beginObject("error")
            .text("code", state.error->code.empty() ? "server_error" : state.error->code)
            .text("message", state.error->message)
            .endObject();
    } else {
        out.null("error");
    }
    if (state.incompleteReason.empty())
        out.null("incomplete_details");
    else
        out.beginObject("incomplete_details").text("reason", state.incompleteReason).endObject();
    out.text("model", m_model);
    out.json("output", std::string("[").append(state.output).append("]"));
    if (state.usage && state.usage->isKnown())
        writeUsage(out, *state.usage);
    else
        out.null("usage");
    json.append(",").append(m_echo);
    out.endObject();
    return json;
}

std::string ResponseEnvelope::nextId(std::string_view prefix)
{
    return std::string(prefix).append(m_exchangeId).append("_").append(std::to_string(m_made++));
}

ResponsesEnd responsesEnd(StopReason reason, bool hasRefusal)
{
    switch (reason) {
    case StopReason::Length:
        return {.status = "incomplete", .incompleteReason = "max_output_tokens"};
    case StopReason::ContentFilter:
        return {.status = "incomplete", .incompleteReason = "content_filter"};
    case StopReason::Refusal:
        if (!hasRefusal) // there is no word for a refusal without a text of its own
            return {.status = "incomplete", .incompleteReason = "content_filter"};
        break;
    case StopReason::Error:
        return {.status = "failed", .incompleteReason = {}};
    default:
        break;
    }
    return {.status = "completed", .incompleteReason = {}};
}

} // namespace signalbox::routing
