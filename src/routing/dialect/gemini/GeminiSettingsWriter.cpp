// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiSettingsWriter.h"

#include "routing/dialect/ClientFields.h"
#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/gemini/GeminiAnswerParts.h"
#include "routing/dialect/gemini/GeminiModel.h"

#include <algorithm>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

constexpr std::size_t mostStops = 5;
constexpr double highestTemperature = 2;
constexpr qint64 largestFlashBudget = 24576;
constexpr std::string_view callingPath = "toolConfig.functionCallingConfig.";
constexpr std::string_view thinkingPath = "generationConfig.thinkingConfig.";

class SettingsWriter
{
public:
    SettingsWriter(JsonWriter &writer, const Conversation &conversation, const RequestWish &wish,
                   Losses &losses)
        : m_writer(writer)
        , m_conversation(conversation)
        , m_losses(losses)
        , m_model(wish.model)
        , m_isOwn(conversation.dialect == ClientDialect::Gemini)
    {}

    void writeTools()
    {
        std::string functions;
        std::string tools;
        JsonWriter functionWriter(functions);
        JsonWriter toolWriter(tools);
        for (const Tool &tool : m_conversation.tools) {
            if (tool.otherKind.empty())
                writeFunction(functionWriter, tool);
            else if (m_isOwn)
                toolWriter.json(tool.otherJson);
            else
                m_losses.dropped(tool.path, "Gemini has no tool '" + tool.otherKind + "'");
        }
        m_hasFunctions = !functions.empty();
        if (m_hasFunctions)
            toolWriter.beginObject()
                .json("functionDeclarations", "[" + functions + "]")
                .endObject();
        if (!tools.empty())
            m_writer.json("tools", "[" + tools + "]");
    }

    void writeToolConfig()
    {
        std::string config;
        JsonWriter writer(config);
        const std::string_view mode = m_hasFunctions ? modeWord() : std::string_view();
        if (!mode.empty()) {
            writer.beginObject("functionCallingConfig").text("mode", mode);
            if (!m_conversation.toolChoice.names.empty()) {
                writer.beginArray("allowedFunctionNames");
                for (const std::string &name : m_conversation.toolChoice.names)
                    writer.text(name);
                writer.endArray();
            }
            writer.endObject();
        }
        if (m_isOwn)
            writeGeminiRest(writer, m_conversation.rest, "toolConfig.");
        if (!config.empty())
            m_writer.json("toolConfig", "{" + config + "}");
        if (m_hasFunctions && m_conversation.parallelToolCalls == false)
            drop(ClientField::ParallelToolCalls, "Gemini cannot be held to one call");
    }

    void writeGeneration()
    {
        std::string config;
        JsonWriter writer(config);
        writeSampling(writer);
        writer.integerIfAny("maxOutputTokens", m_conversation.maxTokens);
        writeStop(writer);
        writeFormat(writer);
        writeThinking(writer);
        if (m_isOwn)
            writeGeminiRest(writer, m_conversation.rest, "generationConfig.");
        if (!config.empty())
            m_writer.json("generationConfig", "{" + config + "}");
    }

private:
    /// Names what the client asked for lost, in the client's words.
    void drop(ClientField field, std::string_view reason)
    {
        m_losses.dropped(clientFieldName(m_conversation.dialect, field), reason);
    }

    void writeFunction(JsonWriter &writer, const Tool &tool)
    {
        if (tool.strict == true)
            m_losses.dropped(tool.path + ".strict", "Gemini has no strict tools");
        if (!tool.cacheControlJson.empty())
            m_losses.dropped(tool.path + ".cache_control", "Gemini caches by itself");
        writer.beginObject().text("name", tool.name).textIfAny("description", tool.description);
        writer.jsonIfAny("parametersJsonSchema", tool.schemaJson);
        if (m_isOwn)
            writeGeminiRest(writer, tool.rest, {});
        else
            dropRest(m_losses, tool.path, tool.rest, "Gemini does not know it");
        writer.endObject();
    }

    std::string_view modeWord() const
    {
        const bool isValidated =
            m_isOwn && std::ranges::any_of(m_conversation.rest, [](const auto &entry) {
                return entry.first == std::string(callingPath) + "mode";
            });
        if (isValidated)
            return "VALIDATED";
        switch (m_conversation.toolChoice.mode) {
        case ToolChoice::Mode::Unset:
            return {};
        case ToolChoice::Mode::Auto:
            return "AUTO";
        case ToolChoice::Mode::None:
            return "NONE";
        case ToolChoice::Mode::AutoOf:
            return "VALIDATED"; // the one mode that takes names and does not demand a call
        default:
            return "ANY";
        }
    }

    void writeSampling(JsonWriter &writer)
    {
        const Sampling &sampling = m_conversation.sampling;
        std::optional<double> temperature = sampling.temperature;
        if (temperature && *temperature > highestTemperature) {
            temperature = highestTemperature;
            drop(ClientField::Temperature, "Gemini takes 2 at most; it was set to that");
        }
        writer.realIfAny("temperature", temperature).realIfAny("topP", sampling.topP);
        writer.integerIfAny("topK", sampling.topK);
        writer.realIfAny("presencePenalty", sampling.presencePenalty);
        writer.realIfAny("frequencyPenalty", sampling.frequencyPenalty);
        writer.integerIfAny("seed", sampling.seed);
        if (m_isOwn || sampling.candidates.value_or(1) > 1)
            writer.integerIfAny("candidateCount", sampling.candidates);
        if (m_isOwn || sampling.logprobs.value_or(false)) {
            writer.booleanIfAny("responseLogprobs", sampling.logprobs);
            writer.integerIfAny("logprobs", sampling.topLogprobs);
        }
        if (!sampling.logitBiasJson.empty() && sampling.logitBiasJson != "{}")
            drop(ClientField::LogitBias, "Gemini cannot weigh tokens");
    }

    void writeStop(JsonWriter &writer)
    {
        const std::vector<std::string> &stop = m_conversation.stop;
        if (stop.empty())
            return;
        writer.beginArray("stopSequences");
        for (std::size_t i = 0; i < std::min(stop.size(), mostStops); ++i)
            writer.text(stop[i]);
        writer.endArray();
        for (std::size_t i = mostStops; i < stop.size(); ++i)
            m_losses.impossible(
                pathOf(clientFieldName(m_conversation.dialect, ClientField::Stop), i),
                "Gemini takes five stop sequences at most.");
    }

    void writeFormat(JsonWriter &writer)
    {
        const AnswerFormat &format = m_conversation.format;
        if (format.kind == AnswerFormat::Kind::Text)
            return;
        writer.text("responseMimeType", "application/json");
        if (format.kind == AnswerFormat::Kind::JsonSchema)
            writer.jsonIfAny("responseJsonSchema", format.schemaJson);
    }

    void writeThinking(JsonWriter &writer)
    {
        const ReasoningWish &wish = m_conversation.reasoning;
        const bool isWanted =
            wish.mode == ReasoningWish::Mode::On || wish.mode == ReasoningWish::Mode::Adaptive;
        std::string config;
        JsonWriter thinking(config);
        if (m_isOwn) {
            thinking.booleanIfAny("includeThoughts", wish.includeText);
            thinking.textIfAny("thinkingLevel", wish.effort);
            thinking.integerIfAny("thinkingBudget", wish.budgetTokens);
            writeGeminiRest(thinking, m_conversation.rest, thinkingPath);
        } else if (!m_model.canThink()) {
            if (isWanted)
                drop(ClientField::Reasoning, "this Gemini model cannot think");
        } else if (wish.mode != ReasoningWish::Mode::Unset) {
            if (isWanted && wish.includeText.value_or(true))
                thinking.boolean("includeThoughts", true);
            if (m_model.isThirdGeneration())
                writeLevel(thinking, wish);
            else
                writeBudget(thinking, wish);
        }
        if (!m_isOwn && wish.mode == ReasoningWish::Mode::Unset && !wish.effort.empty())
            drop(ClientField::Effort, "Gemini knows an effort of thinking only");
        if (!config.empty())
            writer.json("thinkingConfig", "{" + config + "}");
        if (wish.wantsEncrypted || (!wish.summary.empty() && wish.summary != "auto"))
            m_losses.dropped("reasoning.summary", "Gemini tells its thoughts in one way only");
    }

    void writeLevel(JsonWriter &thinking, const ReasoningWish &wish)
    {
        const std::string_view least = m_model.isFlash() ? "minimal" : "low";
        if (wish.mode == ReasoningWish::Mode::Off || wish.effort == "none") {
            thinking.text("thinkingLevel", least);
            drop(ClientField::Reasoning,
                 "this Gemini model always thinks; it was set to the least");
            return;
        }
        std::string_view effort = wish.effort;
        if (effort.empty() && wish.budgetTokens.value_or(-1) >= 0)
            effort = effortForBudget(*wish.budgetTokens);
        if (effort == "minimal")
            effort = least;
        else if (effort == "xhigh" || effort == "max")
            effort = "high";
        thinking.textIfAny("thinkingLevel", effort);
    }

    void writeBudget(JsonWriter &thinking, const ReasoningWish &wish)
    {
        qint64 budget = -1; // as it likes
        if (wish.mode == ReasoningWish::Mode::Off || wish.effort == "none")
            budget = 0;
        else if (wish.budgetTokens)
            budget = *wish.budgetTokens;
        else if (!wish.effort.empty())
            budget = budgetForEffort(wish.effort);
        constexpr qint64 largest = 32768;
        budget = std::min(budget, m_model.isFlash() ? largestFlashBudget : largest);
        thinking.integer("thinkingBudget", budget);
    }

    JsonWriter &m_writer;
    const Conversation &m_conversation;
    Losses &m_losses;
    GeminiModel m_model;
    bool m_isOwn;
    bool m_hasFunctions = false;
};

} // namespace

void writeGeminiSettings(JsonWriter &writer, const Conversation &conversation,
                         const RequestWish &wish, Losses &losses)
{
    SettingsWriter settings(writer, conversation, wish, losses);
    settings.writeTools();
    settings.writeToolConfig();
    settings.writeGeneration();
}

} // namespace signalbox::routing
