// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/Losses.h"
#include "routing/dialect/chat/ChatQuirks.h"

#include <string_view>

namespace signalbox::routing {

/// Why a part of a conversation is lost here.
inline constexpr std::string_view noPlaceInChat = "chat completions have no place for it";

/// Names the notes on parts and tools that chat completions have no place for: cache marks, and
/// fields of another dialect.
void noteChatLosses(const Conversation &conversation, const ChatQuirks &quirks, Losses &losses);

} // namespace signalbox::routing
