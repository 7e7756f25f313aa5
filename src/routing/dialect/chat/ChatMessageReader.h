// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// Appends the turn \a json, which stood at \a path, to the conversation of \a reading; what is
/// wrong with it becomes the reading's problem.
void readChatMessage(const Json &json, const std::string &path, RequestReading &reading);
/// The parts of the message in an answer, which is taken as it is.
std::vector<Part> readChatAnswerParts(const Json &message);

} // namespace signalbox::routing
