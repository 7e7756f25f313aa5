// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/UsageReader.h"
#include "routing/stream/JsonItemSplitter.h"
#include "routing/stream/LineSplitter.h"

#include <QtGlobal>

#include <string>
#include <string_view>

namespace signalbox::routing {

/// Watches a streamed answer from the side: finds the first content, the silences, usage, finish
/// reason and errors, while the bytes themselves travel on untouched.
///
/// Most events are only searched for a few words; JSON is parsed for those that carry figures.
class StreamWatcher final
{
public:
    /// How the events of the stream are framed.
    enum class Framing : quint8 {
        ServerSentEvents,
        JsonLines, ///< Ollama
        JsonArray, ///< Gemini without `alt=sse`
    };

    StreamWatcher(models::ClientDialect dialect, Framing framing);

    /// Looks at the next bytes, which arrived at \a nowNs.
    void feed(std::string_view bytes, qint64 nowNs);
    /// The stream ended.
    void finish(qint64 nowNs);

    [[nodiscard]] const AnswerFacts &facts() const { return m_facts; }
    /// Text, reasoning or a tool call has come.
    [[nodiscard]] bool hasContent() const { return m_firstContentNs >= 0; }
    [[nodiscard]] qint64 firstContentNs() const { return m_firstContentNs; }
    [[nodiscard]] qint64 longestGapNs() const { return m_longestGapNs; }
    /// The dialect's own end was seen: [DONE], message_stop, response.completed, a finish reason.
    [[nodiscard]] bool hasEnded() const { return m_hasEnded; }
    /// Whether the stream stands between two events: an event of ours may follow.
    [[nodiscard]] bool isBetweenEvents() const
    {
        return m_framing == Framing::JsonArray ? m_items.isBetweenItems()
                                               : !m_lines.isInsideLine() && m_lastLineWasEmpty;
    }
    /// How the events are framed, and for arrays whether a comma must come before the next one.
    [[nodiscard]] Framing framing() const { return m_framing; }
    [[nodiscard]] bool needsComma() const { return m_items.hasItems() && !m_items.isBehindComma(); }

private:
    void line(std::string_view line, qint64 nowNs);
    void event(std::string_view json, qint64 nowNs);
    [[nodiscard]] bool isContent(std::string_view json) const;
    [[nodiscard]] bool hasFigures(std::string_view json) const;
    [[nodiscard]] bool isLast(std::string_view json) const;

    models::ClientDialect m_dialect;
    Framing m_framing;
    LineSplitter m_lines;
    JsonItemSplitter m_items;
    AnswerFacts m_facts;
    qint64 m_firstContentNs = -1;
    qint64 m_lastContentNs = -1;
    qint64 m_longestGapNs = -1;
    bool m_hasEnded = false;
    bool m_isClosingEvent = false; ///< Responses: by its name, the event is the last
    bool m_lastLineWasEmpty = true;
};

} // namespace signalbox::routing
