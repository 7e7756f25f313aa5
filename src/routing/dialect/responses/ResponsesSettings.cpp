// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesSettings.h"

#include <algorithm>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

constexpr std::string_view emptySchema = R"({"type":"object","properties":{}})";

/// Writes the fields of the rest that stand inside \a object: `text.verbosity`.
void writeInner(JsonWriter &out, const Conversation &conversation, std::string_view object)
{
    if (conversation.dialect != ClientDialect::OpenAiResponses)
        return;
    for (const auto &[name, json] : conversation.rest) {
        const std::string_view key = name;
        if (key.starts_with(object))
            out.json(key.substr(object.size()), json);
    }
}

/// A tool by name: which kind it is stands with the tools.
void writeToolName(JsonWriter &out, const Conversation &conversation, const std::string &name)
{
    const auto found = std::ranges::find_if(conversation.tools, [&name](const Tool &tool) {
        return tool.name == name || (tool.name.empty() && tool.otherKind == name);
    });
    const bool isOther = found != conversation.tools.end() && !found->otherKind.empty();
    out.beginObject();
    if (isOther && found->otherKind != "custom")
        out.text("type", found->otherKind).endObject();
    else
        out.text("type", isOther ? "custom" : "function").text("name", name).endObject();
}

void writeFormat(JsonWriter &out, const AnswerFormat &format)
{
    out.beginObject();
    switch (format.kind) {
    case AnswerFormat::Kind::Text:
        out.text("type", "text");
        break;
    case AnswerFormat::Kind::JsonObject:
        out.text("type", "json_object");
        break;
    case AnswerFormat::Kind::JsonSchema:
        out.text("type", "json_schema")
            .text("name", format.name.empty() ? "answer" : format.name)
            .textIfAny("description", format.description)
            .json("schema", format.schemaJson.empty() ? emptySchema : format.schemaJson)
            .booleanIfAny("strict", format.strict);
        break;
    }
    out.endObject();
}

} // namespace

bool isResponsesTool(const Conversation &conversation, const Tool &tool)
{
    return tool.otherKind.empty() || conversation.dialect == ClientDialect::OpenAiResponses;
}

void writeResponsesTool(JsonWriter &out, const Conversation &conversation, const Tool &tool)
{
    if (!tool.otherKind.empty()) {
        out.json(tool.otherJson);
        return;
    }
    const bool isOwn = conversation.dialect == ClientDialect::OpenAiResponses;
    out.beginObject().text("type", "function").text("name", tool.name);
    out.textIfAny("description", tool.description)
        .json("parameters", tool.schemaJson.empty() ? emptySchema : tool.schemaJson);
    // Strict unless it is said here, and nowhere else.
    if (tool.strict || !isOwn)
        out.boolean("strict", tool.strict.value_or(false));
    if (isOwn) {
        for (const auto &[name, json] : tool.rest)
            out.json(name, json);
    }
    out.endObject();
}

void writeResponsesToolChoice(JsonWriter &out, const Conversation &conversation)
{
    using Mode = ToolChoice::Mode;
    const ToolChoice &choice = conversation.toolChoice;
    if (const std::string_view own = responsesRest(conversation, "tool_choice"); !own.empty()) {
        out.json(own);
        return;
    }
    switch (choice.mode) {
    case Mode::Unset:
        return;
    case Mode::Auto:
        out.text("auto");
        return;
    case Mode::None:
        out.text("none");
        return;
    case Mode::Any:
        out.text("required");
        return;
    case Mode::Named:
        writeToolName(out, conversation,
                      choice.names.empty() ? std::string() : choice.names.front());
        return;
    case Mode::AnyOf:
    case Mode::AutoOf:
        out.beginObject().text("type", "allowed_tools");
        out.text("mode", choice.mode == Mode::AnyOf ? "required" : "auto").beginArray("tools");
        for (const std::string &name : choice.names)
            writeToolName(out, conversation, name);
        out.endArray().endObject();
        return;
    }
}

std::string responsesText(const Conversation &conversation)
{
    std::string text;
    JsonWriter out(text);
    out.beginObject();
    if (conversation.format.kind != AnswerFormat::Kind::Text) {
        out.key("format");
        writeFormat(out, conversation.format);
    }
    writeInner(out, conversation, "text.");
    // Chat completions have it at the top.
    if (conversation.dialect == ClientDialect::OpenAiChat) {
        const auto &rest = conversation.rest;
        const auto found = std::ranges::find(rest, "verbosity", &RestFields::value_type::first);
        if (found != rest.end())
            out.json("verbosity", found->second);
    }
    out.endObject();
    return text;
}

void writeResponsesReasoning(JsonWriter &out, const Conversation &conversation,
                             std::string_view effort, std::string_view summary)
{
    out.textIfAny("effort", effort).textIfAny("summary", summary);
    writeInner(out, conversation, "reasoning.");
}

std::string_view responsesRest(const Conversation &conversation, std::string_view name)
{
    if (conversation.dialect != ClientDialect::OpenAiResponses)
        return {};
    const auto found = std::ranges::find(conversation.rest, name, &RestFields::value_type::first);
    return found == conversation.rest.end() ? std::string_view() : found->second;
}

bool isFreeFormTool(const Conversation &conversation, std::string_view name)
{
    return std::ranges::any_of(conversation.tools, [name](const Tool &tool) {
        return tool.otherKind == "custom" && tool.name == name;
    });
}

} // namespace signalbox::routing
