// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"
#include "routing/json/JsonWriter.h"

#include <memory>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// A whole answer of /api/chat, or of /api/generate. Of several candidates the first: Ollama has no
/// others.
std::string writeOllamaAnswer(const AnswerMessage &answer, const AnswerWish &wish);

/// What the lines of a stream and the whole answer have in common.

/// "2026-01-01T00:00:00Z", of seconds since 1970.
std::string ollamaTime(qint64 seconds);
/// An entry of `tool_calls`. Arguments that are no JSON object, as of tools that take free text,
/// are told as the one argument `input`.
void writeOllamaCall(JsonWriter &writer, const ToolCallPart &call, qint64 number);
/// How long an answer took; nothing is told when the total is 0.
struct OllamaTimes
{
    qint64 totalNs = 0;
    qint64 promptNs = 0; ///< until the answer began
    qint64 answerNs = 0;
};
/// `done`, why, and the times and counts that are known. Ollama has no words for an answer that was
/// withheld; clients take any, so it is told rather than hidden behind `stop`.
void writeOllamaEnd(JsonWriter &writer, StopReason stop, const models::TokenUsage &usage,
                    const OllamaTimes &times);
/// `logprobs`, of OpenAI's object; nothing when there are none.
void writeOllamaLogprobs(JsonWriter &writer, std::string_view openAiJson);

} // namespace signalbox::routing
