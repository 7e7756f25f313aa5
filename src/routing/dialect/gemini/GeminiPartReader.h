// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/FieldCheck.h"

#include <string>
#include <vector>

namespace signalbox::routing {

/// Reads Gemini's \a part, which stood at \a path, and appends what it is to \a parts: one part, or
/// two when a text carries a signature, which then follows it as a thought without text and with
/// the same path. What is wrong goes to \a check and leaves nothing.
void readGeminiPart(const Json &part, const std::string &path, FieldCheck &check,
                    std::vector<Part> &parts);

} // namespace signalbox::routing
