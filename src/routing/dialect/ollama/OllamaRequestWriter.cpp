// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ollama/OllamaRequestWriter.h"

#include "routing/dialect/ClientFields.h"
#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/ollama/OllamaMessageWriter.h"
#include "routing/json/JsonWriter.h"

namespace signalbox::routing {

namespace {

constexpr std::string_view optionsPath = "options.";

/// Only gpt-oss thinks in levels; a server refuses them for every other model.
bool hasLevels(std::string_view model)
{
    return model.find("gpt-oss") != std::string_view::npos;
}

/// The nearest of Ollama's levels.
std::string_view levelOf(std::string_view effort)
{
    if (effort == "low" || effort == "minimal")
        return "low";
    return effort == "medium" ? "medium" : "high";
}

class RequestWriter final
{
public:
    RequestWriter(std::string &body, const Conversation &conversation, Losses &losses)
        : m_writer(body)
        , m_conversation(conversation)
        , m_losses(losses)
        , m_isOwn(conversation.dialect == models::ClientDialect::Ollama)
    {}

    void write(std::string_view model)
    {
        m_writer.beginObject().text("model", model);
        writeOllamaMessages(m_writer, m_conversation, m_losses);
        writeTools();
        writeFormat();
        writeThink(model);
        writeOptions();
        m_writer.boolean("stream", m_conversation.stream);
        writeRest();
        noteLosses();
        m_writer.endObject();
    }

private:
    [[nodiscard]] std::string_view name(ClientField member) const
    {
        return clientFieldName(m_conversation.dialect, member);
    }
    void drop(bool isGiven, ClientField member, std::string_view reason)
    {
        if (isGiven)
            m_losses.dropped(name(member), reason);
    }

    void writeTools()
    {
        const ToolChoice::Mode mode = m_conversation.toolChoice.mode;
        if (mode == ToolChoice::Mode::None)
            return; // the one way to forbid calls
        std::string tools;
        JsonWriter writer(tools);
        for (const Tool &tool : m_conversation.tools)
            writeTool(writer, tool);
        if (!tools.empty())
            m_writer.json("tools", "[" + tools + "]");
        if (mode != ToolChoice::Mode::Unset && mode != ToolChoice::Mode::Auto)
            m_losses.impossible(name(ClientField::ToolChoice),
                                "Ollama cannot be made to call a tool.");
        drop(!tools.empty() && m_conversation.parallelToolCalls == false,
             ClientField::ParallelToolCalls, "Ollama cannot be held to one call");
    }

    void writeTool(JsonWriter &writer, const Tool &tool)
    {
        if (!tool.otherKind.empty()) {
            m_losses.dropped(tool.path, "Ollama has no tool '" + tool.otherKind + "'");
            return;
        }
        if (tool.strict == true)
            m_losses.dropped(tool.path + ".strict", "Ollama has no strict tools");
        if (!tool.cacheControlJson.empty())
            m_losses.dropped(tool.path + ".cache_control", "Ollama caches by itself");
        dropRest(m_losses, tool.path, tool.rest, notOllamas);
        writer.beginObject().text("type", "function").beginObject("function");
        writer.text("name", tool.name).textIfAny("description", tool.description);
        writer.json("parameters",
                    tool.schemaJson.empty() ? R"({"type":"object","properties":{}})"
                                            : std::string_view(tool.schemaJson));
        writer.endObject().endObject();
    }

    void writeFormat()
    {
        const AnswerFormat &format = m_conversation.format;
        if (format.kind == AnswerFormat::Kind::JsonObject)
            m_writer.text("format", "json");
        else if (format.kind == AnswerFormat::Kind::JsonSchema)
            m_writer.jsonIfAny("format", format.schemaJson);
        if (format.strict == true)
            m_losses.dropped(std::string(name(ClientField::Format)).append(".strict"),
                             "Ollama knows one way to follow a schema");
    }

    void writeThink(std::string_view model)
    {
        const ReasoningWish &wish = m_conversation.reasoning;
        if (wish.mode == ReasoningWish::Mode::Unset) {
            drop(!wish.effort.empty() && wish.effort != "none", ClientField::Effort,
                 "Ollama's models think or do not");
            return;
        }
        if (wish.mode == ReasoningWish::Mode::Off || wish.effort == "none") {
            m_writer.boolean("think", false);
            return;
        }
        std::string_view effort = wish.effort;
        if (effort.empty() && wish.budgetTokens.value_or(-1) >= 0)
            effort = effortForBudget(*wish.budgetTokens);
        if (hasLevels(model) && !effort.empty()) {
            m_writer.text("think", levelOf(effort));
            return;
        }
        m_writer.boolean("think", true);
        drop(!effort.empty(), ClientField::Reasoning,
             "this model of Ollama's thinks or does not, without levels");
    }

    void writeOptions()
    {
        const Sampling &sampling = m_conversation.sampling;
        std::string options;
        JsonWriter writer(options);
        writer.realIfAny("temperature", sampling.temperature).realIfAny("top_p", sampling.topP);
        writer.integerIfAny("top_k", sampling.topK).integerIfAny("seed", sampling.seed);
        writer.realIfAny("presence_penalty", sampling.presencePenalty);
        writer.realIfAny("frequency_penalty", sampling.frequencyPenalty);
        writer.integerIfAny("num_predict", m_conversation.maxTokens);
        if (!m_conversation.stop.empty()) {
            writer.beginArray("stop");
            for (const std::string &stop : m_conversation.stop)
                writer.text(stop);
            writer.endArray();
        }
        if (m_isOwn) {
            for (const auto &[field, json] : m_conversation.rest) {
                if (field.starts_with(optionsPath))
                    writer.json(std::string_view(field).substr(optionsPath.size()), json);
            }
        }
        if (!options.empty())
            m_writer.json("options", "{" + options + "}");
        m_writer.booleanIfAny("logprobs", sampling.logprobs);
        m_writer.integerIfAny("top_logprobs", sampling.topLogprobs);
        if (sampling.candidates.value_or(1) > 1)
            m_losses.impossible(name(ClientField::Candidates), "Ollama gives one answer only.");
        drop(!sampling.logitBiasJson.empty() && sampling.logitBiasJson != "{}",
             ClientField::LogitBias, "Ollama cannot weigh tokens");
    }

    void writeRest()
    {
        if (!m_isOwn) {
            dropRest(m_losses, {}, m_conversation.rest, notOllamas);
            return;
        }
        for (const auto &[field, json] : m_conversation.rest) {
            if (!field.starts_with(optionsPath))
                m_writer.json(field, json);
        }
    }

    void noteLosses()
    {
        drop(!m_conversation.user.empty(), ClientField::User, "Ollama is not told who asks");
        drop(!m_conversation.metadataJson.empty(), ClientField::Metadata,
             "Ollama keeps no metadata");
        drop(!m_conversation.cacheKey.empty(), ClientField::CacheKey, "Ollama caches by itself");
        drop(!m_conversation.serviceTier.empty(), ClientField::ServiceTier,
             "Ollama serves everybody alike");
    }

    JsonWriter m_writer;
    const Conversation &m_conversation;
    Losses &m_losses;
    bool m_isOwn;
};

} // namespace

std::string writeOllamaRequest(const Conversation &conversation, const RequestWish &wish,
                               Losses &losses)
{
    std::string body;
    RequestWriter(body, conversation, losses).write(wish.model);
    return body;
}

} // namespace signalbox::routing
