// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"

#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace signalbox::routing {

/// Gives every call of a conversation an id that OpenAI takes, and every result the id of its call:
/// Gemini's have none and are matched by name and order, and some are longer than is allowed.
class ResponsesCallIds final
{
public:
    /// Asked in the order in which calls and results stand.
    std::string idOf(const ToolCallPart &call);
    std::string idOf(const ToolResultPart &result);
    /// Whether the call that was given \a id takes free text.
    [[nodiscard]] bool isFreeForm(const std::string &id) const;

private:
    std::string nextId();

    struct Pending
    {
        std::string id;
        std::string name;
    };
    std::deque<Pending> m_pending; ///< calls without an id of their own and without a result
    std::vector<std::string> m_freeForm;
    int m_made = 0;
};

} // namespace signalbox::routing
