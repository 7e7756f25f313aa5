// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/cohere/CohereRequestWriter.h"

#include "routing/dialect/ClientFields.h"
#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/SchemaTool.h"
#include "routing/dialect/cohere/CohereMessageWriter.h"
#include "routing/json/JsonWriter.h"

#include <algorithm>
#include <array>
#include <utility>

namespace signalbox::routing {

namespace {

using Mode = ToolChoice::Mode;
using Thinking = CohereMessageWriter::Thinking;

constexpr std::size_t mostStops = 5;

/// The models from before thinking. One that is not known is taken for a newer one.
Thinking thinkingOf(std::string_view model)
{
    constexpr std::array<std::string_view, 7> before{
        "command-r", "command-light", "command-nightly",  "command-a-03-2025",
        "aya",       "c4ai-",         "command-a-vision",
    };
    const bool isOld = model == "command" || model.starts_with("command-a-translate")
        || std::ranges::any_of(before,
                               [&](std::string_view name) { return model.starts_with(name); });
    return isOld ? Thinking::Never : Thinking::Possible;
}

class RequestWriter final
{
public:
    RequestWriter(const Conversation &conversation, std::string_view model, Losses &losses)
        : m_conversation(conversation)
        , m_model(model)
        , m_thinking(thinkingOf(model))
        , m_losses(losses)
        , m_json(m_out)
    {}

    std::string write()
    {
        const std::vector<const Tool *> tools = offeredTools();
        const bool hasFormatField =
            tools.empty() && m_conversation.format.kind != AnswerFormat::Kind::Text;
        m_json.beginObject().text("model", m_model).boolean("stream", m_conversation.stream);
        m_json.beginArray("messages");
        if (!hasFormatField)
            instructFormat();
        CohereMessageWriter(m_conversation, m_thinking, m_json, m_losses).write();
        m_json.endArray();
        writeTools(tools);
        if (hasFormatField)
            writeFormat();
        writeThinking();
        writeSampling();
        m_json.endObject();
        dropOthers();
        return std::move(m_out);
    }

private:
    [[nodiscard]] std::string_view name(ClientField member) const
    {
        return clientFieldName(m_conversation.dialect, member);
    }

    /// The tools that the model may be offered: where only some may be called, those alone, because
    /// Cohere cannot be told any other way.
    std::vector<const Tool *> offeredTools()
    {
        const ToolChoice &choice = m_conversation.toolChoice;
        const bool isNamed =
            choice.mode == Mode::Named || choice.mode == Mode::AnyOf || choice.mode == Mode::AutoOf;
        std::vector<const Tool *> tools;
        for (const Tool &tool : m_conversation.tools) {
            const bool isAmong = std::ranges::find(choice.names, tool.name) != choice.names.end();
            if (!tool.otherKind.empty())
                m_losses.dropped(tool.path, "Cohere has no tool '" + tool.otherKind + "'");
            else if (isNamed && !isAmong)
                m_losses.dropped(tool.path, "left out, so that it is not called");
            else
                tools.push_back(&tool);
        }
        const bool isForced =
            choice.mode == Mode::Any || choice.mode == Mode::Named || choice.mode == Mode::AnyOf;
        if (isForced && tools.empty())
            m_losses.impossible(name(ClientField::ToolChoice),
                                "There is no tool that Cohere could be made to call.");
        return tools;
    }

    /// Strict tools are a matter of the whole request, and each needs an argument that must be
    /// given.
    static bool canBeStrict(const std::vector<const Tool *> &tools)
    {
        return std::ranges::all_of(tools, [](const Tool *tool) {
            simdjson::dom::parser parser;
            Json schema;
            return tool->strict.value_or(false)
                && parser.parse(tool->schemaJson).get(schema) == simdjson::SUCCESS
                && !arrayField(schema, "required").empty();
        });
    }

    void writeTools(const std::vector<const Tool *> &tools)
    {
        if (tools.empty())
            return;
        const bool isStrict = canBeStrict(tools);
        m_json.beginArray("tools");
        for (const Tool *tool : tools)
            writeTool(*tool, isStrict);
        m_json.endArray();
        if (isStrict)
            m_json.boolean("strict_tools", true);
        const Mode mode = m_conversation.toolChoice.mode;
        if (mode == Mode::None)
            m_json.text("tool_choice", "NONE");
        else if (mode == Mode::Any || mode == Mode::Named || mode == Mode::AnyOf)
            m_json.text("tool_choice", "REQUIRED");
        if (m_conversation.parallelToolCalls == false)
            m_losses.dropped(name(ClientField::ParallelToolCalls),
                             "Cohere cannot be held to one call");
    }

    void writeTool(const Tool &tool, bool isStrict)
    {
        if (tool.strict.value_or(false) && !isStrict)
            m_losses.dropped(tool.path + ".strict",
                             "Cohere's tools are strict all or none, and only with arguments that "
                             "must be given");
        if (!tool.cacheControlJson.empty())
            m_losses.dropped(tool.path + ".cache_control", "Cohere caches by itself");
        dropRest(m_losses, tool.path, tool.rest, "Cohere does not know it");
        m_json.beginObject().text("type", "function").beginObject("function");
        m_json.text("name", tool.name).textIfAny("description", tool.description);
        m_json.json("parameters",
                    tool.schemaJson.empty() ? R"({"type":"object","properties":{}})"
                                            : std::string_view(tool.schemaJson));
        m_json.endObject().endObject();
    }

    void writeFormat()
    {
        const AnswerFormat &format = m_conversation.format;
        m_json.beginObject("response_format").text("type", "json_object");
        m_json.jsonIfAny("json_schema", format.schemaJson).endObject();
        const std::string path(name(ClientField::Format));
        if (!format.name.empty())
            m_losses.dropped(path + ".name", "Cohere takes the schema only");
        if (!format.description.empty())
            m_losses.dropped(path + ".description", "Cohere takes the schema only");
    }

    /// Beside tools Cohere takes no format, and not every format can be made a tool's arguments.
    void instructFormat()
    {
        const AnswerFormat &format = m_conversation.format;
        if (format.kind == AnswerFormat::Kind::Text)
            return;
        std::string text = "When you answer, answer with one JSON object and nothing else.";
        if (!format.schemaJson.empty())
            text += " It must match this JSON Schema: " + format.schemaJson;
        m_json.beginObject().text("role", "system").text("content", text).endObject();
        m_losses.dropped(name(ClientField::Format),
                         "Cohere has no such format beside tools; approximated by an instruction");
    }

    void writeThinking()
    {
        using Wish = ReasoningWish::Mode;
        const ReasoningWish &wish = m_conversation.reasoning;
        const bool isOff =
            wish.mode == Wish::Off || wish.effort == "none" || wish.budgetTokens == qint64(0);
        if (!isOff && wish.mode == Wish::Unset && wish.effort.empty() && !wish.budgetTokens)
            return;
        if (m_thinking == Thinking::Never) {
            if (!isOff)
                m_losses.dropped(name(ClientField::Reasoning), "this model does not think");
            return;
        }
        m_json.beginObject("thinking").text("type", isOff ? "disabled" : "enabled");
        if (!isOff)
            writeBudget(wish);
        m_json.endObject();
    }

    void writeBudget(const ReasoningWish &wish)
    {
        std::optional<qint64> budget = wish.budgetTokens;
        if (!budget && !wish.effort.empty())
            budget = budgetForEffort(wish.effort);
        if (budget.value_or(-1) <= 0)
            return; // as much as the model likes
        const std::optional<qint64> most = m_conversation.maxTokens;
        if (most && *budget >= *most) { // what is thought counts to the limit
            budget = std::max<qint64>(1, *most / 2);
            m_losses.dropped(name(ClientField::Reasoning),
                             "the tokens to think with were cut to half of the limit on tokens");
        }
        m_json.integer("token_budget", *budget);
    }

    void writeSampling()
    {
        const Sampling &sampling = m_conversation.sampling;
        m_json.integerIfAny("max_tokens", m_conversation.maxTokens);
        m_json.realIfAny("temperature", sampling.temperature);
        m_json.realIfAny("p", fitted(sampling.topP, 0.01, 0.99, ClientField::TopP));
        m_json.integerIfAny("k", fitted<qint64>(sampling.topK, 0, 500, ClientField::TopK));
        m_json.realIfAny("frequency_penalty",
                         fitted(sampling.frequencyPenalty, 0., 1., ClientField::FrequencyPenalty));
        m_json.realIfAny("presence_penalty",
                         fitted(sampling.presencePenalty, 0., 1., ClientField::PresencePenalty));
        if (sampling.seed.value_or(0) < 0)
            m_losses.dropped(name(ClientField::Seed), "Cohere takes no seed below 0");
        else
            m_json.integerIfAny("seed", sampling.seed);
        writeStops();
        if (sampling.candidates.value_or(1) > 1)
            m_losses.impossible(name(ClientField::Candidates),
                                "Cohere gives one answer to a request.");
    }

    template<typename Number>
    std::optional<Number> fitted(std::optional<Number> value, Number least, Number most,
                                 ClientField member)
    {
        if (!value || (*value >= least && *value <= most))
            return value;
        m_losses.dropped(name(member), "it was cut to the range that Cohere takes");
        return std::clamp(*value, least, most);
    }

    void writeStops()
    {
        const std::vector<std::string> &stops = m_conversation.stop;
        if (stops.empty())
            return;
        m_json.beginArray("stop_sequences");
        for (std::size_t i = 0; i < std::min(stops.size(), mostStops); ++i)
            m_json.text(stops[i]);
        m_json.endArray();
        for (std::size_t i = mostStops; i < stops.size(); ++i)
            m_losses.dropped(pathOf(name(ClientField::Stop), i), "Cohere takes five at most");
    }

    void dropOthers()
    {
        const auto drop = [&](bool isGiven, ClientField member, std::string_view reason) {
            if (isGiven)
                m_losses.dropped(name(member), reason);
        };
        const Sampling &sampling = m_conversation.sampling;
        drop(sampling.logprobs.value_or(false), ClientField::Logprobs,
             "Cohere's are not translated");
        drop(sampling.topLogprobs.value_or(0) > 0, ClientField::TopLogprobs,
             "Cohere's are not translated");
        drop(!sampling.logitBiasJson.empty() && sampling.logitBiasJson != "{}",
             ClientField::LogitBias, "Cohere cannot weigh tokens");
        drop(!m_conversation.user.empty(), ClientField::User, "Cohere is not told who asks");
        drop(!m_conversation.metadataJson.empty(), ClientField::Metadata,
             "Cohere keeps no metadata");
        drop(!m_conversation.cacheKey.empty(), ClientField::CacheKey, "Cohere caches by itself");
        drop(!m_conversation.serviceTier.empty(), ClientField::ServiceTier,
             "Cohere has no tiers of service");
        dropRest(m_losses, {}, m_conversation.rest, "Cohere does not know it");
    }

    const Conversation &m_conversation;
    std::string_view m_model;
    Thinking m_thinking;
    Losses &m_losses;
    std::string m_out;
    JsonWriter m_json;
};

} // namespace

std::string writeCohereRequest(const Conversation &conversation, const RequestWish &wish,
                               Losses &losses)
{
    // Beside tools Cohere takes no format of the answer.
    const bool hasTools = std::ranges::any_of(
        conversation.tools, [](const Tool &tool) { return tool.otherKind.empty(); });
    if (!hasTools || !fitsSchemaTool(conversation))
        return RequestWriter(conversation, wish.model, losses).write();
    const Conversation asked =
        withSchemaTool(conversation, "Cohere", ForcedThinking::Possible, losses);
    return RequestWriter(asked, wish.model, losses).write();
}

} // namespace signalbox::routing
