// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/ConversationJson.h"

namespace signalbox::ui {

using Kind = ConversationPart::Kind;

namespace {

const auto functionCall = QLatin1String("functionCall");
const auto functionResponse = QLatin1String("functionResponse");

void addPart(ConversationMessage &message, const QJsonObject &part)
{
    const QString text = part.value(QLatin1String("text")).toString();
    if (!text.isEmpty()) {
        const bool isThought = part.value(QLatin1String("thought")).toBool();
        appendText(message, isThought ? Kind::Reasoning : Kind::Text, text);
    } else if (part.contains(functionCall)) {
        const QJsonObject call = part.value(functionCall).toObject();
        message.parts.append({.kind = Kind::ToolCall,
                              .name = call.value(QLatin1String("name")).toString(),
                              .text = jsonText(call.value(QLatin1String("args")))});
    } else if (part.contains(functionResponse)) {
        const QJsonObject answer = part.value(functionResponse).toObject();
        message.parts.append({.kind = Kind::ToolResult,
                              .name = answer.value(QLatin1String("name")).toString(),
                              .text = jsonText(answer.value(QLatin1String("response")))});
    } else if (part.contains(QLatin1String("inlineData"))) {
        const QJsonObject data = part.value(QLatin1String("inlineData")).toObject();
        message.parts.append({.kind = Kind::Media,
                              .name = {},
                              .text = data.value(QLatin1String("mimeType")).toString()});
    }
}

ConversationMessage readContent(const QJsonObject &content, const QString &role)
{
    ConversationMessage message{.role = role, .parts = {}};
    for (const auto element : content.value(QLatin1String("parts")).toArray())
        addPart(message, element.toObject());
    return message;
}

} // namespace

Conversation readGeminiRequest(const QJsonObject &request)
{
    Conversation conversation;
    // The API takes both spellings.
    for (const auto name :
         {QLatin1String("systemInstruction"), QLatin1String("system_instruction")}) {
        if (request.contains(name))
            conversation.append(
                readContent(request.value(name).toObject(), QStringLiteral("system")));
    }
    for (const auto element : request.value(QLatin1String("contents")).toArray()) {
        const QJsonObject content = element.toObject();
        const QString role = content.value(QLatin1String("role")).toString();
        conversation.append(readContent(content, role.isEmpty() ? QStringLiteral("user") : role));
    }
    return conversation;
}

Conversation readGeminiResponse(const QList<QJsonObject> &objects)
{
    ConversationMessage message{.role = QStringLiteral("model"), .parts = {}};
    for (const QJsonObject &object : objects) {
        const QJsonObject candidate =
            object.value(QLatin1String("candidates")).toArray().at(0).toObject();
        const QJsonObject content = candidate.value(QLatin1String("content")).toObject();
        for (const auto element : content.value(QLatin1String("parts")).toArray())
            addPart(message, element.toObject());
    }
    return message.parts.isEmpty() ? Conversation() : Conversation{message};
}

} // namespace signalbox::ui
