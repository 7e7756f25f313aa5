// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalbox::routing {

/// Notes, while an answer passes, what ReasoningMemory has to keep of it: the thoughts before each
/// call and the call's signature. Gives calls an id where the provider gave none.
class CallNotes final
{
public:
    struct Note
    {
        std::string id;
        std::string signature;
        std::vector<ReasoningPart> thoughts; ///< those that came since the call before
    };

    /// Ids are made of \a exchangeId.
    explicit CallNotes(std::string_view exchangeId)
        : m_prefix("call_" + std::string(exchangeId) + "_")
    {}

    void thinking(std::string_view text) { m_text += text; }
    void thoughtEnded(const ReasoningPart &part)
    {
        ReasoningPart thought = part;
        thought.text = std::exchange(m_text, {}) + part.text;
        if (!thought.signature.empty() || !thought.encrypted.empty())
            m_thoughts.push_back(std::move(thought));
    }
    /// The id that the client is told for a call that has \a id, or none.
    std::string_view call(std::string_view id, std::string_view signature)
    {
        ++m_calls;
        Note note{.id = id.empty() ? m_prefix + std::to_string(m_calls) : std::string(id),
                  .signature = std::string(signature),
                  .thoughts = std::exchange(m_thoughts, {})};
        m_notes.push_back(std::move(note));
        return m_notes.back().id;
    }
    [[nodiscard]] const std::vector<Note> &all() const { return m_notes; }

private:
    std::string m_prefix;
    std::string m_text; ///< of the thought that runs
    std::vector<ReasoningPart> m_thoughts;
    std::vector<Note> m_notes;
    int m_calls = 0;
};

} // namespace signalbox::routing
