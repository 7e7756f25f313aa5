// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// \a id as providers take it that allow letters, digits, _ and - and at most \a longest of them:
/// the same for the same id, and different for different ones.
std::string plainCallId(std::string_view id, std::size_t longest);

/// Gives every call in \a turns an id that such a provider takes, and every result the id of its
/// call. A result without an id belongs to the first call of its name that has none yet.
void giveCallIds(std::vector<Message> &turns, std::size_t longest);

} // namespace signalbox::routing
