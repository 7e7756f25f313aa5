// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/responses/ResponsesFields.h"
#include "routing/json/JsonField.h"

#include <vector>

namespace signalbox::routing {

/// The turns of a request: `instructions` first, then `input`. What the model said, thought and
/// called in a row is one turn, and so are tool results in a row.
std::vector<Message> readResponsesInput(const Json &body, ResponsesFields &fields);

} // namespace signalbox::routing
