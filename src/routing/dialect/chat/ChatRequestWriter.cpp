// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/chat/ChatRequestWriter.h"

#include "routing/dialect/ClientFields.h"
#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/chat/ChatLosses.h"
#include "routing/dialect/chat/ChatMessageWriter.h"
#include "routing/dialect/chat/ChatQuirks.h"
#include "routing/json/JsonWriter.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

using models::ClientDialect;

constexpr std::string_view otherDialect = "chat completions have no such field";
constexpr std::string_view noSuchField = "the provider has no such field";
constexpr std::size_t mostSentStops = 4;

/// Writes everything of the body but its messages.
class BodyWriter final
{
public:
    BodyWriter(const Conversation &conversation, const RequestWish &wish, JsonWriter &json,
               Losses &losses)
        : m_from(conversation)
        , m_wish(wish)
        , m_quirks(chatQuirks(wish.provider))
        , m_json(json)
        , m_losses(losses)
    {}

    void writeTools();
    void writeFormat();
    void writeReasoning();
    void writeSampling();
    void writeRest();

private:
    void writeTool(const Tool &tool);
    void writeToolChoice();
    void writeAllowedTools(std::string_view mode);
    void writeStop();
    [[nodiscard]] bool isSameDialect() const { return m_from.dialect == ClientDialect::OpenAiChat; }
    [[nodiscard]] bool hasTools() const;
    /// Names what the client asked for lost, in the client's words.
    void drop(ClientField field, std::string_view reason)
    {
        m_losses.dropped(clientFieldName(m_from.dialect, field), reason);
    }

    const Conversation &m_from;
    const RequestWish &m_wish;
    const ChatQuirks &m_quirks;
    JsonWriter &m_json;
    Losses &m_losses;
};

void BodyWriter::writeTool(const Tool &tool)
{
    m_json.beginObject().text("type", "function").beginObject("function");
    m_json.text("name", tool.name).textIfAny("description", tool.description);
    m_json.json("parameters",
                tool.schemaJson.empty() ? R"({"type":"object","properties":{}})" : tool.schemaJson);
    m_json.booleanIfAny("strict", tool.strict);
    if (isSameDialect()) {
        for (const auto &[name, value] : tool.rest)
            m_json.json(name, value);
    }
    m_json.endObject();
    if (m_quirks.takesCacheControl)
        m_json.jsonIfAny("cache_control", tool.cacheControlJson);
    m_json.endObject();
    if (!isSameDialect())
        dropRest(m_losses, tool.path, tool.rest, otherDialect);
}

bool BodyWriter::hasTools() const
{
    return std::ranges::any_of(m_from.tools, [this](const Tool &tool) {
        return tool.otherJson.empty() || isSameDialect();
    });
}

void BodyWriter::writeTools()
{
    for (const Tool &tool : m_from.tools) {
        if (!tool.otherJson.empty() && !isSameDialect())
            m_losses.dropped(tool.path, "the tool " + tool.otherKind + " runs elsewhere only");
    }
    if (!hasTools()) {
        if (m_from.toolChoice.mode == ToolChoice::Mode::Named
            || m_from.toolChoice.mode == ToolChoice::Mode::Any)
            m_losses.impossible(clientFieldName(m_from.dialect, ClientField::ToolChoice),
                                "A tool is demanded, but none can be offered.");
        return;
    }
    m_json.beginArray("tools");
    for (const Tool &tool : m_from.tools) {
        if (tool.otherJson.empty())
            writeTool(tool);
        else if (isSameDialect())
            m_json.json(tool.otherJson);
    }
    m_json.endArray();
    writeToolChoice();
    if (m_from.parallelToolCalls) {
        if (m_quirks.takesParallelToolCalls)
            m_json.boolean("parallel_tool_calls", *m_from.parallelToolCalls);
        else
            drop(ClientField::ParallelToolCalls, "the provider has no such switch");
    }
}

void BodyWriter::writeAllowedTools(std::string_view mode)
{
    m_json.beginObject("tool_choice").text("type", "allowed_tools");
    m_json.beginObject("allowed_tools").text("mode", mode).beginArray("tools");
    for (const std::string &name : m_from.toolChoice.names) {
        m_json.beginObject().text("type", "function");
        m_json.beginObject("function").text("name", name).endObject().endObject();
    }
    m_json.endArray().endObject().endObject();
}

void BodyWriter::writeToolChoice()
{
    const ToolChoice &choice = m_from.toolChoice;
    switch (choice.mode) {
    case ToolChoice::Mode::Unset:
        return;
    case ToolChoice::Mode::Auto:
        m_json.text("tool_choice", "auto");
        return;
    case ToolChoice::Mode::None:
        m_json.text("tool_choice", "none");
        return;
    case ToolChoice::Mode::Any:
        m_json.text("tool_choice", m_quirks.anyInsteadOfRequired ? "any" : "required");
        return;
    case ToolChoice::Mode::AnyOf:
    case ToolChoice::Mode::Named:
        if (choice.names.size() != 1) {
            writeAllowedTools("required");
            return;
        }
        m_json.beginObject("tool_choice").text("type", "function");
        m_json.beginObject("function").text("name", choice.names.front()).endObject().endObject();
        return;
    case ToolChoice::Mode::AutoOf:
        writeAllowedTools("auto");
        return;
    }
}

void BodyWriter::writeFormat()
{
    const AnswerFormat &format = m_from.format;
    if (format.kind == AnswerFormat::Kind::Text)
        return;
    m_json.beginObject("response_format");
    if (format.kind == AnswerFormat::Kind::JsonObject) {
        m_json.text("type", "json_object");
    } else {
        m_json.text("type", "json_schema").beginObject("json_schema");
        m_json.text("name", format.name.empty() ? "answer" : format.name);
        m_json.textIfAny("description", format.description);
        m_json.json("schema", format.schemaJson).booleanIfAny("strict", format.strict);
        m_json.endObject();
    }
    m_json.endObject();
}

void BodyWriter::writeReasoning()
{
    const ReasoningWish &wish = m_from.reasoning;
    std::string effort = wish.effort;
    if (wish.mode == ReasoningWish::Mode::Off)
        effort = isSameDialect() ? wish.effort : ""; // few models know the word "none"
    else if (effort.empty() && wish.budgetTokens)
        effort = effortForBudget(*wish.budgetTokens);
    if (effort == "max")
        effort = "xhigh";
    if (effort.empty()) {
        if (wish.mode != ReasoningWish::Mode::Unset)
            drop(ClientField::Reasoning,
                 "the model thinks in its own way: it takes an effort only");
        return;
    }
    const bool takesIt = m_quirks.effort == ChatQuirks::Effort::Always
        || (m_quirks.effort == ChatQuirks::Effort::ReasoningModels
            && isReasoningModel(m_wish.model));
    if (takesIt)
        m_json.text("reasoning_effort", effort);
    else
        drop(wish.effort.empty() ? ClientField::Reasoning : ClientField::Effort,
             "the model is not known to take an effort");
}

void BodyWriter::writeStop()
{
    if (m_from.stop.empty())
        return;
    m_json.beginArray("stop");
    for (std::size_t i = 0; i < m_from.stop.size(); ++i) {
        if (i < mostSentStops)
            m_json.text(m_from.stop[i]);
        else
            m_losses.dropped(pathOf(clientFieldName(m_from.dialect, ClientField::Stop), i),
                             "chat completions take four stop sequences");
    }
    m_json.endArray();
}

void BodyWriter::writeSampling()
{
    const Sampling &sampling = m_from.sampling;
    if (m_from.maxTokens) {
        m_json.integer(
            std::string_view(m_quirks.maxCompletionTokens ? "max_completion_tokens" : "max_tokens"),
            *m_from.maxTokens);
    }
    m_json.realIfAny("temperature", sampling.temperature).realIfAny("top_p", sampling.topP);
    const auto integer = [this](std::string_view name, std::optional<qint64> value,
                                ClientField asked, bool isTaken) {
        if (value && !isTaken)
            drop(asked, noSuchField);
        else
            m_json.integerIfAny(name, value);
    };
    integer("top_k", sampling.topK, ClientField::TopK, m_quirks.takesTopK);
    integer("seed", sampling.seed, ClientField::Seed, m_quirks.takesSeed);
    integer("n", sampling.candidates, ClientField::Candidates, true);
    integer("top_logprobs", sampling.topLogprobs, ClientField::TopLogprobs, true);
    m_json.booleanIfAny("logprobs", sampling.logprobs);
    m_json.realIfAny("presence_penalty", sampling.presencePenalty);
    m_json.realIfAny("frequency_penalty", sampling.frequencyPenalty);
    if (m_quirks.takesLogitBias)
        m_json.jsonIfAny("logit_bias", sampling.logitBiasJson);
    else if (!sampling.logitBiasJson.empty())
        drop(ClientField::LogitBias, noSuchField);
    writeStop();
}

void BodyWriter::writeRest()
{
    if (m_from.stream) {
        m_json.boolean("stream", true);
        if (m_quirks.streamUsage && m_wish.provider.requestStreamUsage)
            m_json.beginObject("stream_options").boolean("include_usage", true).endObject();
    }
    m_json.textIfAny("user", m_from.user);
    const bool isOpenAiFamily = isSameDialect() || m_from.dialect == ClientDialect::OpenAiResponses;
    if (m_quirks.hasResponses && isOpenAiFamily)
        m_json.textIfAny("prompt_cache_key", m_from.cacheKey);
    else if (!m_from.cacheKey.empty())
        drop(ClientField::CacheKey, noSuchField);
    if (isOpenAiFamily)
        m_json.textIfAny("service_tier", m_from.serviceTier);
    else if (!m_from.serviceTier.empty())
        drop(ClientField::ServiceTier, otherDialect);
    if (isSameDialect()) {
        m_json.jsonIfAny("metadata", m_from.metadataJson);
        for (const auto &[name, value] : m_from.rest)
            m_json.json(name, value);
        return;
    }
    if (!m_from.metadataJson.empty())
        drop(ClientField::Metadata, otherDialect);
    dropRest(m_losses, {}, m_from.rest, otherDialect);
}

} // namespace

std::string writeChatRequest(const Conversation &conversation, const RequestWish &wish,
                             Losses &losses)
{
    std::string body;
    JsonWriter json(body);
    json.beginObject().text("model", wish.model).key("messages");
    ChatMessageWriter(conversation, chatQuirks(wish.provider), json, losses).write();
    BodyWriter writer(conversation, wish, json, losses);
    writer.writeTools();
    writer.writeFormat();
    writer.writeReasoning();
    writer.writeSampling();
    writer.writeRest();
    noteChatLosses(conversation, chatQuirks(wish.provider), losses);
    json.endObject();
    return body;
}

} // namespace signalbox::routing
