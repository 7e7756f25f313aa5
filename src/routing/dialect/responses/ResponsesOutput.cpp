// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesOutput.h"

#include "routing/json/JsonWriter.h"

namespace signalbox::routing::responses {

namespace {

std::string_view orEmptyList(std::string_view json)
{
    return json.empty() ? "[]" : json;
}

} // namespace

std::string textPart(const OutputText &text)
{
    std::string json;
    JsonWriter(json)
        .beginObject()
        .text("type", "output_text")
        .json("annotations", orEmptyList(text.annotationsJson))
        .json("logprobs", orEmptyList(text.logprobsJson))
        .text("text", text.text)
        .endObject();
    return json;
}

std::string refusalPart(std::string_view text)
{
    std::string json;
    JsonWriter(json).beginObject().text("type", "refusal").text("refusal", text).endObject();
    return json;
}

std::string messageItem(std::string_view id, std::string_view status, std::string_view content)
{
    std::string json;
    JsonWriter(json)
        .beginObject()
        .text("id", id)
        .text("type", "message")
        .text("status", status)
        .json("content", std::string("[").append(content).append("]"))
        .text("role", "assistant")
        .endObject();
    return json;
}

std::string callItem(const OutputCall &call, std::string_view status)
{
    std::string json;
    JsonWriter(json)
        .beginObject()
        .text("id", call.id)
        .text("type", call.isFreeForm ? "custom_tool_call" : "function_call")
        .text("status", status)
        .text(std::string_view(call.isFreeForm ? "input" : "arguments"), call.arguments)
        .text("call_id", call.callId)
        .text("name", call.name)
        .endObject();
    return json;
}

std::string summaryPart(std::string_view text)
{
    std::string json;
    JsonWriter(json).beginObject().text("type", "summary_text").text("text", text).endObject();
    return json;
}

std::string reasoningItem(std::string_view id, std::string_view text, std::string_view encrypted)
{
    std::string json;
    JsonWriter out(json);
    out.beginObject().text("id", id).text("type", "reasoning").beginArray("summary");
    if (!text.empty())
        out.json(summaryPart(text));
    out.endArray().textIfAny("encrypted_content", encrypted).endObject();
    return json;
}

std::string imageItem(std::string_view id, const MediaPart &image)
{
    std::string json;
    JsonWriter(json)
        .beginObject()
        .text("id", id)
        .text("type", "image_generation_call")
        .text("status", "completed")
        .text("result", image.base64)
        .endObject();
    return json;
}

} // namespace signalbox::routing::responses
