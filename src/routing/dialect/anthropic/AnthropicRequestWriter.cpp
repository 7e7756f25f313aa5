// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/anthropic/AnthropicRequestWriter.h"

#include "routing/dialect/ClientFields.h"
#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/SchemaTool.h"
#include "routing/dialect/anthropic/AnthropicPartWriter.h"
#include "routing/dialect/anthropic/ClaudeModel.h"
#include "routing/dialect/anthropic/ClaudeTurns.h"
#include "routing/dialect/anthropic/ClaudeWishes.h"
#include "routing/json/JsonWriter.h"

#include <algorithm>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

constexpr ClaudeHouse anthropic{.name = "Anthropic"};

class RequestWriter final
{
public:
    RequestWriter(const Conversation &conversation, const RequestWish &wish, Losses &losses)
        : m_conversation(conversation)
        , m_wish(wish)
        , m_losses(losses)
        , m_writer(m_out)
        , m_isHome(conversation.dialect == ClientDialect::Anthropic)
    {}

    std::string write()
    {
        const ClaudeModel model(m_wish.model);
        ClaudeTurns said = claudeTurns(m_conversation, anthropic, m_losses);
        const ClaudeThinking thinking =
            claudeThinking(m_conversation, said.turns, model, m_wish.defaultMaxTokens, m_losses);
        const bool hasFormat = writesFormat(model);
        if (!hasFormat)
            instructFormat(m_conversation, anthropic.name, said.system, m_losses);
        m_writer.beginObject().text("model", m_wish.model);
        m_writer.integer("max_tokens", thinking.maxTokens);
        writeSystem(said.system);
        writeTurns(said.turns);
        writeTools(model);
        writeSampling(model, thinking);
        writeThinking(thinking);
        writeOutput(thinking, hasFormat);
        writeRest();
        m_writer.endObject();
        return std::move(m_out);
    }

private:
    [[nodiscard]] bool writesFormat(const ClaudeModel &model) const
    {
        return m_conversation.format.kind == AnswerFormat::Kind::JsonSchema
            && !m_conversation.format.schemaJson.empty() && (m_isHome || model.hasAnswerFormats);
    }

    void writeSystem(const std::vector<Part> &system)
    {
        if (system.empty())
            return;
        const auto *text = std::get_if<TextPart>(&system.front());
        if (system.size() == 1 && text && text->notes.cacheControlJson.empty()
            && text->notes.rest.empty()) {
            m_writer.text("system", text->text);
            return;
        }
        m_writer.beginArray("system");
        for (const Part &part : system)
            writeAnthropicPart(m_writer, part);
        m_writer.endArray();
    }

    void writeTurns(const std::vector<Message> &turns)
    {
        m_writer.beginArray("messages");
        for (const Message &turn : turns) {
            m_writer.beginObject().text("role", roleName(turn.role)).beginArray("content");
            for (const Part &part : turn.parts)
                writeAnthropicPart(m_writer, part);
            m_writer.endArray();
            for (const auto &[key, json] : turn.rest)
                m_writer.json(key, json);
            m_writer.endObject();
        }
        m_writer.endArray();
    }

    static std::string_view roleName(Message::Role role)
    {
        if (role == Message::Role::Assistant)
            return "assistant";
        return role == Message::Role::User ? "user" : "system";
    }

    void writeTools(const ClaudeModel &model)
    {
        const std::vector<Tool> tools = claudeTools(m_conversation, anthropic, m_losses);
        if (!tools.empty()) {
            m_writer.beginArray("tools");
            for (const Tool &tool : tools)
                writeTool(tool, model);
            m_writer.endArray();
        }
        writeChoice(!tools.empty());
    }

    void writeTool(const Tool &tool, const ClaudeModel &model)
    {
        if (!tool.otherJson.empty()) {
            m_writer.json(tool.otherJson);
            return;
        }
        m_writer.beginObject().text("name", tool.name).textIfAny("description", tool.description);
        m_writer.json("input_schema",
                      m_isHome && !tool.schemaJson.empty() ? tool.schemaJson : toolSchema(tool));
        if (m_isHome)
            m_writer.booleanIfAny("strict", tool.strict);
        else if (tool.strict.value_or(false) && model.hasAnswerFormats)
            m_writer.boolean("strict", true);
        else if (tool.strict.value_or(false))
            m_losses.dropped(tool.path + ".strict", "this model has no strict tools");
        for (const auto &[key, json] : tool.rest)
            m_writer.json(key, json);
        m_writer.jsonIfAny("cache_control", tool.cacheControlJson).endObject();
    }

    void writeChoice(bool hasTools)
    {
        const ToolChoice &choice = m_conversation.toolChoice;
        const bool isSerial = m_conversation.parallelToolCalls == false;
        std::string_view type;
        switch (choice.mode) {
        case ToolChoice::Mode::Unset:
            type = isSerial || hasRest("tool_choice.") ? "auto" : "";
            break;
        case ToolChoice::Mode::None:
            type = "none";
            break;
        case ToolChoice::Mode::Any:
        case ToolChoice::Mode::AnyOf:
            type = "any";
            break;
        case ToolChoice::Mode::Named:
            type = "tool";
            break;
        default:
            type = "auto";
            break;
        }
        if (!hasTools && !m_isHome)
            type = {}; // a choice without tools is refused
        if (type.empty())
            return;
        m_writer.beginObject("tool_choice").text("type", type);
        if (type == "tool")
            m_writer.text("name", choice.names.empty() ? std::string() : choice.names.front());
        if (type != "none" && (isSerial || (m_isHome && m_conversation.parallelToolCalls)))
            m_writer.boolean("disable_parallel_tool_use", isSerial);
        writeRestOf("tool_choice.");
        m_writer.endObject();
    }

    void writeSampling(const ClaudeModel &model, const ClaudeThinking &thinking)
    {
        const Sampling sampling =
            claudeSampling(m_conversation, anthropic.name, model, thinking.isOn(), m_losses);
        m_writer.realIfAny("temperature", sampling.temperature);
        m_writer.realIfAny("top_p", sampling.topP);
        m_writer.integerIfAny("top_k", sampling.topK);
        const std::vector<std::string> stops =
            claudeStops(m_conversation, anthropic.name, m_losses);
        if (!stops.empty()) {
            m_writer.beginArray("stop_sequences");
            for (const std::string &stop : stops)
                m_writer.text(stop);
            m_writer.endArray();
        }
        if (m_conversation.stream)
            m_writer.boolean("stream", true);
    }

    void writeThinking(const ClaudeThinking &thinking)
    {
        using Kind = ClaudeThinking::Kind;
        if (thinking.kind == Kind::Unset)
            return;
        m_writer.beginObject("thinking");
        m_writer.text("type",
                      thinking.kind == Kind::Disabled      ? "disabled"
                          : thinking.kind == Kind::Enabled ? "enabled"
                                                           : "adaptive");
        if (thinking.kind == Kind::Enabled)
            m_writer.integer("budget_tokens", thinking.budgetTokens);
        m_writer.textIfAny("display", thinking.display);
        writeRestOf("thinking.");
        m_writer.endObject();
    }

    void writeOutput(const ClaudeThinking &thinking, bool hasFormat)
    {
        if (!hasFormat && thinking.effort.empty() && !hasRest("output_config."))
            return;
        m_writer.beginObject("output_config").textIfAny("effort", thinking.effort);
        if (hasFormat) {
            m_writer.beginObject("format").text("type", "json_schema");
            m_writer.json("schema", m_conversation.format.schemaJson);
            writeRestOf("output_config.format.");
            m_writer.endObject();
            dropFormatNotes(m_conversation, anthropic.name, m_losses);
        }
        writeRestOf("output_config.");
        m_writer.endObject();
    }

    void writeRest()
    {
        dropSampling(m_conversation, anthropic.name, m_losses);
        if (!m_conversation.user.empty() || hasRest("metadata.")) {
            m_writer.beginObject("metadata").textIfAny("user_id", m_conversation.user);
            writeRestOf("metadata.");
            m_writer.endObject();
        }
        if (m_isHome)
            m_writer.textIfAny("service_tier", m_conversation.serviceTier);
        else if (!m_conversation.serviceTier.empty())
            m_losses.dropped(clientFieldName(m_conversation.dialect, ClientField::ServiceTier),
                             "Anthropic has other tiers");
        if (m_isHome)
            writeRestOf("");
        else
            dropRest(m_losses, "", m_conversation.rest, "Anthropic does not know it");
    }

    [[nodiscard]] bool hasRest(std::string_view prefix) const
    {
        return m_isHome && std::ranges::any_of(m_conversation.rest, [&](const auto &entry) {
                   return entry.first.starts_with(prefix);
               });
    }
    /// The fields of the object that \a prefix names; `rest` calls them by their whole names.
    void writeRestOf(std::string_view prefix)
    {
        if (!m_isHome)
            return;
        for (const auto &[key, json] : m_conversation.rest) {
            const std::string_view name(key);
            if (name.starts_with(prefix) && name.find('.', prefix.size()) == std::string::npos)
                m_writer.json(name.substr(prefix.size()), json);
        }
    }

    const Conversation &m_conversation;
    const RequestWish &m_wish;
    Losses &m_losses;
    std::string m_out;
    JsonWriter m_writer;
    bool m_isHome;
};

} // namespace

std::string writeAnthropicRequest(const Conversation &conversation, const RequestWish &wish,
                                  Losses &losses)
{
    const ClaudeModel model(wish.model);
    if (conversation.dialect == ClientDialect::Anthropic || model.hasAnswerFormats
        || !model.hasToolChoice || !fitsSchemaTool(conversation))
        return RequestWriter(conversation, wish, losses).write();
    const Conversation asked =
        withSchemaTool(conversation, anthropic.name, ForcedThinking::Refused, losses);
    return RequestWriter(asked, wish, losses).write();
}

} // namespace signalbox::routing
