// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/anthropic/ClaudeTurns.h"

#include <optional>
#include <string_view>

namespace signalbox::routing {

/// \a part of \a message as the provider can be told, or nothing when it cannot: then \a losses
/// says why.
std::optional<Part> claudePart(const Part &part, const Message &message,
                               const Conversation &conversation, const ClaudeHouse &house,
                               Losses &losses);

/// Letters, digits, _ and -, at most 128.
bool isPlainName(std::string_view name);

} // namespace signalbox::routing
