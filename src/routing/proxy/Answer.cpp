// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Answer.h"

#include "routing/dialect/ProviderError.h"
#include "routing/proxy/Decision.h"
#include "routing/proxy/HeaderRules.h"

#include <algorithm>
#include <array>
#include <utility>

namespace signalbox::routing {

namespace {

/// A preamble longer than this is sent: no dialect needs more before its first content.
constexpr std::size_t longestHeld = 256UL * 1024;
/// A unary answer is kept whole up to here to read its usage from it; above, usage is unknown.
constexpr std::size_t longestWhole = 8UL * 1024 * 1024;

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

bool startsWith(std::string_view text, std::string_view prefix)
{
    return text.substr(0, prefix.size()) == prefix;
}

} // namespace

Answer::Answer(ClientChannel &channel, const ClientCall &call, const models::Clock &clock)
    : m_channel(channel)
    , m_call(call)
    , m_clock(clock)
{}

Answer::~Answer() = default;

void Answer::begin(const ProviderResponseHead &head, std::string ownFields, Handling handling)
{
    drop();
    m_status = head.status;
    m_contentLength = head.contentLength;
    m_capture = handling.capture;
    m_bytes = handling.bytes;
    m_mayPassFilter = handling.mayPassFilter;
    m_fields = std::move(ownFields);
    m_translated = std::move(handling.translated);
    if (m_translated) {
        appendProviderFields(head.headers, m_fields, BodyFields::Drop);
        m_fields.append(m_call.contentFields());
        m_contentLength = -1;
        m_hold = handling.hold;
        return;
    }
    appendProviderFields(head.headers, m_fields);
    const std::string_view type = headerValue(head.headers, "content-type");
    const bool isEncoded = !headerValue(head.headers, "content-encoding").empty();
    if (isEncoded)
        return; // the provider compressed it against our wish: passed on, not looked into
    if (startsWith(type, "text/event-stream"))
        m_watcher.emplace(m_call.dialect(), StreamWatcher::Framing::ServerSentEvents);
    else if (startsWith(type, "application/x-ndjson"))
        m_watcher.emplace(m_call.dialect(), StreamWatcher::Framing::JsonLines);
    else if (m_call.dialect() == models::ClientDialect::Gemini && m_call.stream
             && startsWith(type, "application/json"))
        m_watcher.emplace(m_call.dialect(), StreamWatcher::Framing::JsonArray);
    if (!m_watcher) {
        m_isHeldWhole = handling.hold == Hold::UntilContent && startsWith(type, "application/json");
        return;
    }
    m_hold = handling.hold;
    if (handling.hideUsage == HideUsage::Yes) {
        m_filter = std::make_unique<UsageChunkFilter>();
        m_contentLength = -1; // it will be shorter than announced
    }
}

void Answer::drop()
{
    m_watcher.reset();
    m_translated.reset();
    m_filter.reset();
    m_held.clear();
    m_whole.clear();
    m_unaryFacts = {};
    m_captured.clear();
    m_bytes = nullptr;
    m_gathers = false;
    m_bodyBytes = 0;
    m_hold = Hold::No;
    m_isHeldWhole = false;
    m_isWholeRead = false;
    m_mayPassFilter = false;
    m_isOver = false;
}

bool Answer::body(std::string_view bytes, BodyPosition position)
{
    const qint64 now = m_clock.monotonicNs();
    m_isOver = position == BodyPosition::Last;
    std::string translated;
    if (m_translated) {
        m_translated->feed(bytes, now);
        if (position == BodyPosition::Last)
            m_translated->finish(now);
        translated = m_translated->take();
        bytes = translated;
    } else if (m_watcher) {
        m_watcher->feed(bytes, now);
        if (position == BodyPosition::Last)
            m_watcher->finish(now); // an error's line may lack its end
    } else if ((m_isHeldWhole || m_whole.size() == static_cast<std::size_t>(m_bodyBytes))
               && m_whole.size() + bytes.size() <= longestWhole) {
        m_whole.append(bytes);
        if (m_isOver)
            lookIntoWhole();
    }
    if (isHiddenError()) {
        if (!m_isHeldWhole)
            m_held.append(bytes);
        return false;
    }
    if (!hold(bytes, position))
        passHeldAnd(bytes, position);
    return true;
}

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

void Answer::pass(std::string_view bytes, BodyPosition position)
{
    std::string withRest;
    if (m_filter) {
        bytes = m_filter->feed(bytes);
        if (position == BodyPosition::Last) {
            withRest.append(bytes).append(m_filter->finish());
            bytes = withRest;
        }
    }
    keep(bytes);
    if (!m_isCommitted) {
        if (!bytes.empty() || position == BodyPosition::Last)
            commit(bytes, position);
    } else if (position == BodyPosition::Last) {
        m_channel.finish(bytes);
        m_isFinished = true;
    } else {
        m_channel.write(bytes);
    }
    if (m_firstContentNs < 0 && m_isCommitted && hasContent())
        m_firstContentNs = m_clock.monotonicNs();
}

void Answer::commit(std::string_view bytes, BodyPosition position)
{
    m_isCommitted = true;
    m_commitNs = m_clock.monotonicNs();
    // A stream's head has left before anything is missing; its record says it.
    appendUnsaid(unsaidNames(), m_fields);
    if (position == BodyPosition::Last
        && (m_contentLength < 0 || m_contentLength == static_cast<qint64>(bytes.size()))) {
        m_channel.respond(m_status, m_fields, bytes);
        m_isFinished = true;
        return;
    }
    m_channel.begin(m_status, m_fields, m_contentLength, bytes);
    if (position == BodyPosition::Last) {
        m_channel.finish({});
        m_isFinished = true;
    }
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

bool Answer::end()
{
    // After the last byte has left: what the client waits for comes first.
    m_isOver = true;
    if (m_watcher)
        m_watcher->finish(m_clock.monotonicNs());
    else if (!m_whole.empty())
        readWhole();
    if (m_isFinished)
        return true;
    std::string translated;
    if (m_translated) {
        m_translated->finish(m_clock.monotonicNs());
        translated = m_translated->take();
    }
    if (isHiddenError())
        return false;
    passHeldAnd(translated, BodyPosition::Last);
    return true;
}

void Answer::breakOff(const DialectError &error)
{
    if (m_isFinished)
        return;
    m_isFinished = true;
    const bool mayGrow = (m_watcher || m_translated) && m_contentLength < 0;
    std::string event = mayGrow ? lastEvent(error) : std::string();
    if (event.empty()) {
        m_channel.breakOff();
        return;
    }
    keep(event);
    m_channel.finish(event);
}

std::string Answer::lastEvent(const DialectError &error) const
{
    if (m_translated)
        return m_translated->breakOff(error);
    if (m_watcher->framing() == StreamWatcher::Framing::JsonArray) {
        // Inside an object nothing can be said any more; between two, the error is the last one.
        if (!m_watcher->isBetweenEvents())
            return {};
        return (m_watcher->needsComma() ? "," : "") + errorBody(m_call.dialect(), error) + "]";
    }
    std::string event = errorEvent(m_call.dialect(), error, m_call.serverSentEvents);
    // What the filter holds is the beginning of the event that was cut: the client saw none of it.
    if (!event.empty() && !m_filter && !m_watcher->isBetweenEvents())
        event.insert(0, "\n\n"); // closes the event that was cut
    return event;
}

const AnswerFacts &Answer::facts() const
{
    if (m_translated)
        return m_translated->facts();
    return m_watcher ? m_watcher->facts() : m_unaryFacts;
}

std::optional<StreamWatcher::Framing> Answer::framing() const
{
    if (m_watcher)
        return m_watcher->framing();
    if (!m_translated || !m_call.stream)
        return std::nullopt;
    if (m_call.serverSentEvents)
        return StreamWatcher::Framing::ServerSentEvents;
    return m_call.dialect() == models::ClientDialect::Gemini ? StreamWatcher::Framing::JsonArray
                                                             : StreamWatcher::Framing::JsonLines;
}

qint64 Answer::longestGapNs() const
{
    if (m_translated)
        return m_call.stream ? m_translated->longestGapNs() : -1;
    return m_watcher ? m_watcher->longestGapNs() : -1;
}

bool Answer::endedEarly() const
{
    return m_watcher && !m_watcher->hasEnded();
}

} // namespace signalbox::routing
