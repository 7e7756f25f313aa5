// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/bedrock/BedrockRequestWriter.h"

#include "routing/dialect/ClientFields.h"
#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/SchemaTool.h"
#include "routing/dialect/anthropic/ClaudeModel.h"
#include "routing/dialect/anthropic/ClaudeTurns.h"
#include "routing/dialect/anthropic/ClaudeWishes.h"
#include "routing/dialect/bedrock/BedrockModel.h"
#include "routing/dialect/bedrock/BedrockPartWriter.h"
#include "routing/json/JsonWriter.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

constexpr ClaudeHouse house{.name = "Bedrock", .isAnthropic = false, .longestCallId = 64};

class RequestWriter final
{
public:
    RequestWriter(const Conversation &conversation, const RequestWish &wish, Losses &losses)
        : m_conversation(conversation)
        , m_wish(wish)
        , m_losses(losses)
        , m_writer(m_out)
        , m_model(wish.model)
    {}

    std::string write()
    {
        ClaudeTurns said = claudeTurns(m_conversation, house, m_losses);
        const bool hasFormat = m_conversation.format.kind == AnswerFormat::Kind::JsonSchema
            && !m_conversation.format.schemaJson.empty()
            && bedrockFormat(m_wish.model) == BedrockFormat::Native;
        if (!hasFormat)
            instructFormat(m_conversation, house.name, said.system, m_losses);
        const ClaudeThinking thinking = thinkingFor(said.turns);
        m_writer.beginObject();
        writeTurns(said.turns);
        writeSystem(said.system);
        const Sampling sampling =
            claudeSampling(m_conversation, house.name, m_model, thinking.isOn(), m_losses);
        writeInference(sampling, thinking);
        writeTools(said.turns);
        if (hasFormat)
            writeFormat();
        writeMore(sampling, thinking);
        m_writer.endObject();
        dropOthers();
        return std::move(m_out);
    }

private:
    ClaudeThinking thinkingFor(const std::vector<Message> &turns)
    {
        if (m_model.isClaude)
            return claudeThinking(m_conversation, turns, m_model, m_wish.defaultMaxTokens,
                                  m_losses);
        const ReasoningWish &wish = m_conversation.reasoning;
        if (wish.mode != ReasoningWish::Mode::Unset || !wish.effort.empty() || wish.budgetTokens)
            m_losses.dropped(name(ClientField::Reasoning),
                             "Bedrock asks each family of models to think in its own way");
        return {};
    }

    [[nodiscard]] std::string_view name(ClientField member) const
    {
        return clientFieldName(m_conversation.dialect, member);
    }

    void writeTurns(const std::vector<Message> &turns)
    {
        m_writer.beginArray("messages");
        for (const Message &turn : turns) {
            m_writer.beginObject().text(
                "role", turn.role == Message::Role::Assistant ? "assistant" : "user");
            m_writer.beginArray("content");
            for (const Part &part : turn.parts)
                writeBedrockPart(m_writer, part);
            if (hasOnlyMedia(turn)) // a document is refused without a text beside it
                m_writer.beginObject().text("text", ".").endObject();
            m_writer.endArray().endObject();
        }
        m_writer.endArray();
    }

    static bool hasOnlyMedia(const Message &turn)
    {
        return std::ranges::all_of(turn.parts, [](const Part &part) {
            const auto *media = std::get_if<MediaPart>(&part);
            return media && media->kind == MediaPart::Kind::Document;
        });
    }

    void writeSystem(const std::vector<Part> &system)
    {
        if (system.empty())
            return;
        m_writer.beginArray("system");
        for (const Part &part : system)
            writeBedrockPart(m_writer, part);
        m_writer.endArray();
    }

    void writeInference(const Sampling &sampling, const ClaudeThinking &thinking)
    {
        m_writer.beginObject("inferenceConfig");
        // Without a limit Bedrock takes the model's own, unless thinking needs room below it.
        if (thinking.kind == ClaudeThinking::Kind::Enabled)
            m_writer.integer("maxTokens", thinking.maxTokens);
        else
            m_writer.integerIfAny("maxTokens", m_conversation.maxTokens);
        m_writer.realIfAny("temperature", sampling.temperature).realIfAny("topP", sampling.topP);
        const std::vector<std::string> stops = claudeStops(m_conversation, house.name, m_losses);
        if (!stops.empty()) {
            m_writer.beginArray("stopSequences");
            for (const std::string &stop : stops)
                m_writer.text(stop);
            m_writer.endArray();
        }
        m_writer.endObject();
    }

    /// The tools that the turns speak of: Bedrock demands that they are declared.
    static std::vector<Tool> spokenOf(const std::vector<Message> &turns)
    {
        std::vector<Tool> tools;
        for (const Message &turn : turns) {
            for (const Part &part : turn.parts) {
                const auto *call = std::get_if<ToolCallPart>(&part);
                if (call && std::ranges::find(tools, call->name, &Tool::name) == tools.end())
                    tools.push_back({.name = call->name});
            }
        }
        return tools;
    }

    void writeTools(const std::vector<Message> &turns)
    {
        std::vector<Tool> tools = claudeTools(m_conversation, house, m_losses);
        const std::vector<Tool> spoken = spokenOf(turns);
        if (m_conversation.toolChoice.mode == ToolChoice::Mode::None) {
            if (!spoken.empty() && !tools.empty())
                m_losses.impossible(name(ClientField::ToolChoice),
                                    "Bedrock cannot be kept from calling tools in a conversation "
                                    "that has called some.");
            tools.clear();
        }
        if (tools.empty() && !spoken.empty()) {
            m_losses.dropped("tools",
                             "Bedrock demands the tools that earlier turns called, so "
                             "they were declared by name");
            tools = spoken;
        }
        if (tools.empty())
            return;
        m_writer.beginObject("toolConfig").beginArray("tools");
        for (const Tool &tool : tools)
            writeTool(tool);
        m_writer.endArray();
        writeChoice();
        m_writer.endObject();
    }

    void writeTool(const Tool &tool)
    {
        m_writer.beginObject().beginObject("toolSpec").text("name", tool.name);
        m_writer.textIfAny("description", tool.description);
        m_writer.beginObject("inputSchema").json("json", toolSchema(tool)).endObject();
        m_writer.endObject().endObject();
        writeCachePoint(m_writer, tool.cacheControlJson);
        if (tool.strict.value_or(false))
            m_losses.dropped(tool.path + ".strict", "Bedrock's tools are not strict");
    }

    void writeChoice()
    {
        const ToolChoice &choice = m_conversation.toolChoice;
        switch (choice.mode) {
        case ToolChoice::Mode::Auto:
        case ToolChoice::Mode::AutoOf:
            m_writer.beginObject("toolChoice").beginObject("auto").endObject().endObject();
            break;
        case ToolChoice::Mode::Any:
        case ToolChoice::Mode::AnyOf:
            m_writer.beginObject("toolChoice").beginObject("any").endObject().endObject();
            break;
        case ToolChoice::Mode::Named:
            m_writer.beginObject("toolChoice").beginObject("tool");
            m_writer.text("name", choice.names.empty() ? std::string() : choice.names.front());
            m_writer.endObject().endObject();
            break;
        default:
            break;
        }
    }

    void writeFormat()
    {
        const AnswerFormat &format = m_conversation.format;
        m_writer.beginObject("outputConfig").beginObject("textFormat").text("type", "json_schema");
        m_writer.beginObject("structure").beginObject("jsonSchema");
        m_writer.textIfAny("name", format.name).textIfAny("description", format.description);
        m_writer.text("schema", format.schemaJson); // as text, Bedrock wants
        m_writer.endObject().endObject().endObject().endObject();
    }

    /// What Converse has no fields for, as Claude itself takes it.
    void writeMore(const Sampling &sampling, const ClaudeThinking &thinking)
    {
        using Kind = ClaudeThinking::Kind;
        if (sampling.topK && !m_model.isClaude)
            m_losses.dropped(name(ClientField::TopK), "Converse has no field for it");
        const bool hasTopK = sampling.topK && m_model.isClaude;
        if (!hasTopK && thinking.kind == Kind::Unset && thinking.effort.empty())
            return;
        m_writer.beginObject("additionalModelRequestFields");
        if (hasTopK)
            m_writer.integer("top_k", *sampling.topK);
        if (thinking.kind != Kind::Unset) {
            m_writer.beginObject("thinking");
            m_writer.text("type",
                          thinking.kind == Kind::Disabled      ? "disabled"
                              : thinking.kind == Kind::Enabled ? "enabled"
                                                               : "adaptive");
            if (thinking.kind == Kind::Enabled)
                m_writer.integer("budget_tokens", thinking.budgetTokens);
            m_writer.textIfAny("display", thinking.display).endObject();
        }
        if (!thinking.effort.empty())
            m_writer.beginObject("output_config").text("effort", thinking.effort).endObject();
        m_writer.endObject();
    }

    void dropOthers()
    {
        dropSampling(m_conversation, house.name, m_losses);
        if (m_conversation.parallelToolCalls == false)
            m_losses.dropped(name(ClientField::ParallelToolCalls),
                             "Bedrock cannot limit calls to one at a time");
        if (!m_conversation.user.empty())
            m_losses.dropped(name(ClientField::User), "Bedrock does not ask who the user is");
        if (!m_conversation.serviceTier.empty())
            m_losses.dropped(name(ClientField::ServiceTier), "Bedrock has other tiers");
        dropRest(m_losses, "", m_conversation.rest, "Bedrock does not know it");
    }

    const Conversation &m_conversation;
    const RequestWish &m_wish;
    Losses &m_losses;
    std::string m_out;
    JsonWriter m_writer;
    ClaudeModel m_model;
};

} // namespace

std::string writeBedrockRequest(const Conversation &conversation, const RequestWish &wish,
                                Losses &losses)
{
    if (bedrockFormat(wish.model) != BedrockFormat::Tool || !fitsSchemaTool(conversation))
        return RequestWriter(conversation, wish, losses).write();
    const Conversation asked =
        withSchemaTool(conversation, house.name, ForcedThinking::Refused, losses);
    return RequestWriter(asked, wish, losses).write();
}

} // namespace signalbox::routing
