// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/StreamWatcher.h"

#include <algorithm>
#include <array>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

/// The closing event of the Responses API repeats the whole answer; anything longer is not watched.
constexpr std::size_t longestWatchedEvent = 4UL * 1024 * 1024;
constexpr std::string_view dataPrefix = "data:";

bool contains(std::string_view text, std::string_view word)
{
    return text.find(word) != std::string_view::npos;
}

/// Whether \a json has a member \a quotedKey whose value is a string with something in it, or any
/// value that is neither a string nor null.
bool hasFilled(std::string_view json, std::string_view quotedKey)
{
    for (std::size_t at = json.find(quotedKey); at != std::string_view::npos;
         at = json.find(quotedKey, at + 1)) {
        std::size_t value = at + quotedKey.size();
        while (value < json.size() && (json[value] == ' ' || json[value] == ':'))
            ++value;
        if (value + 1 >= json.size())
            return false;
        const bool isEmptyText = json[value] == '"' && json[value + 1] == '"';
        const bool isNull = json[value] == 'n';
        const bool isEmptyList = json[value] == '[' && json[value + 1] == ']';
        if (!isEmptyText && !isNull && !isEmptyList)
            return true;
    }
    return false;
}

} // namespace

StreamWatcher::StreamWatcher(ClientDialect dialect, Framing framing)
    : m_dialect(dialect)
    , m_framing(framing)
    , m_lines(longestWatchedEvent)
    , m_items(longestWatchedEvent)
{}

void StreamWatcher::feed(std::string_view bytes, qint64 nowNs)
{
    if (m_framing == Framing::JsonArray)
        m_items.feed(bytes, [this, nowNs](std::string_view item) { event(item, nowNs); });
    else
        m_lines.feed(bytes, [this, nowNs](std::string_view text) { line(text, nowNs); });
}

void StreamWatcher::finish(qint64 nowNs)
{
    m_lines.finish([this, nowNs](std::string_view text) { line(text, nowNs); });
}

void StreamWatcher::line(std::string_view line, qint64 nowNs)
{
    m_lastLineWasEmpty = line.empty() && !m_lines.isOverlong();
    if (m_framing == Framing::JsonLines) {
        m_lastLineWasEmpty = true;
        if (!line.empty())
            event(line, nowNs);
        return;
    }
    // An answer with images is told whole once more in the closing event, which may be longer than
    // what is looked at.
    if (line.starts_with("event:"))
        m_isClosingEvent = m_dialect == ClientDialect::OpenAiResponses
            && (line.ends_with("response.completed") || line.ends_with("response.incomplete"));
    else if (m_isClosingEvent && m_lines.isOverlong())
        m_hasEnded = true;
    // Events of every dialect here carry their JSON in one data line.
    if (!line.starts_with(dataPrefix))
        return;
    line.remove_prefix(dataPrefix.size());
    while (!line.empty() && line.front() == ' ')
        line.remove_prefix(1);
    if (line == "[DONE]")
        m_hasEnded = true;
    else
        event(line, nowNs);
}

void StreamWatcher::event(std::string_view json, qint64 nowNs)
{
    if (isContent(json)) {
        if (m_firstContentNs < 0)
            m_firstContentNs = nowNs;
        else
            m_longestGapNs = std::max(m_longestGapNs, nowNs - m_lastContentNs);
        m_lastContentNs = nowNs;
    }
    if (!hasFigures(json))
        return;
    m_facts.merge(readAnswerFacts(m_dialect, json));
    m_hasEnded = m_hasEnded || !m_facts.finishReason.empty() || isLast(json);
}

/// Ollama before 0.3 does not say why it is done.
bool StreamWatcher::isLast(std::string_view json) const
{
    return m_dialect == ClientDialect::Ollama
        && (contains(json, "\"done\":true") || contains(json, "\"done\": true"));
}

bool StreamWatcher::isContent(std::string_view json) const
{
    switch (m_dialect) {
    case ClientDialect::Anthropic:
        return contains(json, "content_block_delta");
    case ClientDialect::OpenAiResponses:
        return contains(json, ".delta\"");
    case ClientDialect::Gemini:
        return hasFilled(json, "\"text\"") || contains(json, "\"functionCall\"")
            || contains(json, "\"inlineData\"");
    case ClientDialect::Ollama:
        if (hasFilled(json, "\"response\"")) // of /api/generate
            return true;
        break;
    default:
        break;
    }
    constexpr std::array<std::string_view, 6> keys{"\"content\"",           "\"tool_calls\"",
                                                   "\"reasoning_content\"", "\"reasoning\"",
                                                   "\"refusal\"",           "\"thinking\""};
    return std::ranges::any_of(keys, [json](std::string_view key) { return hasFilled(json, key); });
}

bool StreamWatcher::hasFigures(std::string_view json) const
{
    switch (m_dialect) {
    case ClientDialect::Anthropic:
        return contains(json, "\"usage\"") || contains(json, "\"stop_reason\"")
            || contains(json, "\"error\"");
    case ClientDialect::OpenAiResponses:
        return contains(json, "\"usage\"") || contains(json, "\"error\"");
    case ClientDialect::Gemini:
        return contains(json, "usageMetadata") || contains(json, "finishReason")
            || contains(json, "\"error\"") || contains(json, "blockReason")
            || contains(json, "\"functionCall\"");
    case ClientDialect::Ollama:
        return isLast(json) || contains(json, "\"error\"") || hasFilled(json, "\"tool_calls\"");
    default:
        return hasFilled(json, "\"usage\"") || hasFilled(json, "\"finish_reason\"")
            || contains(json, "\"error\"");
    }
}

} // namespace signalbox::routing
