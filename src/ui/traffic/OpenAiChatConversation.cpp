// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/ConversationJson.h"

#include <algorithm>

namespace signalbox::ui {

using Kind = ConversationPart::Kind;

namespace {

const auto assistantRole = QLatin1String("assistant");

void addContent(ConversationMessage &message, const QJsonValue &content)
{
    if (content.isString()) {
        appendText(message, Kind::Text, content.toString());
        return;
    }
    for (const auto element : content.toArray()) {
        const QJsonObject part = element.toObject();
        const QString type = part.value(QLatin1String("type")).toString();
        const QString text = part.value(QLatin1String("text")).toString();
        if (!text.isEmpty())
            message.parts.append(textPart(text));
        else if (type == QLatin1String("refusal"))
            message.parts.append(textPart(part.value(type).toString()));
        else
            message.parts.append({.kind = Kind::Media, .name = {}, .text = type});
    }
}

void addToolCalls(ConversationMessage &message, const QJsonArray &calls)
{
    for (const auto element : calls) {
        const QJsonObject function = element.toObject().value(QLatin1String("function")).toObject();
        message.parts.append({.kind = Kind::ToolCall,
                              .name = function.value(QLatin1String("name")).toString(),
                              .text = jsonText(function.value(QLatin1String("arguments")))});
    }
}

ConversationMessage readMessage(const QJsonObject &json)
{
    ConversationMessage message;
    message.role = json.value(QLatin1String("role")).toString();
    appendText(message, Kind::Reasoning, json.value(QLatin1String("reasoning_content")).toString());
    if (message.role == QLatin1String("tool")) {
        message.parts.append({.kind = Kind::ToolResult,
                              .name = json.value(QLatin1String("tool_call_id")).toString(),
                              .text = jsonText(json.value(QLatin1String("content")))});
        return message;
    }
    addContent(message, json.value(QLatin1String("content")));
    appendText(message, Kind::Text, json.value(QLatin1String("refusal")).toString());
    addToolCalls(message, json.value(QLatin1String("tool_calls")).toArray());
    return message;
}

/// Puts the deltas of one choice together.
class ChoiceBuilder final
{
public:
    void add(const QJsonObject &delta)
    {
        appendText(m_message, Kind::Reasoning,
                   delta.value(QLatin1String("reasoning_content")).toString());
        appendText(m_message, Kind::Text, delta.value(QLatin1String("content")).toString());
        appendText(m_message, Kind::Text, delta.value(QLatin1String("refusal")).toString());
        for (const auto element : delta.value(QLatin1String("tool_calls")).toArray())
            addCall(element.toObject());
    }

    [[nodiscard]] ConversationMessage message() const
    {
        ConversationMessage whole = m_message;
        whole.role = assistantRole;
        whole.parts += m_calls;
        return whole;
    }

private:
    void addCall(const QJsonObject &call)
    {
        constexpr int mostCalls = 256; // an index is untrusted
        const int index = call.value(QLatin1String("index")).toInt();
        if (index < 0 || index >= mostCalls)
            return;
        while (m_calls.size() <= index)
            m_calls.append({.kind = Kind::ToolCall, .name = {}, .text = {}});
        const QJsonObject function = call.value(QLatin1String("function")).toObject();
        m_calls[index].name += function.value(QLatin1String("name")).toString();
        m_calls[index].text += function.value(QLatin1String("arguments")).toString();
    }

    ConversationMessage m_message;
    QList<ConversationPart> m_calls;
};

} // namespace

Conversation readOpenAiChatRequest(const QJsonObject &request)
{
    Conversation conversation;
    for (const auto element : request.value(QLatin1String("messages")).toArray())
        conversation.append(readMessage(element.toObject()));
    return conversation;
}

Conversation readOpenAiChatResponse(const QList<QJsonObject> &objects)
{
    Conversation conversation;
    ChoiceBuilder streamed;
    bool isStream = false;
    for (const QJsonObject &object : objects) {
        for (const auto element : object.value(QLatin1String("choices")).toArray()) {
            const QJsonObject choice = element.toObject();
            const QJsonValue delta = choice.value(QLatin1String("delta"));
            if (!delta.isObject()) {
                conversation.append(readMessage(choice.value(QLatin1String("message")).toObject()));
            } else if (choice.value(QLatin1String("index")).toInt() == 0) {
                isStream = true;
                streamed.add(delta.toObject());
            }
        }
    }
    if (isStream)
        conversation.append(streamed.message());
    return conversation;
}

Conversation readOllamaRequest(const QJsonObject &request)
{
    Conversation conversation = readOpenAiChatRequest(request);
    const auto addTurn = [&](const char *role, const char *field) {
        ConversationMessage turn{.role = QLatin1String(role), .parts = {}};
        appendText(turn, Kind::Text, request.value(QLatin1String(field)).toString());
        if (!turn.parts.isEmpty())
            conversation.append(turn);
    };
    addTurn("system", "system");
    addTurn("user", "prompt");
    return conversation;
}

Conversation readOllamaResponse(const QList<QJsonObject> &objects)
{
    ConversationMessage whole{.role = assistantRole, .parts = {}};
    for (const QJsonObject &object : objects) {
        const QJsonObject message = object.value(QLatin1String("message")).toObject();
        appendText(whole, Kind::Reasoning, message.value(QLatin1String("thinking")).toString());
        appendText(whole, Kind::Text, message.value(QLatin1String("content")).toString());
        addToolCalls(whole, message.value(QLatin1String("tool_calls")).toArray());
        appendText(whole, Kind::Reasoning, object.value(QLatin1String("thinking")).toString());
        appendText(whole, Kind::Text, object.value(QLatin1String("response")).toString());
    }
    return whole.parts.isEmpty() ? Conversation() : Conversation{whole};
}

Conversation readEmbeddingsRequest(const QJsonObject &request)
{
    ConversationMessage message{.role = QStringLiteral("input"), .parts = {}};
    const QJsonValue input = request.value(QLatin1String("input"));
    if (input.isString())
        message.parts.append(textPart(input.toString()));
    for (const auto element : input.toArray())
        message.parts.append(textPart(jsonText(element)));
    return message.parts.isEmpty() ? Conversation() : Conversation{message};
}

Conversation readEmbeddingsResponse(const QList<QJsonObject> &objects)
{
    constexpr int shown = 8;
    ConversationMessage message{.role = QStringLiteral("embedding"), .parts = {}};
    for (const QJsonObject &object : objects) {
        for (const auto element : object.value(QLatin1String("data")).toArray()) {
            const QJsonValue vector = element.toObject().value(QLatin1String("embedding"));
            if (vector.isString()) {
                message.parts.append(textPart(vector.toString().left(64) + QChar(0x2026)));
                continue;
            }
            const QJsonArray numbers = vector.toArray();
            QStringList texts;
            for (qsizetype i = 0; i < std::min<qsizetype>(shown, numbers.size()); ++i)
                texts.append(QString::number(numbers.at(i).toDouble()));
            if (numbers.size() > shown)
                texts.append(QStringLiteral("… (%1)").arg(numbers.size()));
            message.parts.append(textPart(texts.join(QLatin1String(", "))));
        }
    }
    return message.parts.isEmpty() ? Conversation() : Conversation{message};
}

} // namespace signalbox::ui
