// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/anthropic/FieldChecker.h"

#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// One content block, of a request or an answer, which stands at \a path. What is malformed is
/// told to \a check; what is unknown becomes an OtherPart.
Part readAnthropicPart(const Json &block, std::string_view path, FieldChecker &check);

/// The field \a key of \a object, a string or a list of blocks, as parts.
std::vector<Part> readAnthropicContent(const Json &object, std::string_view key,
                                       std::string_view path, FieldChecker &check);

} // namespace signalbox::routing
