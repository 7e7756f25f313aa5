// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Answer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace signalbox::routing {

// What is held back of an answer until it is sure to be one.

namespace {

/// A preamble longer than this is sent: no dialect needs more before its first content.
constexpr std::size_t longestHeld = 256UL * 1024;

/// Whether \a json has an `error` that is not null.
bool mayBeError(std::string_view json)
{
    constexpr std::string_view key = "\"error\"";
    for (std::size_t at = json.find(key); at != std::string_view::npos; at = json.find(key, at)) {
        at += key.size();
        const std::size_t value = json.find_first_not_of(" :\t\r\n", at);
        if (value != std::string_view::npos && json[value] != 'n')
            return true;
    }
    return false;
}

/// Whether one of the words by which content filters stop an answer may be in \a json.
bool mayBeFiltered(std::string_view json)
{
    constexpr std::array<std::string_view, 8> words{
        "content_filter", "\"refusal\"", "\"SAFETY",   "\"BLOCKLIST",
        "\"PROHIBITED",   "\"SPII",      "guardrail_", "\"IMAGE_SAFETY",
    };
    return std::ranges::any_of(words, [json](std::string_view word) {
        const std::size_t at = json.find(word);
        // OpenAI has a field `refusal` in every message.
        return at != std::string_view::npos
            && (word != "\"refusal\"" || !json.substr(at + word.size()).starts_with(":null"));
    });
}

} // namespace

bool Answer::hold(std::string_view bytes, BodyPosition position)
{
    if (m_isHeldWhole) // its bytes are in m_whole
        return position == BodyPosition::More && m_whole.size() <= longestHeld;
    const bool mayHold = !m_isCommitted && m_hold == Hold::UntilContent
        && position == BodyPosition::More && (m_watcher || m_translated);
    if (!mayHold || hasContent() || m_held.size() + bytes.size() > longestHeld)
        return false;
    m_held.append(bytes);
    return true;
}

void Answer::passHeldAnd(std::string_view bytes, BodyPosition position)
{
    if (m_isHeldWhole) {
        m_isHeldWhole = false;
        pass(m_whole, position);
        return;
    }
    if (m_held.empty()) {
        pass(bytes, position);
        return;
    }
    m_held.append(bytes);
    const std::string held = std::move(m_held);
    m_held.clear();
    pass(held, position);
}

bool Answer::hasContent() const
{
    return m_translated ? m_translated->hasContent() : !m_watcher || m_watcher->hasContent();
}

bool Answer::isHiddenError() const
{
    if (m_isCommitted)
        return false;
    if (isFiltered() || isEmptyStream())
        return true;
    if (m_translated) // while nothing is sent, a client can always be told of it properly
        return m_translated->error() && !(m_call.stream && m_translated->hasContent());
    if (m_isHeldWhole)
        return m_unaryFacts.hasError;
    return m_watcher && m_hold == Hold::UntilContent && m_watcher->facts().hasError
        && !m_watcher->hasContent();
}

bool Answer::isFiltered() const
{
    const bool hasSpoken = wasStreamed() && hasContent();
    return m_mayPassFilter && !m_isCommitted && !hasSpoken
        && isContentFilterStop(facts().finishReason);
}

bool Answer::isEmptyStream() const
{
    return m_isOver && m_watcher && m_hold == Hold::UntilContent && !m_watcher->hasContent()
        && !m_watcher->hasEnded() && !m_watcher->facts().hasError;
}

void Answer::lookIntoWhole()
{
    // What comes first to the client is not held up where nothing suggests it.
    if (m_isHeldWhole && (mayBeError(m_whole) || (m_mayPassFilter && mayBeFiltered(m_whole))))
        readWhole();
}

void Answer::readWhole()
{
    if (!std::exchange(m_isWholeRead, true))
        m_unaryFacts = readAnswerFacts(m_call.dialect(), m_whole);
}

} // namespace signalbox::routing
