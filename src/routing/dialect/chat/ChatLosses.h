// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/Losses.h"
#include "routing/dialect/chat/ChatQuirks.h"

namespace signalbox::routing {

/// Names the notes on parts and tools that chat completions have no place for: cache marks, and
/// fields of another dialect.
void noteChatLosses(const Conversation &conversation, const ChatQuirks &quirks, Losses &losses);

} // namespace signalbox::routing
