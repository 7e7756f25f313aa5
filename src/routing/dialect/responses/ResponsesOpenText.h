// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/responses/ResponsesEvents.h"

#include <string>
#include <string_view>

namespace signalbox::routing {

/// The message or the thought of a streamed response that text is added to. Text of another kind
/// closes what is open: a refusal goes into the same message, a thought is an item of its own.
class ResponsesOpenText final
{
public:
    explicit ResponsesOpenText(ResponsesEvents &events)
        : m_events(events)
    {}

    void addText(std::string_view text) { addContent(Kind::Text, text); }
    void addRefusal(std::string_view text) { addContent(Kind::Refusal, text); }
    void addThought(std::string_view text);
    /// \a list: tokens of the open text, with commas between.
    void addLogprobs(std::string_view list);

    [[nodiscard]] bool isText() const { return m_kind == Kind::Text; }
    [[nodiscard]] bool isThought() const { return m_kind == Kind::Thought; }
    void openThought();
    void closeThought(std::string_view encrypted);
    /// Closes what is open; a message ends with \a status.
    void close(std::string_view status = "completed");

private:
    enum class Kind : quint8 { Nothing, Text, Refusal, Thought };

    void addContent(Kind kind, std::string_view text);
    void openContent(Kind kind);
    void closeContent();
    void openItem(Kind kind, std::string_view prefix);
    JsonWriter beginContentEvent(std::string_view type);
    JsonWriter beginThoughtEvent(std::string_view type);
    [[nodiscard]] std::string contentPart() const;
    [[nodiscard]] std::string logprobsList() const { return "[" + m_logprobs + "]"; }

    ResponsesEvents &m_events;
    Kind m_kind = Kind::Nothing;
    qint64 m_outputIndex = 0;
    qint64 m_contentIndex = 0;
    std::string m_id;
    std::string m_text; ///< of the open part
    std::string m_logprobs; ///< of the open part, with commas between
    std::string m_content; ///< the parts before it
};

} // namespace signalbox::routing
