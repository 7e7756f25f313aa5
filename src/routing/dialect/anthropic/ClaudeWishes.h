// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/Losses.h"
#include "routing/dialect/anthropic/ClaudeModel.h"

#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// Temperature, top_p and top_k as Claude takes them; what it does not take is told to \a losses.
Sampling claudeSampling(const Conversation &conversation, std::string_view provider,
                        const ClaudeModel &model, bool isThinking, Losses &losses);
/// The stop sequences that are more than white space.
std::vector<std::string> claudeStops(const Conversation &conversation, std::string_view provider,
                                     Losses &losses);

/// Where the provider has no field for the format of the answer: asks for it in words.
void instructFormat(const Conversation &conversation, std::string_view provider,
                    std::vector<Part> &system, Losses &losses);
/// Name and description of the answer's format, where only its schema is written.
void dropFormatNotes(const Conversation &conversation, std::string_view provider, Losses &losses);

} // namespace signalbox::routing
