// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/Losses.h"
#include "routing/dialect/chat/ChatQuirks.h"
#include "routing/json/JsonWriter.h"

namespace signalbox::routing {

/// Writes the turns of a conversation as chat messages: tool results become messages of their own,
/// what a result holds besides text follows in a user message.
class ChatMessageWriter final
{
public:
    ChatMessageWriter(const Conversation &conversation, const ChatQuirks &quirks, JsonWriter &json,
                      Losses &losses)
        : m_conversation(conversation)
        , m_quirks(quirks)
        , m_json(json)
        , m_losses(losses)
    {}

    /// The whole list, brackets included.
    void write();

private:
    void writeSystem(const Message &message);
    void writeUser(const Message &message);
    void writeResult(const ToolResultPart &result, std::vector<const MediaPart *> &behind);
    void writeAssistant(const Message &message);
    void writeThoughts(const Message &message);
    void writeAssistantContent(const Message &message);
    void writeCalls(const Message &message);
    void writePart(const Part &part);
    void writeText(const TextPart &part);
    void writeMedia(const MediaPart &media);
    void writeRest(const Message &message);
    [[nodiscard]] std::string callId(const std::string &id) const;
    [[nodiscard]] bool isSameDialect() const
    {
        return m_conversation.dialect == models::ClientDialect::OpenAiChat;
    }

    const Conversation &m_conversation;
    const ChatQuirks &m_quirks;
    JsonWriter &m_json;
    Losses &m_losses;
};

} // namespace signalbox::routing
