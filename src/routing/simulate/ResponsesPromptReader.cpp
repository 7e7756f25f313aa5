// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// OpenAI Responses.
#include "routing/simulate/PromptReader.h"

namespace signalbox::routing::simulate {

namespace {

void readContent(PromptBuilder &builder, std::string_view role, const Json &content)
{
    const auto add = [&](std::string_view text) {
        if (role == "user")
            builder.addUserText(text);
        else
            builder.addText(text);
    };
    if (const auto text = asString(content))
        return add(*text);
    simdjson::dom::array parts;
    if (content.get(parts) != simdjson::SUCCESS)
        return builder.refuse("'content' must be a string or a list of parts.", "input");
    for (const Json part : parts) {
        if (stringField(part, "type") == "input_image")
            builder.addImage();
        else
            add(stringField(part, "text"));
    }
}

void readItem(PromptBuilder &builder, const Json &item)
{
    const std::string_view type = stringField(item, "type");
    if (type == "function_call_output")
        return builder.addToolResult(stringField(item, "output"));
    if (!type.empty() && type != "message")
        return builder.addText(std::string(simdjson::minify(item)));
    const std::string_view role = stringField(item, "role");
    if (role.empty())
        return builder.refuse("A message of 'input' needs a 'role'.", "input");
    if (role == "user")
        builder.beginUserTurn();
    if (const auto content = field(item, "content"))
        readContent(builder, role, *content);
    else
        builder.refuse("A message of 'input' needs a 'content'.", "input");
}

void readInput(PromptBuilder &builder, const Json &body)
{
    const auto input = field(body, "input");
    if (!input)
        return builder.refuse("Missing required parameter: 'input'.", "input");
    if (const auto text = asString(*input))
        return builder.addUserText(*text);
    simdjson::dom::array items;
    if (input->get(items) != simdjson::SUCCESS)
        return builder.refuse("Invalid type for 'input': expected a string or a list of items.",
                              "input");
    if (items.size() == 0)
        return builder.refuse("Invalid 'input': empty list. Expected at least one item.", "input");
    for (const Json item : items)
        readItem(builder, item);
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
        if (stringField(tool, "type") != "function")
            continue; // a server tool, which is never called here
        const std::string_view name = stringField(tool, "name");
        if (name.empty())
            return builder.refuse("Missing required parameter: 'tools[0].name'.", "tools[0].name");
        builder.offerTool(name, field(tool, "parameters"));
    }
}

void readToolChoice(PromptBuilder &builder, const Json &body)
{
    const auto choice = field(body, "tool_choice");
    if (!choice)
        return;
    const auto word = asString(*choice);
    if (word == "required")
        builder.demandTool(ToolDemand::Any);
    else if (word == "none")
        builder.demandTool(ToolDemand::None);
    else if (!word && stringField(*choice, "type") == "function")
        builder.demandTool(ToolDemand::Named, stringField(*choice, "name"));
}

void readTextFormat(PromptBuilder &builder, const Json &body)
{
    const auto text = field(body, "text");
    const auto format = text ? field(*text, "format") : std::nullopt;
    if (!format)
        return;
    const std::string_view type = stringField(*format, "type");
    if (type == "json_object")
        return builder.demandJson(std::nullopt);
    if (type != "json_schema")
        return;
    if (!field(*format, "schema"))
        return builder.refuse("Missing required parameter: 'text.format.schema'.",
                              "text.format.schema");
    builder.demandJson(field(*format, "schema"));
}

} // namespace

void readOpenAiResponses(PromptBuilder &builder, const Json &body)
{
    readInput(builder, body);
    if (const auto instructions = field(body, "instructions"))
        builder.readSystem(*instructions, "text");
    builder.readLimit(body, "max_output_tokens");
    builder.checkRange(body, "temperature", 0, 2);
    builder.checkRange(body, "top_p", 0, 1);
    readTools(builder, body);
    readToolChoice(builder, body);
    readTextFormat(builder, body);
}

} // namespace signalbox::routing::simulate
