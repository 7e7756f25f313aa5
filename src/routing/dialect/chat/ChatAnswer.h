// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"
#include "routing/json/JsonWriter.h"

#include <string_view>

namespace signalbox::routing {

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
