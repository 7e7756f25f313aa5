// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ollama/OllamaRequestReader.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/FieldCheck.h"
#include "routing/dialect/ollama/OllamaMessageReader.h"

#include <algorithm>
#include <array>

namespace signalbox::routing {

namespace {

constexpr std::string_view optionsPath = "options.";

/// Reads everything of the body but its messages.
class BodyReader final
{
public:
    BodyReader(const Json &body, FieldCheck &check, Conversation &into)
        : m_body(body)
        , m_check(check)
        , m_into(into)
    {}

    void readTools()
    {
        std::size_t index = 0;
        for (const Json &tool : m_check.array(field(m_body, "tools"), "tools"))
            readTool(tool, pathOf("tools", index++));
    }

    void readFormat()
    {
        const FieldCheck::Value format = field(m_body, "format");
        if (!format || asString(*format) == "")
            return;
        if (asString(*format) == "json") {
            m_into.format.kind = AnswerFormat::Kind::JsonObject;
        } else if (format->is_object()) {
            m_into.format.kind = AnswerFormat::Kind::JsonSchema;
            m_into.format.schemaJson = jsonText(*format);
        } else {
            m_check.fail("format", "must be \"json\" or a JSON schema");
        }
    }

    void readThink()
    {
        const FieldCheck::Value think = field(m_body, "think");
        if (!think)
            return;
        ReasoningWish &wish = m_into.reasoning;
        if (const auto isWanted = asBoolean(*think)) {
            wish.mode = *isWanted ? ReasoningWish::Mode::On : ReasoningWish::Mode::Off;
            wish.includeText = *isWanted;
            return;
        }
        constexpr std::array<std::string_view, 4> levels{"low", "medium", "high", "max"};
        const std::string_view level = asString(*think).value_or(std::string_view());
        if (std::ranges::find(levels, level) == levels.end()) {
            m_check.fail("think", R"(must be true, false, "low", "medium", "high" or "max")");
            return;
        }
        wish.mode = ReasoningWish::Mode::On;
        wish.effort = level;
        wish.includeText = true;
    }

    void readOptions()
    {
        const FieldCheck::Value options = m_check.object(field(m_body, "options"), "options");
        if (!options)
            return;
        Sampling &sampling = m_into.sampling;
        sampling.temperature = real(*options, "temperature");
        sampling.topP = real(*options, "top_p");
        sampling.topK = integer(*options, "top_k");
        sampling.presencePenalty = real(*options, "presence_penalty");
        sampling.frequencyPenalty = real(*options, "frequency_penalty");
        sampling.seed = integer(*options, "seed");
        m_into.maxTokens = integer(*options, "num_predict");
        if (m_into.maxTokens.value_or(1) <= 0)
            m_into.maxTokens.reset(); // -1: no limit; -2: what the context holds
        readStop(*options);
        addRest(restOf(*options,
                       {"temperature", "top_p", "top_k", "presence_penalty", "frequency_penalty",
                        "seed", "num_predict", "stop"}),
                optionsPath);
    }

    void readRest()
    {
        const bool isChat = !m_into.isCompletion;
        m_into.sampling.logprobs = m_check.boolean(field(m_body, "logprobs"), "logprobs");
        m_into.sampling.topLogprobs =
            m_check.integer(field(m_body, "top_logprobs"), "top_logprobs");
        const RestFields unknown = isChat
            ? restOf(m_body,
                     {"model", "messages", "tools", "format", "think", "options", "stream",
                      "logprobs", "top_logprobs"})
            : restOf(m_body,
                     {"model", "prompt", "system", "images", "suffix", "context", "format", "think",
                      "options", "stream", "logprobs", "top_logprobs"});
        addRest(unknown, {});
    }

private:
    std::optional<double> real(const Json &options, std::string_view name)
    {
        return m_check.real(field(options, name), std::string(optionsPath).append(name));
    }
    std::optional<qint64> integer(const Json &options, std::string_view name)
    {
        return m_check.integer(field(options, name), std::string(optionsPath).append(name));
    }

    void readStop(const Json &options)
    {
        const FieldCheck::Value stop = field(options, "stop");
        if (stop && stop->is_string())
            m_into.stop.push_back(m_check.text(stop, "options.stop"));
        else
            m_into.stop = m_check.texts(stop, "options.stop");
    }

    void readTool(const Json &json, const std::string &path)
    {
        const FieldCheck::Value fields = m_check.object(json, path);
        if (!fields)
            return;
        Tool tool;
        tool.path = path;
        const FieldCheck::Value function =
            m_check.object(field(*fields, "function"), path + ".function");
        if (!function) {
            tool.otherKind = m_check.text(field(*fields, "type"), path + ".type");
            tool.otherJson = jsonText(json);
            if (tool.otherKind.empty())
                m_check.fail(path + ".function", "must describe the tool");
        } else {
            readFunction(*function, path + ".function", tool);
            for (auto &unknown : restOf(*fields, {"type", "function"}))
                tool.rest.push_back(std::move(unknown));
        }
        m_into.tools.push_back(std::move(tool));
    }

    void readFunction(const Json &function, const std::string &path, Tool &tool)
    {
        tool.name = m_check.text(field(function, "name"), path + ".name");
        if (tool.name.empty())
            m_check.fail(path + ".name", "must name the tool");
        tool.description = m_check.text(field(function, "description"), path + ".description");
        tool.schemaJson = m_check.objectJson(field(function, "parameters"), path + ".parameters");
        tool.strict = m_check.boolean(field(function, "strict"), path + ".strict");
        for (auto &unknown :
             restOf(function, {"name", "description", "parameters", "strict", "type"}))
            tool.rest.emplace_back("function." + unknown.first, unknown.second);
    }

    /// Fields that are null say nothing and are not kept.
    void addRest(const RestFields &fields, std::string_view prefix)
    {
        for (const auto &[name, json] : fields) {
            if (json != "null")
                m_into.rest.emplace_back(std::string(prefix).append(name), json);
        }
    }

    const Json &m_body;
    FieldCheck &m_check;
    Conversation &m_into;
};

void readMessages(const Json &body, FieldCheck &check, Conversation &into)
{
    const std::vector<Json> messages = check.array(field(body, "messages"), "messages");
    if (messages.empty())
        check.fail("messages", "must hold at least one message");
    std::size_t index = 0;
    for (const Json &message : messages)
        readOllamaMessage(message, pathOf("messages", index++), check, into);
}

/// The prompt as the conversation that it is. What continues a text in its middle, or an answer by
/// its tokens, has no counterpart anywhere.
void readPrompt(const Json &body, FieldCheck &check, Conversation &into)
{
    if (!check.text(field(body, "suffix"), "suffix").empty())
        check.fail("suffix", "can be answered by Ollama alone");
    if (!check.array(field(body, "context"), "context").empty())
        check.fail("context", "can be understood by Ollama alone");
    std::string system = check.text(field(body, "system"), "system");
    if (!system.empty()) {
        Message &turn = into.messages.emplace_back();
        turn.role = Message::Role::System;
        turn.path = "system";
        turn.parts.emplace_back(TextPart{.text = std::move(system), .notes = {.path = turn.path}});
    }
    std::string prompt = check.text(field(body, "prompt"), "prompt");
    Message &turn = into.messages.emplace_back();
    turn.path = "prompt";
    readOllamaImages(field(body, "images"), "images", check, turn.parts);
    if (prompt.empty() && turn.parts.empty())
        check.fail("prompt", "must not be empty");
    turn.parts.emplace_back(TextPart{.text = std::move(prompt), .notes = {.path = turn.path}});
}

} // namespace

RequestReading readOllamaRequest(const Json &body, const RequestContext &context)
{
    RequestReading reading;
    Conversation &into = reading.conversation;
    into.dialect = models::ClientDialect::Ollama;
    into.model = context.model;
    into.stream = context.stream;
    FieldCheck check;
    into.isCompletion = context.operation == Operation::Complete;
    BodyReader reader(body, check, into);
    if (into.isCompletion) {
        readPrompt(body, check, into);
    } else {
        readMessages(body, check, into);
        reader.readTools();
    }
    reader.readFormat();
    reader.readThink();
    reader.readOptions();
    reader.readRest();
    reading.problem = check.problem();
    return reading;
}

} // namespace signalbox::routing
