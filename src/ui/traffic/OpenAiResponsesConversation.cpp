// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/ConversationJson.h"

namespace signalbox::ui {

using Kind = ConversationPart::Kind;

namespace {

const auto assistantRole = QLatin1String("assistant");
const auto toolRole = QLatin1String("tool");

void addContent(ConversationMessage &message, const QJsonValue &content)
{
    if (content.isString()) {
        message.parts.append(textPart(content.toString()));
        return;
    }
    for (const auto element : content.toArray()) {
        const QJsonObject part = element.toObject();
        const QString type = part.value(QLatin1String("type")).toString();
        if (part.contains(QLatin1String("text")))
            message.parts.append(textPart(part.value(QLatin1String("text")).toString()));
        else if (type == QLatin1String("refusal"))
            message.parts.append(textPart(part.value(type).toString()));
        else
            message.parts.append({.kind = Kind::Media, .name = {}, .text = type});
    }
}

/// One item of `input` or `output`.
ConversationMessage readItem(const QJsonObject &item)
{
    const QString type = item.value(QLatin1String("type")).toString();
    ConversationMessage message;
    if (type == QLatin1String("function_call")) {
        message.role = assistantRole;
        message.parts.append({.kind = Kind::ToolCall,
                              .name = item.value(QLatin1String("name")).toString(),
                              .text = item.value(QLatin1String("arguments")).toString()});
    } else if (type == QLatin1String("function_call_output")) {
        message.role = toolRole;
        message.parts.append({.kind = Kind::ToolResult,
                              .name = item.value(QLatin1String("call_id")).toString(),
                              .text = jsonText(item.value(QLatin1String("output")))});
    } else if (type == QLatin1String("reasoning")) {
        message.role = assistantRole;
        for (const auto element : item.value(QLatin1String("summary")).toArray())
            appendText(message, Kind::Reasoning,
                       element.toObject().value(QLatin1String("text")).toString());
    } else {
        message.role = item.value(QLatin1String("role")).toString();
        addContent(message, item.value(QLatin1String("content")));
        if (message.parts.isEmpty() && !type.isEmpty())
            message.parts.append({.kind = Kind::Media, .name = {}, .text = type});
    }
    return message;
}

/// What the deltas of a stream that has no completed event add up to.
Conversation readDeltas(const QList<QJsonObject> &events)
{
    ConversationMessage message{.role = assistantRole, .parts = {}};
    for (const QJsonObject &event : events) {
        const QString type = event.value(QLatin1String("type")).toString();
        const QString delta = event.value(QLatin1String("delta")).toString();
        if (type == QLatin1String("response.output_text.delta"))
            appendText(message, Kind::Text, delta);
        else if (type == QLatin1String("response.reasoning_summary_text.delta"))
            appendText(message, Kind::Reasoning, delta);
        else if (type == QLatin1String("response.function_call_arguments.delta"))
            appendText(message, Kind::ToolCall, delta);
    }
    return message.parts.isEmpty() ? Conversation() : Conversation{message};
}

Conversation readOutput(const QJsonObject &response)
{
    Conversation conversation;
    for (const auto element : response.value(QLatin1String("output")).toArray()) {
        const ConversationMessage message = readItem(element.toObject());
        if (!message.parts.isEmpty())
            conversation.append(message);
    }
    return conversation;
}

} // namespace

Conversation readOpenAiResponsesRequest(const QJsonObject &request)
{
    Conversation conversation;
    const QString instructions = request.value(QLatin1String("instructions")).toString();
    if (!instructions.isEmpty())
        conversation.append({.role = QStringLiteral("system"), .parts = {textPart(instructions)}});
    const QJsonValue input = request.value(QLatin1String("input"));
    if (input.isString())
        conversation.append(
            {.role = QStringLiteral("user"), .parts = {textPart(input.toString())}});
    for (const auto element : input.toArray())
        conversation.append(readItem(element.toObject()));
    return conversation;
}

Conversation readOpenAiResponsesResponse(const QList<QJsonObject> &objects)
{
    // The last event of a whole stream carries the response as a plain answer would.
    for (auto object = objects.crbegin(); object != objects.crend(); ++object) {
        const QJsonObject response = object->contains(QLatin1String("output"))
            ? *object
            : object->value(QLatin1String("response")).toObject();
        Conversation conversation = readOutput(response);
        if (!conversation.isEmpty())
            return conversation;
    }
    return readDeltas(objects);
}

} // namespace signalbox::ui
