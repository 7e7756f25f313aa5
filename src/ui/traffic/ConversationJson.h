// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/traffic/Conversation.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace signalbox::ui {

// What the readers of the dialects share. Everything is a pure function of its input.

ConversationPart textPart(const QString &text);
void appendText(ConversationMessage &message, ConversationPart::Kind kind, const QString &text);
/// Pretty JSON of a value, or the string itself.
QString jsonText(const QJsonValue &value);
/// The JSON objects of a body: the `data:` of every event of a stream, the elements of an array,
/// the lines of NDJSON, or the one object it is.
QList<QJsonObject> jsonObjects(const QByteArray &body);

Conversation readOpenAiChatRequest(const QJsonObject &request);
Conversation readOpenAiChatResponse(const QList<QJsonObject> &objects);
Conversation readOpenAiResponsesRequest(const QJsonObject &request);
Conversation readOpenAiResponsesResponse(const QList<QJsonObject> &objects);
Conversation readEmbeddingsRequest(const QJsonObject &request);
Conversation readEmbeddingsResponse(const QList<QJsonObject> &objects);
Conversation readAnthropicRequest(const QJsonObject &request);
Conversation readAnthropicResponse(const QList<QJsonObject> &objects);
Conversation readGeminiRequest(const QJsonObject &request);
Conversation readGeminiResponse(const QList<QJsonObject> &objects);
/// Messages as OpenAI has them, or the one prompt of a completion.
Conversation readOllamaRequest(const QJsonObject &request);
Conversation readOllamaResponse(const QList<QJsonObject> &objects);

} // namespace signalbox::ui
