// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/json/JsonWriter.h"

namespace signalbox::routing {

/// Writes \a part as a content block, of a request or an answer. It must be one that Anthropic
/// has: what it has not was left out before.
void writeAnthropicPart(JsonWriter &writer, const Part &part);

} // namespace signalbox::routing
