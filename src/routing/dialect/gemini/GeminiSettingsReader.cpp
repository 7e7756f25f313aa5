// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiSettingsReader.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/gemini/GeminiField.h"
#include "routing/dialect/gemini/GeminiSchema.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <utility>

namespace signalbox::routing {

namespace {

std::string lowerCase(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// What `responseModalities` says by default.
bool isPlainText(std::string_view json)
{
    return json == R"(["TEXT"])" || json == R"(["text"])" || json == "[]";
}

class SettingsReader
{
public:
    SettingsReader(FieldCheck &check, Conversation &conversation)
        : m_check(check)
        , m_conversation(conversation)
    {}

    void readTools(const Json &body)
    {
        const auto tools = geminiField(body, "tools");
        const std::vector<Json> items =
            tools && tools->is_object() ? std::vector<Json>{*tools} : m_check.array(tools, "tools");
        for (std::size_t i = 0; i < items.size(); ++i) {
            const std::string path = pathOf("tools", i);
            if (!m_check.object(items[i], path))
                continue;
            const std::string list = path + ".functionDeclarations";
            const std::vector<Json> functions =
                m_check.array(geminiField(items[i], "functionDeclarations"), list);
            for (std::size_t n = 0; n < functions.size(); ++n)
                readFunction(functions[n], pathOf(list, n));
            for (const auto &[name, json] : geminiRest(items[i], {"functionDeclarations"}))
                readOwnTool(name, json, path);
        }
    }

    void readToolConfig(const Json &body)
    {
        const auto config = m_check.object(geminiField(body, "toolConfig"), "toolConfig");
        if (!config)
            return;
        keep(geminiRest(*config, {"functionCallingConfig"}, "toolConfig."));
        const std::string path = "toolConfig.functionCallingConfig";
        const auto calling = m_check.object(geminiField(*config, "functionCallingConfig"), path);
        if (!calling)
            return;
        ToolChoice &choice = m_conversation.toolChoice;
        choice.names = m_check.texts(geminiField(*calling, "allowedFunctionNames"),
                                     path + ".allowedFunctionNames");
        const std::string mode =
            lowerCase(m_check.text(geminiField(*calling, "mode"), path + ".mode"));
        readMode(mode, path + ".mode");
        keep(geminiRest(*calling, {"mode", "allowedFunctionNames"}, path + "."));
    }

    void readGeneration(const Json &body)
    {
        const auto config = m_check.object(geminiField(body, "generationConfig"), prefixed(""));
        if (!config)
            return;
        const Json &from = *config;
        Sampling &sampling = m_conversation.sampling;
        sampling.temperature = real(from, "temperature");
        sampling.topP = real(from, "topP");
        sampling.topK = integer(from, "topK");
        sampling.presencePenalty = real(from, "presencePenalty");
        sampling.frequencyPenalty = real(from, "frequencyPenalty");
        sampling.seed = integer(from, "seed");
        sampling.candidates = integer(from, "candidateCount");
        sampling.logprobs =
            m_check.boolean(geminiField(from, "responseLogprobs"), prefixed("responseLogprobs"));
        sampling.topLogprobs = integer(from, "logprobs");
        m_conversation.maxTokens = integer(from, "maxOutputTokens");
        m_conversation.stop =
            m_check.texts(geminiField(from, "stopSequences"), prefixed("stopSequences"));
        readFormat(from);
        readThinking(from);
        RestFields rest = geminiRest(
            from,
            {"temperature", "topP", "topK", "presencePenalty", "frequencyPenalty", "seed",
             "candidateCount", "responseLogprobs", "logprobs", "maxOutputTokens", "stopSequences",
             "responseMimeType", "responseSchema", "responseJsonSchema", "thinkingConfig"},
            "generationConfig.");
        std::erase_if(rest, [](const auto &entry) { return isPlainText(entry.second); });
        keep(std::move(rest));
    }

private:
    static std::string prefixed(std::string_view name)
    {
        std::string path = "generationConfig";
        return name.empty() ? path : path.append(".").append(name);
    }

    std::optional<double> real(const Json &from, std::string_view name)
    {
        return m_check.real(geminiField(from, name), prefixed(name));
    }
    std::optional<qint64> integer(const Json &from, std::string_view name)
    {
        return m_check.integer(geminiField(from, name), prefixed(name));
    }

    void keep(RestFields rest) { std::ranges::move(rest, std::back_inserter(m_conversation.rest)); }

    void readFunction(const Json &function, const std::string &path)
    {
        if (!m_check.object(function, path))
            return;
        Tool tool{.name = m_check.text(geminiField(function, "name"), path + ".name"),
                  .description =
                      m_check.text(geminiField(function, "description"), path + ".description"),
                  .path = path};
        if (tool.name.empty())
            m_check.fail(path + ".name", "is missing or empty");
        tool.schemaJson = m_check.objectJson(geminiField(function, "parametersJsonSchema"),
                                             path + ".parametersJsonSchema");
        const auto older =
            m_check.object(geminiField(function, "parameters"), path + ".parameters");
        if (tool.schemaJson.empty() && older)
            tool.schemaJson = jsonSchemaFromGemini(*older);
        tool.rest =
            geminiRest(function, {"name", "description", "parameters", "parametersJsonSchema"});
        m_conversation.tools.push_back(std::move(tool));
    }

    void readOwnTool(const std::string &name, const std::string &json, const std::string &path)
    {
        m_conversation.tools.push_back({.path = std::string(path).append(".").append(name),
                                        .otherJson = R"({")" + name + R"(":)" + json + "}",
                                        .otherKind = camelCase(name)});
    }

    void readMode(const std::string &mode, const std::string &path)
    {
        ToolChoice &choice = m_conversation.toolChoice;
        const std::size_t names = choice.names.size();
        if (mode == "auto") {
            choice.mode = names == 0 ? ToolChoice::Mode::Auto : ToolChoice::Mode::AutoOf;
        } else if (mode == "none") {
            choice.mode = ToolChoice::Mode::None;
        } else if (mode == "any") {
            choice.mode = names == 0 ? ToolChoice::Mode::Any
                : names == 1         ? ToolChoice::Mode::Named
                                     : ToolChoice::Mode::AnyOf;
        } else if (mode == "validated") {
            choice.mode = names == 0 ? ToolChoice::Mode::Auto : ToolChoice::Mode::AutoOf;
            m_conversation.rest.emplace_back(path, R"("VALIDATED")");
        } else if (!mode.empty() && mode != "mode_unspecified") {
            m_check.fail(path, "must be AUTO, ANY, NONE or VALIDATED");
        }
    }

    void readFormat(const Json &from)
    {
        const std::string type =
            m_check.text(geminiField(from, "responseMimeType"), prefixed("responseMimeType"));
        AnswerFormat &format = m_conversation.format;
        const auto older =
            m_check.object(geminiField(from, "responseSchema"), prefixed("responseSchema"));
        format.schemaJson = m_check.objectJson(geminiField(from, "responseJsonSchema"),
                                               prefixed("responseJsonSchema"));
        if (format.schemaJson.empty() && older)
            format.schemaJson = jsonSchemaFromGemini(*older);
        if (!type.empty() && type != "text/plain" && type != "application/json") {
            keep({{prefixed("responseMimeType"), jsonField(from, "responseMimeType")}});
            if (!format.schemaJson.empty())
                keep({{prefixed("responseJsonSchema"), std::exchange(format.schemaJson, {})}});
        } else if (!format.schemaJson.empty()) {
            format.kind = AnswerFormat::Kind::JsonSchema;
        } else if (type == "application/json") {
            format.kind = AnswerFormat::Kind::JsonObject;
        }
    }

    void readThinking(const Json &from)
    {
        const std::string path = prefixed("thinkingConfig");
        const auto thinking = m_check.object(geminiField(from, "thinkingConfig"), path);
        if (!thinking)
            return;
        ReasoningWish &wish = m_conversation.reasoning;
        wish.includeText =
            m_check.boolean(geminiField(*thinking, "includeThoughts"), path + ".includeThoughts");
        wish.budgetTokens =
            m_check.integer(geminiField(*thinking, "thinkingBudget"), path + ".thinkingBudget");
        wish.effort = lowerCase(
            m_check.text(geminiField(*thinking, "thinkingLevel"), path + ".thinkingLevel"));
        if (wish.effort == "thinking_level_unspecified")
            wish.effort.clear();
        if (wish.budgetTokens == 0)
            wish.mode = ReasoningWish::Mode::Off;
        else if (wish.budgetTokens || !wish.effort.empty())
            wish.mode = ReasoningWish::Mode::On;
        keep(geminiRest(*thinking, {"includeThoughts", "thinkingBudget", "thinkingLevel"},
                        path + "."));
    }

    FieldCheck &m_check;
    Conversation &m_conversation;
};

} // namespace

void readGeminiSettings(const Json &body, FieldCheck &check, Conversation &conversation)
{
    SettingsReader reader(check, conversation);
    reader.readTools(body);
    reader.readToolConfig(body);
    reader.readGeneration(body);
}

} // namespace signalbox::routing
