// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/Losses.h"
#include "routing/json/JsonWriter.h"

namespace signalbox::routing {

/// Writes `messages` of /api/chat: a result is a message of its own, images are data without a
/// type, arguments are objects.
void writeOllamaMessages(JsonWriter &writer, const Conversation &conversation, Losses &losses);

/// Why a field that \a conversation's dialect has is left out.
constexpr std::string_view notOllamas = "Ollama does not know it";

} // namespace signalbox::routing
