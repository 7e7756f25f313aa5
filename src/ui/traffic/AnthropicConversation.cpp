// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/ConversationJson.h"

namespace signalbox::ui {

using Kind = ConversationPart::Kind;

namespace {

const auto typeField = QLatin1String("type");
const auto textField = QLatin1String("text");
const auto thinkingField = QLatin1String("thinking");
const auto toolUse = QLatin1String("tool_use");

QString resultText(const QJsonValue &content)
{
    QString text;
    for (const auto element : content.toArray())
        text += element.toObject().value(textField).toString();
    return text.isEmpty() ? jsonText(content) : text;
}

ConversationPart readBlock(const QJsonObject &block)
{
    const QString type = block.value(typeField).toString();
    if (type == textField)
        return textPart(block.value(textField).toString());
    if (type == thinkingField)
        return {.kind = Kind::Reasoning, .name = {}, .text = block.value(thinkingField).toString()};
    if (type == toolUse)
        return {.kind = Kind::ToolCall,
                .name = block.value(QLatin1String("name")).toString(),
                .text = jsonText(block.value(QLatin1String("input")))};
    if (type == QLatin1String("tool_result"))
        return {.kind = Kind::ToolResult,
                .name = block.value(QLatin1String("tool_use_id")).toString(),
                .text = resultText(block.value(QLatin1String("content")))};
    return {.kind = Kind::Media, .name = {}, .text = type};
}

ConversationMessage readMessage(const QString &role, const QJsonValue &content)
{
    ConversationMessage message{.role = role, .parts = {}};
    if (content.isString())
        message.parts.append(textPart(content.toString()));
    for (const auto element : content.toArray())
        message.parts.append(readBlock(element.toObject()));
    return message;
}

void addDelta(ConversationMessage &message, const QJsonObject &delta)
{
    if (message.parts.isEmpty())
        return;
    QString &text = message.parts.last().text;
    text += delta.value(textField).toString();
    text += delta.value(thinkingField).toString();
    text += delta.value(QLatin1String("partial_json")).toString();
}

} // namespace

Conversation readAnthropicRequest(const QJsonObject &request)
{
    Conversation conversation;
    const QJsonValue system = request.value(QLatin1String("system"));
    if (!system.isUndefined() && !system.isNull())
        conversation.append(readMessage(QStringLiteral("system"), system));
    for (const auto element : request.value(QLatin1String("messages")).toArray()) {
        const QJsonObject message = element.toObject();
        conversation.append(readMessage(message.value(QLatin1String("role")).toString(),
                                        message.value(QLatin1String("content"))));
    }
    return conversation;
}

Conversation readAnthropicResponse(const QList<QJsonObject> &objects)
{
    ConversationMessage message{.role = QStringLiteral("assistant"), .parts = {}};
    for (const QJsonObject &object : objects) {
        const QString type = object.value(typeField).toString();
        if (type == QLatin1String("content_block_start")) {
            ConversationPart part =
                readBlock(object.value(QLatin1String("content_block")).toObject());
            // The input of a tool comes as deltas; an empty object stands in for it here.
            if (part.kind == Kind::ToolCall)
                part.text.clear();
            message.parts.append(part);
        } else if (type == QLatin1String("content_block_delta")) {
            addDelta(message, object.value(QLatin1String("delta")).toObject());
        } else if (object.contains(QLatin1String("content"))) {
            return {readMessage(message.role, object.value(QLatin1String("content")))};
        }
    }
    return message.parts.isEmpty() ? Conversation() : Conversation{message};
}

} // namespace signalbox::ui
