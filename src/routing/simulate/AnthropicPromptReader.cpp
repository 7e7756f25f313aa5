// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/PromptReader.h"

namespace signalbox::routing::simulate {

namespace {

constexpr std::size_t mostStops = 8191;

std::string toolResultText(const Json &block)
{
    const auto content = field(block, "content");
    return content ? std::string(simdjson::minify(*content)) : std::string();
}

void readBlock(PromptBuilder &builder, std::string_view role, const Json &block)
{
    const std::string_view type = stringField(block, "type");
    if (type == "tool_result")
        builder.addToolResult(toolResultText(block));
    else if (type == "image" || type == "document")
        builder.addImage();
    else if (type == "text" && role == "user")
        builder.addUserText(stringField(block, "text"));
    else
        builder.addText(std::string(simdjson::minify(block)));
}

void readMessage(PromptBuilder &builder, const Json &message, std::size_t index)
{
    const std::string where = "messages." + std::to_string(index);
    const std::string_view role = stringField(message, "role");
    if (role != "user" && role != "assistant" && role != "system")
        return builder.refuse(where + ".role: Input should be 'user' or 'assistant'", where);
    if (role == "user")
        builder.beginUserTurn();
    const auto content = field(message, "content");
    if (!content)
        return builder.refuse(where + ".content: Field required", where);
    simdjson::dom::array blocks;
    if (const auto text = asString(*content)) {
        if (role == "user")
            builder.addUserText(*text);
        else
            builder.addText(*text);
        return;
    }
    if (content->get(blocks) != simdjson::SUCCESS)
        return builder.refuse(where + ".content: Input should be a valid list", where);
    for (const Json block : blocks) {
        if (stringField(block, "type").empty())
            return builder.refuse(where + ".content: Every block needs a type", where);
        readBlock(builder, role, block);
    }
}

void readMessages(PromptBuilder &builder, const Json &body)
{
    const auto value = field(body, "messages");
    if (!value)
        return builder.refuse("messages: Field required", "messages");
    simdjson::dom::array messages;
    if (value->get(messages) != simdjson::SUCCESS)
        return builder.refuse("messages: Input should be a valid list", "messages");
    if (messages.size() == 0)
        return builder.refuse("messages: at least one message is required", "messages");
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
        return builder.refuse("tools: Input should be a valid list", "tools");
    for (const Json tool : tools) {
        const std::string_view name = stringField(tool, "name");
        if (name.empty())
            return builder.refuse("tools.0.name: Field required", "tools");
        if (const auto schema = field(tool, "input_schema"))
            builder.offerTool(name, schema);
    }
}

void readToolChoice(PromptBuilder &builder, const Json &body)
{
    const auto choice = field(body, "tool_choice");
    if (!choice)
        return;
    const std::string_view type = stringField(*choice, "type");
    if (type == "any")
        builder.demandTool(ToolDemand::Any);
    else if (type == "tool")
        builder.demandTool(ToolDemand::Named, stringField(*choice, "name"));
    else if (type == "none")
        builder.demandTool(ToolDemand::None);
    else if (type != "auto")
        builder.refuse("tool_choice.type: Input should be 'auto', 'any', 'tool' or 'none'",
                       "tool_choice");
}

void readOutputFormat(PromptBuilder &builder, const Json &body)
{
    const auto config = field(body, "output_config");
    auto format = config ? field(*config, "format") : std::nullopt;
    if (!format)
        format = field(body, "output_format"); // the older beta
    if (format && stringField(*format, "type") == "json_schema")
        builder.demandJson(field(*format, "schema"));
}

} // namespace

void readAnthropic(PromptBuilder &builder, const Json &body, PromptPurpose purpose)
{
    readMessages(builder, body);
    if (const auto system = field(body, "system"))
        builder.readSystem(*system, "text");
    readTools(builder, body);
    if (purpose == PromptPurpose::Count)
        return;
    if (!field(body, "max_tokens"))
        builder.refuse("max_tokens: Field required", "max_tokens");
    builder.readLimit(body, "max_tokens");
    builder.readStops(body, "stop_sequences", mostStops);
    builder.checkRange(body, "temperature", 0, 1);
    readToolChoice(builder, body);
    readOutputFormat(builder, body);
}

} // namespace signalbox::routing::simulate
