// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/json/JsonField.h"

#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// Items as they stand in a response's `output` and come back in the next request's `input`.
/// Whatever has a wrong type is taken as absent.

/// A `function_call` or `custom_tool_call`.
ToolCallPart callOfItem(const Json &item);
/// A `reasoning` item. Several summaries become paragraphs.
ReasoningPart reasoningOfItem(const Json &item);
/// Any item that is not understood.
OtherPart otherOfItem(const Json &item);
/// One part of an output message's content.
Part partOfContent(const Json &content);
/// All parts of one item of `output`.
std::vector<Part> partsOfItem(const Json &item);

bool isCallType(std::string_view type);

/// Logprobs as chat completions carry them, which is how they travel: `{"content":[...]}`.
std::string wrappedLogprobs(const Json &list);

} // namespace signalbox::routing
