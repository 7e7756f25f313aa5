// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/json/JsonWriter.h"

#include <string>
#include <string_view>

namespace signalbox::routing {

/// Settings that a request sends and the answer repeats.

/// Whether \a tool can be said at all.
bool isResponsesTool(const Conversation &conversation, const Tool &tool);
void writeResponsesTool(JsonWriter &out, const Conversation &conversation, const Tool &tool);
/// The value of `tool_choice`; nothing unless one was given.
void writeResponsesToolChoice(JsonWriter &out, const Conversation &conversation);
/// The value of `text`: the format and what the client said besides; `{}` when nothing was said.
std::string responsesText(const Conversation &conversation);
/// The fields of `reasoning` that were not understood, with \a effort and \a summary.
void writeResponsesReasoning(JsonWriter &out, const Conversation &conversation,
                             std::string_view effort, std::string_view summary);
/// The JSON of the field \a name in the conversation's rest, when it was read from this dialect.
std::string_view responsesRest(const Conversation &conversation, std::string_view name);
/// Whether the tool \a name takes free text.
bool isFreeFormTool(const Conversation &conversation, std::string_view name);

} // namespace signalbox::routing
