// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Answer.h"

#include "routing/dialect/ProviderError.h"
#include "routing/proxy/Decision.h"
#include "routing/proxy/HeaderRules.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

/// A unary answer is kept whole up to here to read its usage from it; above, usage is unknown.
constexpr std::size_t longestWhole = 8UL * 1024 * 1024;

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
