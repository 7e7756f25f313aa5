// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/dialect/Losses.h"
#include "routing/json/JsonWriter.h"

#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// Writes the messages of a request to Cohere. Lives on the stack of the request's writer; what it
/// is given must outlive it.
///
/// Results are messages of their own, before what the user says beside them. Thoughts go back
/// where Cohere puts its own: beside calls into `tool_plan`, else into the content of models that
/// think.
class CohereMessageWriter final
{
public:
    enum class Thinking : quint8 { Never, Possible };

    CohereMessageWriter(const Conversation &conversation, Thinking thinking, JsonWriter &json,
                        Losses &losses)
        : m_conversation(conversation)
        , m_thinking(thinking)
        , m_json(json)
        , m_losses(losses)
    {}

    /// The items of the list, without its brackets.
    void write();

private:
    /// What a message of the assistant holds.
    struct Answer
    {
        std::string text{};
        std::vector<const ReasoningPart *> thoughts{};
        std::vector<const ToolCallPart *> calls{};
    };

    void writeSystem(const Message &message);
    void writeUser(const Message &message);
    void writeUserContent(const std::vector<const Part *> &own,
                          const std::vector<const MediaPart *> &behind);
    void writeResult(const ToolResultPart &result, std::vector<const MediaPart *> &behind);
    Answer gather(const Message &message);
    std::string thoughtsOf(const Answer &answer);
    void writeAssistant(const Message &message);
    void writeCalls(const std::vector<const ToolCallPart *> &calls);
    void writeText(std::string_view text);
    void writeMedia(const MediaPart &media);
    void noteMessage(const Message &message);
    void notePart(const PartNotes &notes);
    void noteCall(const ToolCallPart &call);

    const Conversation &m_conversation;
    Thinking m_thinking;
    JsonWriter &m_json;
    Losses &m_losses;
};

} // namespace signalbox::routing
