// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"
#include "routing/json/JsonWriter.h"

#include <string>
#include <string_view>

namespace signalbox::routing {

/// A whole message for a client.
std::string writeAnthropicAnswer(const AnswerMessage &answer, const AnswerWish &wish);

/// The field `usage`, where cached tokens are counted beside the input. What is unknown is 0: the
/// clients demand numbers.
void writeAnthropicUsage(JsonWriter &writer, const models::TokenUsage &usage);
/// \a id, or one made of the exchange's: "msg_…", "toolu_…".
std::string anthropicId(std::string_view id, std::string_view prefix, const AnswerWish &wish,
                        qint64 number = -1);

} // namespace signalbox::routing
