// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"

#include <optional>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// The opaque halves of reasoning in the one field that a Responses client sends back with the next
/// turn: `encrypted_content`. OpenAI's own stands there as it is. What Anthropic and Gemini need
/// back stands there behind a mark of ours, so that a conversation with them goes on.

/// Empty when \a part has no opaque half.
std::string encryptedContent(const ReasoningPart &part);
/// Sets family, signature and encrypted of \a part.
void readEncryptedContent(std::string_view encrypted, ReasoningPart &part);

/// Gemini signs calls, and a call has no field for it: an own reasoning item before it carries it.
std::string encryptedCallSignature(std::string_view signature);
std::optional<std::string> callSignatureOf(std::string_view encrypted);

} // namespace signalbox::routing
