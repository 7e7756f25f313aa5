// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesOpenText.h"

#include "routing/dialect/responses/ResponsesOutput.h"

namespace signalbox::routing {

void ResponsesOpenText::addThought(std::string_view text)
{
    if (m_kind != Kind::Thought)
        openThought();
    if (m_text.empty()) {
        JsonWriter event = beginThoughtEvent("response.reasoning_summary_part.added");
        event.json("part", responses::summaryPart({}));
        m_events.end(event);
    }
    m_text += text;
    JsonWriter event = beginThoughtEvent("response.reasoning_summary_text.delta");
    event.text("delta", text);
    m_events.end(event);
}

void ResponsesOpenText::addLogprobs(std::string_view list)
{
    if (!list.empty())
        m_logprobs.append(m_logprobs.empty() ? "" : ",").append(list);
}

void ResponsesOpenText::openThought()
{
    openItem(Kind::Thought, "rs_");
    m_outputIndex = m_events.addItem(responses::reasoningItem(m_id, {}, {}));
}

void ResponsesOpenText::closeThought(std::string_view encrypted)
{
    if (!m_text.empty()) {
        JsonWriter done = beginThoughtEvent("response.reasoning_summary_text.done");
        done.text("text", m_text);
        m_events.end(done);
        JsonWriter event = beginThoughtEvent("response.reasoning_summary_part.done");
        event.json("part", responses::summaryPart(m_text));
        m_events.end(event);
    }
    m_kind = Kind::Nothing;
    m_events.endItem(m_outputIndex, responses::reasoningItem(m_id, m_text, encrypted));
}

void ResponsesOpenText::close(std::string_view status)
{
    if (m_kind == Kind::Nothing)
        return;
    if (m_kind == Kind::Thought) {
        closeThought({});
        return;
    }
    closeContent();
    m_kind = Kind::Nothing;
    m_events.endItem(m_outputIndex, responses::messageItem(m_id, status, m_content));
}

void ResponsesOpenText::addContent(Kind kind, std::string_view text)
{
    if (m_kind != kind)
        openContent(kind);
    m_text += text;
    JsonWriter event = beginContentEvent(kind == Kind::Text ? "response.output_text.delta"
                                                            : "response.refusal.delta");
    event.text("delta", text);
    if (kind == Kind::Text)
        event.json("logprobs", "[]");
    m_events.end(event);
}

void ResponsesOpenText::openContent(Kind kind)
{
    if (m_kind == Kind::Text || m_kind == Kind::Refusal) {
        closeContent();
        m_kind = kind;
        ++m_contentIndex;
    } else {
        openItem(kind, "msg_");
        m_outputIndex = m_events.addItem(responses::messageItem(m_id, "in_progress", {}));
    }
    JsonWriter event = beginContentEvent("response.content_part.added");
    event.json("part", contentPart());
    m_events.end(event);
}

void ResponsesOpenText::closeContent()
{
    const bool isPlain = m_kind == Kind::Text;
    JsonWriter done =
        beginContentEvent(isPlain ? "response.output_text.done" : "response.refusal.done");
    done.text(std::string_view(isPlain ? "text" : "refusal"), m_text);
    if (isPlain)
        done.json("logprobs", logprobsList());
    m_events.end(done);
    const std::string part = contentPart();
    JsonWriter event = beginContentEvent("response.content_part.done");
    event.json("part", part);
    m_events.end(event);
    m_content.append(m_content.empty() ? "" : ",").append(part);
    m_text.clear();
    m_logprobs.clear();
}

void ResponsesOpenText::openItem(Kind kind, std::string_view prefix)
{
    close();
    m_kind = kind;
    m_contentIndex = 0;
    m_id = m_events.nextId(prefix);
    m_text.clear();
    m_logprobs.clear();
    m_content.clear();
}

JsonWriter ResponsesOpenText::beginContentEvent(std::string_view type)
{
    JsonWriter event = m_events.begin(type, m_id, m_outputIndex);
    event.integer("content_index", m_contentIndex);
    return event;
}

JsonWriter ResponsesOpenText::beginThoughtEvent(std::string_view type)
{
    JsonWriter event = m_events.begin(type, m_id, m_outputIndex);
    event.integer("summary_index", 0);
    return event;
}

std::string ResponsesOpenText::contentPart() const
{
    if (m_kind == Kind::Refusal)
        return responses::refusalPart(m_text);
    return responses::textPart(
        {.text = m_text, .annotationsJson = {}, .logprobsJson = logprobsList()});
}

} // namespace signalbox::routing
