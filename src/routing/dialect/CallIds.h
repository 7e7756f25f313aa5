// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"

namespace signalbox::routing {

/// Gives every tool call an id and every result the id of its call: Gemini and Ollama match them
/// by name and order alone. Ids that are there stay. The same conversation gets the same ids.
void completeCallIds(Conversation &conversation);

} // namespace signalbox::routing
