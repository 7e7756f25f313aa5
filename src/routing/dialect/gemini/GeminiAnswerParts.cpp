// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiAnswerParts.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/gemini/GeminiRequestReader.h"

#include <algorithm>

namespace signalbox::routing {

using models::TokenUsage;

void writeGeminiText(JsonWriter &writer, std::string_view text, IsThought isThought,
                     std::string_view signature)
{
    writer.beginObject().text("text", text);
    if (isThought == IsThought::Yes)
        writer.boolean("thought", true);
    writer.textIfAny("thoughtSignature", signature).endObject();
}

void writeGeminiCall(JsonWriter &writer, const ToolCallPart &call)
{
    writer.beginObject("functionCall");
    if (!isMadeUpGeminiId(call.id))
        writer.textIfAny("id", call.id);
    writer.text("name", call.name).json("args", argumentsObject(call.argumentsJson));
    writeGeminiRest(writer, call.notes.rest, "functionCall.");
    writer.endObject();
    writer.textIfAny("thoughtSignature", call.signature);
}

void writeGeminiMedia(JsonWriter &writer, const MediaPart &media, std::string_view mimeType)
{
    const std::string_view kind = media.base64.empty() ? "fileData" : "inlineData";
    writer.beginObject(kind).textIfAny("mimeType", mimeType);
    if (media.base64.empty())
        writer.text("fileUri", media.url.empty() ? media.fileId : media.url);
    else
        writer.text("data", media.base64);
    writeGeminiRest(writer, media.notes.rest, std::string(kind) + ".");
    writer.endObject();
}

void writeGeminiRest(JsonWriter &writer, const RestFields &rest, std::string_view prefix)
{
    for (const auto &[name, json] : rest) {
        const std::string_view tail =
            std::string_view(name).substr(std::min(prefix.size(), name.size()));
        if (name.starts_with(prefix) && tail.find('.') == std::string_view::npos)
            writer.json(tail, json);
    }
}

void writeGeminiUsage(JsonWriter &writer, const TokenUsage &usage)
{
    if (!usage.isKnown())
        return;
    const auto count = [&](std::string_view name, qint64 tokens) {
        if (tokens != TokenUsage::unknown)
            writer.integer(name, tokens);
    };
    writer.beginObject("usageMetadata");
    count("promptTokenCount", usage.input);
    if (usage.output != TokenUsage::unknown)
        count("candidatesTokenCount", usage.output - std::max<qint64>(usage.reasoning, 0));
    count("totalTokenCount", usage.total());
    if (usage.cachedInput > 0)
        count("cachedContentTokenCount", usage.cachedInput);
    if (usage.reasoning > 0)
        count("thoughtsTokenCount", usage.reasoning);
    writer.endObject();
}

} // namespace signalbox::routing
