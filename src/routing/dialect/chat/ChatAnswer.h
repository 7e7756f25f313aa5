// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"
#include "routing/json/JsonWriter.h"

#include <string_view>

namespace signalbox::routing {

/// What providers of the chat dialect tell besides, in a message and beside it. No other dialect
/// has a place for it.
constexpr std::array<std::string_view, 4> chatMessageExtras{"annotations", "audio", "images",
                                                            "executed_tools"};
constexpr std::array<std::string_view, 2> chatAnswerExtras{"citations", "search_results"};

/// Whole chat completions, read and written.

AnswerMessage readChatAnswer(const Json &body);
std::string writeChatAnswer(const AnswerMessage &answer, const AnswerWish &wish);

/// `finish_reason`, in both directions. \a hasCalls: a candidate with calls stopped because of
/// them, whatever word the provider has.
StopReason chatStopReason(std::string_view word, bool hasCalls);
std::string_view chatFinishReason(StopReason reason);
/// `usage` as chat completions count: cached tokens inside the prompt's, reasoning inside the
/// completion's. Nothing when the usage is unknown.
void writeChatUsage(const models::TokenUsage &usage, JsonWriter &json);

} // namespace signalbox::routing
