// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/json/JsonField.h"
#include "routing/json/JsonWriter.h"

#include <string_view>
#include <vector>

namespace signalbox::routing {

/// Thoughts in chat messages and deltas. The dialect has no field for them; its providers write
/// `reasoning_content` (DeepSeek, xAI, llama.cpp, zai), `reasoning` (Groq, OpenRouter, Ollama), and
/// OpenRouter's `reasoning_details`, which alone can carry the opaque halves. Mistral puts them
/// into the content.

/// The plain text of a thought in \a message, empty when there is none.
std::string_view chatReasoningText(const Json &message);
/// The parts of `reasoning_details`.
std::vector<ReasoningPart> readReasoningDetails(const Json &message);
/// \a part as one item of `reasoning_details`.
void writeReasoningDetail(const ReasoningPart &part, JsonWriter &json);
/// Whether \a part has halves that only `reasoning_details` can carry.
bool hasOpaqueHalf(const ReasoningPart &part);

} // namespace signalbox::routing
