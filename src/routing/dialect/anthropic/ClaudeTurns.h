// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/Losses.h"

#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// The turns of a conversation as a provider takes them that speaks as Claude does: Anthropic and
/// Bedrock.
struct ClaudeTurns
{
    std::vector<Part> system; ///< texts, and what else Anthropic's own clients put there
    std::vector<Message> turns; ///< user first, none of them empty, results before other parts
};

/// How the two differ.
struct ClaudeHouse
{
    std::string_view name; ///< told in losses
    bool isAnthropic = true;
    std::size_t longestCallId = 256;
};

/// What cannot be said is left out and told to \a losses; what is left can be written as it is.
ClaudeTurns claudeTurns(const Conversation &conversation, const ClaudeHouse &house, Losses &losses);

/// The tools that may be called, without those only another provider has. A choice among some of
/// them leaves the others out.
std::vector<Tool> claudeTools(const Conversation &conversation, const ClaudeHouse &house,
                              Losses &losses);

/// The JSON Schema of \a tool's arguments, an object in any case.
std::string toolSchema(const Tool &tool);
/// The call's arguments as an object: what is none is put into one.
std::string callInput(const ToolCallPart &call);

} // namespace signalbox::routing
