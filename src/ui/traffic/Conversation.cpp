// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/Conversation.h"

#include "ui/traffic/ConversationJson.h"

namespace signalbox::ui {

using models::ClientDialect;

namespace {

/// The `data:` fields of an event stream, one an event.
QList<QByteArray> eventData(const QByteArray &body)
{
    static const auto field = QByteArrayLiteral("data:");
    QList<QByteArray> events;
    QByteArray data;
    const auto finish = [&] {
        if (!data.isEmpty())
            events.append(data);
        data.clear();
    };
    for (QByteArray line : body.split('\n')) {
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.isEmpty())
            finish();
        else if (line.startsWith(field))
            data += line.mid(field.size()).trimmed();
    }
    finish();
    return events;
}

bool isEventStream(const QByteArray &body)
{
    const QByteArray start = body.left(64).trimmed();
    return start.startsWith("data:") || start.startsWith("event:") || start.startsWith(':');
}

} // namespace

ConversationPart textPart(const QString &text)
{
    return {.kind = ConversationPart::Kind::Text, .name = {}, .text = text};
}

void appendText(ConversationMessage &message, ConversationPart::Kind kind, const QString &text)
{
    if (text.isEmpty())
        return;
    if (message.parts.isEmpty() || message.parts.last().kind != kind)
        message.parts.append({.kind = kind, .name = {}, .text = text});
    else
        message.parts.last().text += text;
}

QString jsonText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson()).trimmed();
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson()).trimmed();
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return {};
    case QJsonValue::Bool:
    case QJsonValue::Double:
        break;
    }
    return value.toVariant().toString();
}

QList<QJsonObject> jsonObjects(const QByteArray &body)
{
    QList<QJsonObject> objects;
    const auto append = [&objects](const QByteArray &json) {
        const QJsonDocument document = QJsonDocument::fromJson(json);
        if (document.isObject())
            objects.append(document.object());
        for (const auto element : document.array())
            objects.append(element.toObject());
    };
    if (isEventStream(body)) {
        for (const QByteArray &data : eventData(body))
            append(data);
        return objects;
    }
    append(body);
    if (objects.isEmpty()) {
        for (const QByteArray &line : body.split('\n'))
            append(line);
    }
    return objects;
}

Conversation readRequest(ClientDialect dialect, const QByteArray &body)
{
    const QJsonObject request = QJsonDocument::fromJson(body).object();
    switch (dialect) {
    case ClientDialect::OpenAiChat:
        return readOpenAiChatRequest(request);
    case ClientDialect::Ollama:
        return readOllamaRequest(request);
    case ClientDialect::OpenAiResponses:
        return readOpenAiResponsesRequest(request);
    case ClientDialect::OpenAiEmbeddings:
        return readEmbeddingsRequest(request);
    case ClientDialect::Anthropic:
        return readAnthropicRequest(request);
    case ClientDialect::Gemini:
        return readGeminiRequest(request);
    case ClientDialect::OpenAiModels:
    case ClientDialect::Unknown:
        break;
    }
    return {};
}

Conversation readResponse(ClientDialect dialect, const QByteArray &body)
{
    const QList<QJsonObject> objects = jsonObjects(body);
    switch (dialect) {
    case ClientDialect::OpenAiChat:
        return readOpenAiChatResponse(objects);
    case ClientDialect::OpenAiResponses:
        return readOpenAiResponsesResponse(objects);
    case ClientDialect::OpenAiEmbeddings:
        return readEmbeddingsResponse(objects);
    case ClientDialect::Anthropic:
        return readAnthropicResponse(objects);
    case ClientDialect::Gemini:
        return readGeminiResponse(objects);
    case ClientDialect::Ollama:
        return readOllamaResponse(objects);
    case ClientDialect::OpenAiModels:
    case ClientDialect::Unknown:
        break;
    }
    return {};
}

} // namespace signalbox::ui
