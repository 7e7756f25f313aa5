// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/PromptReader.h"

namespace signalbox::routing::simulate {

namespace {

constexpr std::size_t mostStops = 5;

/// Gemini takes both spellings of a name, and its clients use both.
std::optional<Json> either(const Json &object, std::string_view camel, std::string_view snake)
{
    const auto value = field(object, camel);
    return value ? value : field(object, snake);
}

void readPart(PromptBuilder &builder, bool fromUser, const Json &part)
{
    if (either(part, "functionResponse", "function_response"))
        builder.addToolResult(std::string(simdjson::minify(part)));
    else if (either(part, "inlineData", "inline_data") || either(part, "fileData", "file_data"))
        builder.addImage();
    else if (fromUser)
        builder.addUserText(stringField(part, "text"));
    else
        builder.addText(std::string(simdjson::minify(part)));
}

void readContent(PromptBuilder &builder, const Json &content)
{
    const std::string_view role = stringField(content, "role");
    if (!role.empty() && role != "user" && role != "model" && role != "function")
        return builder.refuse("Please use a valid role: user, model.", "contents.role");
    const auto value = field(content, "parts");
    simdjson::dom::array parts;
    if (!value || value->get(parts) != simdjson::SUCCESS || parts.size() == 0)
        return builder.refuse("contents.parts must not be empty.", "contents.parts");
    const bool fromUser = role != "model";
    if (fromUser)
        builder.beginUserTurn();
    for (const Json part : parts)
        readPart(builder, fromUser, part);
}

void readContents(PromptBuilder &builder, const Json &body)
{
    const auto value = field(body, "contents");
    simdjson::dom::array contents;
    if (!value)
        return builder.refuse("contents is not specified", "contents");
    if (value->get(contents) != simdjson::SUCCESS)
        return builder.refuse("Invalid value at 'contents': expected a list.", "contents");
    if (contents.size() == 0)
        return builder.refuse("contents is not specified", "contents");
    for (const Json content : contents)
        readContent(builder, content);
}

void readTools(PromptBuilder &builder, const Json &body)
{
    const auto value = field(body, "tools");
    simdjson::dom::array tools;
    if (!value || value->get(tools) != simdjson::SUCCESS)
        return;
    for (const Json tool : tools) {
        const auto list = either(tool, "functionDeclarations", "function_declarations");
        simdjson::dom::array functions;
        if (!list || list->get(functions) != simdjson::SUCCESS)
            continue; // a server tool, which is never called here
        for (const Json function : functions) {
            const auto schema = field(function, "parameters");
            builder.offerTool(
                stringField(function, "name"),
                schema ? schema
                       : either(function, "parametersJsonSchema", "parameters_json_schema"));
        }
    }
}

void readToolChoice(PromptBuilder &builder, const Json &body)
{
    const auto config = either(body, "toolConfig", "tool_config");
    const auto calling =
        config ? either(*config, "functionCallingConfig", "function_calling_config") : std::nullopt;
    if (!calling)
        return;
    const std::string_view mode = stringField(*calling, "mode");
    if (mode == "NONE")
        return builder.demandTool(ToolDemand::None);
    if (mode != "ANY")
        return;
    const auto allowed = either(*calling, "allowedFunctionNames", "allowed_function_names");
    Json first;
    if (allowed && allowed->at(0).get(first) == simdjson::SUCCESS)
        builder.demandTool(ToolDemand::Named, asString(first).value_or(std::string_view()));
    else
        builder.demandTool(ToolDemand::Any);
}

void readGenerationConfig(PromptBuilder &builder, const Json &body)
{
    const auto config = either(body, "generationConfig", "generation_config");
    if (!config)
        return;
    builder.readLimit(*config, "maxOutputTokens");
    builder.readLimit(*config, "max_output_tokens");
    builder.readStops(*config, "stopSequences", mostStops);
    builder.readStops(*config, "stop_sequences", mostStops);
    builder.checkRange(*config, "temperature", 0, 2);
    const auto mime = either(*config, "responseMimeType", "response_mime_type");
    auto schema = either(*config, "responseSchema", "response_schema");
    if (!schema)
        schema = either(*config, "responseJsonSchema", "response_json_schema");
    if (schema || (mime && asString(*mime) == "application/json"))
        builder.demandJson(schema);
}

} // namespace

void readGemini(PromptBuilder &builder, const Json &body)
{
    // countTokens may wrap the whole request.
    const Json request =
        either(body, "generateContentRequest", "generate_content_request").value_or(body);
    readContents(builder, request);
    if (const auto system = either(request, "systemInstruction", "system_instruction")) {
        if (const auto parts = field(*system, "parts"))
            builder.readSystem(*parts, "text");
    }
    readTools(builder, request);
    readToolChoice(builder, request);
    readGenerationConfig(builder, request);
}

} // namespace signalbox::routing::simulate
