// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"

#include <random>
#include <string>

namespace signalbox::tests {

/// Makes conversations of whatever a dialect can say, the same from the same seed. Turns
/// alternate, results come first in theirs, and every call has its result, so that no writer has to
/// rearrange anything.
class ConversationMaker final
{
public:
    ConversationMaker(models::ClientDialect dialect, unsigned seed);

    routing::Conversation make();

private:
    using Dialect = models::ClientDialect;

    [[nodiscard]] bool is(Dialect dialect) const { return m_dialect == dialect; }
    [[nodiscard]] bool isOpenAi() const
    {
        return is(Dialect::OpenAiChat) || is(Dialect::OpenAiResponses);
    }
    bool maybe() { return below(2) == 0; }
    qint64 below(qint64 limit);
    std::string text();
    std::string json();
    routing::MediaPart media();
    routing::ReasoningPart thought();
    routing::ToolCallPart call(const std::string &tool);
    routing::ToolResultPart result(const routing::ToolCallPart &call);
    void addUser(routing::Conversation &conversation);
    void addAssistant(routing::Conversation &conversation);
    void addTools(routing::Conversation &conversation);
    void addSettings(routing::Conversation &conversation);

    Dialect m_dialect;
    std::mt19937 m_random;
    int m_calls = 0;
};

/// All that \a conversation means, as text: neighbouring turns of a role are one.
std::string meaningOf(const routing::Conversation &conversation);

} // namespace signalbox::tests
