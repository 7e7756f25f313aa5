// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/editing/RequestEdit.h"

#include <QByteArray>

#include <string>

namespace signalbox::tests {

using models::ClientDialect;
using models::TransformNode;
using routing::Endpoint;
using routing::Operation;
using Place = models::SystemPrompt::Place;

inline constexpr Endpoint chat{ClientDialect::OpenAiChat, Operation::Generate};
inline constexpr Endpoint responses{ClientDialect::OpenAiResponses, Operation::Generate};
inline constexpr Endpoint anthropic{ClientDialect::Anthropic, Operation::Generate};
inline constexpr Endpoint anthropicCount{ClientDialect::Anthropic, Operation::CountTokens};
inline constexpr Endpoint gemini{ClientDialect::Gemini, Operation::Generate};
inline constexpr Endpoint geminiCount{ClientDialect::Gemini, Operation::CountTokens};
inline constexpr Endpoint ollama{ClientDialect::Ollama, Operation::Generate};
inline constexpr Endpoint completion{ClientDialect::Ollama, Operation::Complete};
inline constexpr Endpoint embeddings{ClientDialect::OpenAiEmbeddings, Operation::Embed};

inline TransformNode setting(const char *path, const char *json)
{
    TransformNode node;
    node.edits.push_back({.path = QString::fromUtf8(path), .json = QByteArray(json)});
    return node;
}

inline TransformNode prompting(const char *text, Place place)
{
    TransformNode node;
    node.system = {.text = QString::fromUtf8(text), .place = place};
    return node;
}

inline QByteArray bytes(const std::string &text)
{
    return QByteArray::fromStdString(text);
}

} // namespace signalbox::tests

Q_DECLARE_METATYPE(signalbox::routing::Endpoint)
Q_DECLARE_METATYPE(signalbox::models::SystemPrompt::Place)
