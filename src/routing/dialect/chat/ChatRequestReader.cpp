// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/chat/ChatRequestReader.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/chat/ChatMessageReader.h"

#include <array>

namespace signalbox::routing {

namespace {

using models::ClientDialect;

constexpr std::size_t mostStops = 64;

/// Reads everything of the body but its messages.
class BodyReader final
{
public:
    BodyReader(const Json &body, RequestReading &reading)
        : m_body(body)
        , m_reading(reading)
        , m_into(reading.conversation)
    {}

    void readTools();
    void readToolChoice();
    void readFormat();
    void readReasoning();
    void readSampling();
    void readStop();
    void readRest();

private:
    void readTool(const Json &json, const std::string &path);
    void readAllowedTools(const Json &choice);
    void refuse(std::string_view path, std::string_view message);
    void checkNumber(std::string_view name);

    const Json &m_body;
    RequestReading &m_reading;
    Conversation &m_into;
};

void BodyReader::refuse(std::string_view path, std::string_view message)
{
    if (!m_reading.problem) {
        m_reading.problem = DialectError{.status = 400,
                                         .message = std::string(message),
                                         .code = "invalid_value",
                                         .param = std::string(path)};
    }
}

void BodyReader::readTool(const Json &json, const std::string &path)
{
    Tool tool;
    tool.path = path;
    const std::string_view type = stringField(json, "type");
    if (!json.is_object() || type.empty()) {
        refuse(path, "A tool must be an object with a type.");
        return;
    }
    const std::optional<Json> function = field(json, "function");
    if (type != "function") { // custom tools, and those that run at the provider
        tool.otherKind = type;
        tool.otherJson = jsonText(json);
        if (const auto custom = field(json, "custom"))
            tool.name = stringField(*custom, "name");
        m_into.tools.push_back(std::move(tool));
        return;
    }
    if (!function || stringField(*function, "name").empty()) {
        refuse(path + ".function.name", "A function tool needs function.name.");
        return;
    }
    tool.name = stringField(*function, "name");
    tool.description = stringField(*function, "description");
    tool.schemaJson = jsonField(*function, "parameters");
    tool.strict = booleanField(*function, "strict");
    tool.cacheControlJson = jsonField(json, "cache_control");
    tool.rest = restOf(*function, {"name", "description", "parameters", "strict"});
    for (auto &other : restOf(json, {"type", "function", "cache_control"}))
        tool.rest.push_back(std::move(other));
    m_into.tools.push_back(std::move(tool));
}

void BodyReader::readTools()
{
    if (const auto tools = field(m_body, "tools"); tools && !tools->is_array())
        refuse("tools", "tools must be a list.");
    std::size_t index = 0;
    for (const Json &tool : arrayField(m_body, "tools"))
        readTool(tool, pathOf("tools", index++));
    index = 0;
    for (const Json &function : arrayField(m_body, "functions")) { // before there were tools
        Tool tool;
        tool.path = pathOf("functions", index++);
        tool.name = stringField(function, "name");
        tool.description = stringField(function, "description");
        tool.schemaJson = jsonField(function, "parameters");
        if (tool.name.empty())
            refuse(tool.path + ".name", "A function needs its name.");
        m_into.tools.push_back(std::move(tool));
    }
}

void BodyReader::readAllowedTools(const Json &choice)
{
    const std::optional<Json> allowed = field(choice, "allowed_tools");
    if (!allowed)
        return;
    m_into.toolChoice.mode = stringField(*allowed, "mode") == "required" ? ToolChoice::Mode::AnyOf
                                                                         : ToolChoice::Mode::AutoOf;
    for (const Json &tool : arrayField(*allowed, "tools")) {
        if (const auto function = field(tool, "function"))
            m_into.toolChoice.names.emplace_back(stringField(*function, "name"));
    }
}

void BodyReader::readToolChoice()
{
    std::optional<Json> choice = field(m_body, "tool_choice");
    if (!choice)
        choice = field(m_body, "function_call");
    if (!choice)
        return;
    ToolChoice &into = m_into.toolChoice;
    if (const auto word = asString(*choice)) {
        if (*word == "auto")
            into.mode = ToolChoice::Mode::Auto;
        else if (*word == "none")
            into.mode = ToolChoice::Mode::None;
        else if (*word == "required" || *word == "any") // Mistral says any
            into.mode = ToolChoice::Mode::Any;
        else
            refuse("tool_choice", "tool_choice must be auto, none, required or name a function.");
        return;
    }
    if (stringField(*choice, "type") == "allowed_tools") {
        readAllowedTools(*choice);
        return;
    }
    std::string_view name = stringField(*choice, "name");
    for (const std::string_view holder : {"function", "custom"}) {
        if (const auto inner = field(*choice, holder))
            name = stringField(*inner, "name");
    }
    if (name.empty()) {
        refuse("tool_choice", "tool_choice must be auto, none, required or name a function.");
        return;
    }
    into.mode = ToolChoice::Mode::Named;
    into.names.emplace_back(name);
}

void BodyReader::readFormat()
{
    const std::optional<Json> format = field(m_body, "response_format");
    if (!format)
        return;
    const std::string_view type = stringField(*format, "type");
    if (type == "json_object") {
        m_into.format.kind = AnswerFormat::Kind::JsonObject;
    } else if (type == "json_schema") {
        const std::optional<Json> schema = field(*format, "json_schema");
        if (!schema || !field(*schema, "schema")) {
            refuse("response_format.json_schema",
                   "response_format needs json_schema.schema for the type json_schema.");
            return;
        }
        m_into.format.kind = AnswerFormat::Kind::JsonSchema;
        m_into.format.name = stringField(*schema, "name");
        m_into.format.description = stringField(*schema, "description");
        m_into.format.schemaJson = jsonField(*schema, "schema");
        m_into.format.strict = booleanField(*schema, "strict");
    } else if (type != "text") {
        refuse("response_format.type",
               "response_format.type must be text, json_object or json_schema.");
    }
}

void BodyReader::readReasoning()
{
    ReasoningWish &wish = m_into.reasoning;
    wish.effort = stringField(m_body, "reasoning_effort");
    if (const auto reasoning = field(m_body, "reasoning"); reasoning && reasoning->is_object()) {
        if (wish.effort.empty())
            wish.effort = stringField(*reasoning, "effort");
        wish.budgetTokens = integerField(*reasoning, "max_tokens");
        if (const auto exclude = booleanField(*reasoning, "exclude"))
            wish.includeText = !*exclude;
        if (booleanField(*reasoning, "enabled") == true)
            wish.mode = ReasoningWish::Mode::On;
        else if (booleanField(*reasoning, "enabled") == false)
            wish.mode = ReasoningWish::Mode::Off;
    }
    if (wish.effort == "none")
        wish.mode = ReasoningWish::Mode::Off;
    else if (!wish.effort.empty() || wish.budgetTokens)
        wish.mode = ReasoningWish::Mode::On;
}

void BodyReader::checkNumber(std::string_view name)
{
    const std::optional<Json> value = field(m_body, name);
    if (value && !asReal(*value))
        refuse(name, std::string(name) + " must be a number.");
}

void BodyReader::readSampling()
{
    constexpr std::array<std::string_view, 10> numbers{
        "temperature", "top_p", "top_k",        "presence_penalty", "frequency_penalty",
        "seed",        "n",     "top_logprobs", "max_tokens",       "max_completion_tokens"};
    for (const std::string_view name : numbers)
        checkNumber(name);
    Sampling &sampling = m_into.sampling;
    sampling.temperature = realField(m_body, "temperature");
    sampling.topP = realField(m_body, "top_p");
    sampling.topK = integerField(m_body, "top_k");
    sampling.presencePenalty = realField(m_body, "presence_penalty");
    sampling.frequencyPenalty = realField(m_body, "frequency_penalty");
    sampling.seed = integerField(m_body, "seed");
    sampling.candidates = integerField(m_body, "n");
    sampling.logprobs = booleanField(m_body, "logprobs");
    sampling.topLogprobs = integerField(m_body, "top_logprobs");
    sampling.logitBiasJson = jsonField(m_body, "logit_bias");
    m_into.maxTokens = integerField(m_body, "max_completion_tokens");
    if (!m_into.maxTokens)
        m_into.maxTokens = integerField(m_body, "max_tokens");
}

void BodyReader::readStop()
{
    const std::optional<Json> stop = field(m_body, "stop");
    if (!stop)
        return;
    if (const auto one = asString(*stop)) {
        m_into.stop.emplace_back(*one);
        return;
    }
    for (const Json &item : asArray(*stop)) {
        const auto text = asString(item);
        if (!text || m_into.stop.size() == mostStops) {
            refuse("stop", "stop must be a string or a list of strings.");
            return;
        }
        m_into.stop.emplace_back(*text);
    }
    if (!stop->is_array())
        refuse("stop", "stop must be a string or a list of strings.");
}

void BodyReader::readRest()
{
    m_into.parallelToolCalls = booleanField(m_body, "parallel_tool_calls");
    m_into.stream = booleanField(m_body, "stream").value_or(false);
    if (const auto options = field(m_body, "stream_options"))
        m_into.includeUsage = booleanField(*options, "include_usage").value_or(false);
    m_into.user = stringField(m_body, "safety_identifier");
    if (m_into.user.empty())
        m_into.user = stringField(m_body, "user");
    m_into.cacheKey = stringField(m_body, "prompt_cache_key");
    m_into.metadataJson = jsonField(m_body, "metadata");
    m_into.serviceTier = stringField(m_body, "service_tier");
    m_into.rest = restOf(m_body,
                         {"model",
                          "messages",
                          "tools",
                          "functions",
                          "tool_choice",
                          "function_call",
                          "response_format",
                          "reasoning_effort",
                          "reasoning",
                          "temperature",
                          "top_p",
                          "top_k",
                          "presence_penalty",
                          "frequency_penalty",
                          "seed",
                          "n",
                          "logprobs",
                          "top_logprobs",
                          "logit_bias",
                          "max_tokens",
                          "max_completion_tokens",
                          "stop",
                          "parallel_tool_calls",
                          "stream",
                          "stream_options",
                          "safety_identifier",
                          "user",
                          "prompt_cache_key",
                          "metadata",
                          "service_tier"});
}

} // namespace

RequestReading readChatRequest(const Json &body, const RequestContext &context)
{
    RequestReading reading;
    Conversation &into = reading.conversation;
    into.dialect = ClientDialect::OpenAiChat;
    into.model = context.model;
    const std::optional<Json> messages = field(body, "messages");
    if (!messages || !messages->is_array() || asArray(*messages).empty()) {
        reading.problem = DialectError{.status = 400,
                                       .message = "messages must be a list that is not empty.",
                                       .code = "invalid_value",
                                       .param = "messages"};
        return reading;
    }
    std::size_t index = 0;
    for (const Json &message : asArray(*messages))
        readChatMessage(message, pathOf("messages", index++), reading);
    BodyReader reader(body, reading);
    reader.readTools();
    reader.readToolChoice();
    reader.readFormat();
    reader.readReasoning();
    reader.readSampling();
    reader.readStop();
    reader.readRest();
    return reading;
}

} // namespace signalbox::routing
