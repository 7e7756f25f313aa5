// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

#include <optional>
#include <string>

namespace signalbox::routing {

/// Reads one part of a message's content. Nothing, and the reading's problem, when it is malformed;
/// kinds that only chat completions have become an OtherPart.
std::optional<Part> readChatPart(const Json &json, const std::string &path,
                                 RequestReading &reading);

/// Keeps the first problem of a request.
void refuseChatField(RequestReading &reading, const std::string &path, const std::string &message);

} // namespace signalbox::routing
