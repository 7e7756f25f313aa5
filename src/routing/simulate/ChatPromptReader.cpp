// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// OpenAI Chat Completions, and Ollama's chat, whose messages have the same shape.
#include "routing/simulate/PromptReader.h"

#include <algorithm>
#include <array>

namespace signalbox::routing::simulate {

namespace {

constexpr std::array<std::string_view, 6> roles{"system",    "developer", "user",
                                                "assistant", "tool",      "function"};
constexpr std::size_t mostOpenAiStops = 4;
constexpr std::size_t mostOllamaStops = 64;

void addTextOf(PromptBuilder &builder, std::string_view role, std::string_view text)
{
    if (role == "user")
        builder.addUserText(text);
    else if (role == "tool" || role == "function")
        builder.addToolResult(text);
    else
        builder.addText(text);
}

void readParts(PromptBuilder &builder, std::string_view role, const simdjson::dom::array &parts,
               const std::string &where)
{
    for (const Json part : parts) {
        const std::string_view type = stringField(part, "type");
        if (type.empty())
            return builder.refuse("Every content part needs a 'type'.", where);
        if (type == "image_url")
            builder.addImage();
        else
            addTextOf(builder, role, stringField(part, "text"));
    }
}

void readMessage(PromptBuilder &builder, const Json &message, std::size_t index)
{
    const std::string where = "messages[" + std::to_string(index) + "]";
    const std::string_view role = stringField(message, "role");
    if (std::ranges::find(roles, role) == roles.end())
        return builder.refuse("The role of a message must be one of system, developer, user, "
                              "assistant, tool or function.",
                              where + ".role");
    if (role == "user")
        builder.beginUserTurn();
    const auto content = field(message, "content");
    const auto calls = field(message, "tool_calls");
    if (calls)
        builder.addText(std::string_view(std::string(simdjson::minify(*calls))));
    if (!content) {
        if (role != "assistant" && !field(message, "images"))
            builder.refuse("A message needs a 'content'.", where + ".content");
        return;
    }
    simdjson::dom::array parts;
    if (const auto text = asString(*content))
        addTextOf(builder, role, *text);
    else if (content->get(parts) == simdjson::SUCCESS)
        readParts(builder, role, parts, where + ".content");
    else
        builder.refuse("'content' must be a string or a list of parts.", where + ".content");
}

void readMessages(PromptBuilder &builder, const Json &body)
{
    const auto value = field(body, "messages");
    if (!value)
        return builder.refuse("Missing required parameter: 'messages'.", "messages");
    simdjson::dom::array messages;
    if (value->get(messages) != simdjson::SUCCESS)
        return builder.refuse("Invalid type for 'messages': expected a list of objects.",
                              "messages");
    if (messages.size() == 0)
        return builder.refuse("Invalid 'messages': empty list. Expected at least one message.",
                              "messages");
    std::size_t index = 0;
    for (const Json message : messages) {
        readMessage(builder, message, index++);
        if (builder.isRefused())
            return;
    }
}

void readTools(PromptBuilder &builder, const Json &body)
{
    const auto value = field(body, "tools");
    if (!value)
        return;
    simdjson::dom::array tools;
    if (value->get(tools) != simdjson::SUCCESS)
        return builder.refuse("Invalid type for 'tools': expected a list of objects.", "tools");
    for (const Json tool : tools) {
        const auto function = field(tool, "function");
        if (!function)
            continue; // a custom or server tool, which is never called here
        const std::string_view name = stringField(*function, "name");
        if (name.empty())
            return builder.refuse("A function tool needs a 'name'.", "tools");
        builder.offerTool(name, field(*function, "parameters"));
    }
}

void readToolChoice(PromptBuilder &builder, const Json &body)
{
    const auto choice = field(body, "tool_choice");
    if (!choice)
        return;
    if (const auto function = field(*choice, "function"))
        return builder.demandTool(ToolDemand::Named, stringField(*function, "name"));
    const std::string_view word = asString(*choice).value_or("auto");
    if (word == "required")
        builder.demandTool(ToolDemand::Any);
    else if (word == "none")
        builder.demandTool(ToolDemand::None);
}

void readResponseFormat(PromptBuilder &builder, const Json &body)
{
    const auto format = field(body, "response_format");
    if (!format)
        return;
    const std::string_view type = stringField(*format, "type");
    if (type == "json_object")
        return builder.demandJson(std::nullopt);
    if (type != "json_schema")
        return;
    const auto schema = field(*format, "json_schema");
    const auto inner = schema ? field(*schema, "schema") : std::nullopt;
    if (!inner)
        return builder.refuse("Missing required parameter: 'response_format.json_schema.schema'.",
                              "response_format.json_schema.schema");
    builder.demandJson(inner);
}

} // namespace

void readOpenAiChat(PromptBuilder &builder, const Json &body)
{
    readMessages(builder, body);
    builder.readLimit(body, "max_tokens");
    builder.readLimit(body, "max_completion_tokens");
    builder.readStops(body, "stop", mostOpenAiStops);
    builder.checkRange(body, "temperature", 0, 2);
    builder.checkRange(body, "top_p", 0, 1);
    if (const auto choices = field(body, "n"); choices && asInteger(*choices) != 1)
        builder.refuse("The simulated provider gives one choice: 'n' must be 1.", "n");
    readTools(builder, body);
    readToolChoice(builder, body);
    readResponseFormat(builder, body);
}

void readOllama(PromptBuilder &builder, const Json &body)
{
    if (const auto prompt = field(body, "prompt"); prompt && prompt->is_string()) {
        builder.addText(stringField(body, "system"));
        builder.beginUserTurn();
        builder.addUserText(stringField(body, "prompt"));
    } else {
        readMessages(builder, body);
    }
    readTools(builder, body);
    if (const auto options = field(body, "options")) {
        // Ollama takes -1 and -2 for "no limit".
        const auto limit = field(*options, "num_predict");
        if (limit && asInteger(*limit).value_or(0) >= 0)
            builder.readLimit(*options, "num_predict");
        builder.readStops(*options, "stop", mostOllamaStops);
    }
    const auto format = field(body, "format");
    if (format && (format->is_object() || asString(*format) == "json"))
        builder.demandJson(format->is_object() ? format : std::nullopt);
}

} // namespace signalbox::routing::simulate
