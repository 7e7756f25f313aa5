// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/chat/ChatLosses.h"

#include "routing/dialect/ConversationTools.h"

namespace signalbox::routing {

namespace {

constexpr std::string_view cachesItself = "the provider caches by itself";

class Notes final
{
public:
    Notes(const Conversation &conversation, const ChatQuirks &quirks, Losses &losses)
        : m_losses(losses)
        , m_takesMarks(quirks.takesCacheControl)
        , m_isOwn(conversation.dialect == models::ClientDialect::OpenAiChat)
    {}

    void note(const Message &message)
    {
        // What the assistant said is written in one piece, without marks.
        const bool canBeMarked = message.role != Message::Role::Assistant;
        for (const Part &part : message.parts) {
            const bool isText = std::holds_alternative<TextPart>(part);
            note(notesOf(part), m_takesMarks && canBeMarked && isText);
            if (const auto *result = std::get_if<ToolResultPart>(&part)) {
                for (const ContentPart &content : result->content)
                    note(notesOf(content), false);
            }
        }
    }

    void note(const Tool &tool)
    {
        if (!tool.cacheControlJson.empty() && !m_takesMarks)
            m_losses.dropped(tool.path + ".cache_control", cachesItself);
    }

private:
    void note(const PartNotes &notes, bool isMarkWritten)
    {
        if (!notes.cacheControlJson.empty() && !isMarkWritten)
            m_losses.dropped(notes.path + ".cache_control", cachesItself);
        if (!m_isOwn)
            dropRest(m_losses, notes.path, notes.rest, noPlaceInChat);
    }

    Losses &m_losses;
    bool m_takesMarks;
    bool m_isOwn;
};

} // namespace

void noteChatLosses(const Conversation &conversation, const ChatQuirks &quirks, Losses &losses)
{
    Notes notes(conversation, quirks, losses);
    for (const Message &message : conversation.messages)
        notes.note(message);
    for (const Tool &tool : conversation.tools)
        notes.note(tool);
}

} // namespace signalbox::routing
