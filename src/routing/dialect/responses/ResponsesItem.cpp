// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesItem.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/responses/ResponsesOpaque.h"

namespace signalbox::routing {

namespace {

std::string paragraphs(const std::vector<Json> &parts)
{
    std::string text;
    for (const Json &part : parts) {
        const std::string_view piece = stringField(part, "text");
        if (!text.empty() && !piece.empty())
            text += "\n\n";
        text += piece;
    }
    return text;
}

/// Most providers write arguments as a string; a few as the object itself.
std::string argumentsText(const Json &item, std::string_view key)
{
    const auto value = field(item, key);
    if (!value)
        return {};
    if (const auto text = asString(*value))
        return std::string(*text);
    return jsonText(*value);
}

} // namespace

bool isCallType(std::string_view type)
{
    return type == "function_call" || type == "custom_tool_call";
}

ToolCallPart callOfItem(const Json &item)
{
    ToolCallPart call;
    call.isFreeForm = stringField(item, "type") == "custom_tool_call";
    const std::string_view argumentsKey = call.isFreeForm ? "input" : "arguments";
    call.id = stringField(item, "call_id");
    if (call.id.empty())
        call.id = stringField(item, "id");
    call.name = stringField(item, "name");
    call.argumentsJson = argumentsText(item, argumentsKey);
    call.notes.rest = restOf(
        item, {"type", "id", "call_id", "name", "status", argumentsKey, "output_index", "item_id"});
    return call;
}

ReasoningPart reasoningOfItem(const Json &item)
{
    ReasoningPart part;
    readEncryptedContent(stringField(item, "encrypted_content"), part);
    part.id = stringField(item, "id");
    const std::string summary = paragraphs(arrayField(item, "summary"));
    part.text = paragraphs(arrayField(item, "content"));
    if (part.text.empty()) {
        part.text = summary;
        part.isSummary = !summary.empty();
    } else if (!summary.empty()) {
        part.notes.rest.emplace_back("summary", jsonField(item, "summary"));
    }
    return part;
}

OtherPart otherOfItem(const Json &item)
{
    OtherPart other;
    other.dialect = models::ClientDialect::OpenAiResponses;
    other.kind = stringField(item, "type");
    other.json = jsonText(item);
    return other;
}

Part partOfContent(const Json &content)
{
    const std::string_view type = stringField(content, "type");
    if (type == "refusal")
        return RefusalPart{.text = std::string(stringField(content, "refusal"))};
    if (type != "output_text" && type != "text")
        return otherOfItem(content);
    TextPart text{.text = std::string(stringField(content, "text"))};
    if (!arrayField(content, "annotations").empty())
        text.notes.rest.emplace_back("annotations", jsonField(content, "annotations"));
    return text;
}

std::vector<Part> partsOfItem(const Json &item)
{
    const std::string_view type = stringField(item, "type");
    if (isCallType(type))
        return {callOfItem(item)};
    if (type == "reasoning")
        return {reasoningOfItem(item)};
    if (type != "message")
        return {otherOfItem(item)};
    std::vector<Part> parts;
    for (const Json &content : arrayField(item, "content"))
        parts.push_back(partOfContent(content));
    return parts;
}

std::string wrappedLogprobs(const Json &list)
{
    return asArray(list).empty() ? std::string() : "{\"content\":" + jsonText(list) + "}";
}

} // namespace signalbox::routing
