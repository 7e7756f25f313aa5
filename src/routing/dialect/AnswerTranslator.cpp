// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/AnswerTranslator.h"

#include "routing/dialect/AnswerReplay.h"
#include "routing/dialect/ErrorReader.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

/// The closing event of the Responses API repeats the whole answer, images included.
constexpr std::size_t longestEvent = 16UL * 1024 * 1024;
/// An answer in one piece that is longer is not translated.
constexpr std::size_t longestWhole = 64UL * 1024 * 1024;

DialectError unreadable(std::string_view why)
{
    return {.status = 502,
            .message = "The provider's answer could not be translated: " + std::string(why) + ".",
            .code = "provider_error",
            .param = {}};
}

} // namespace

AnswerTranslator::AnswerTranslator(const ClientCodec &client, const ProviderCodec &provider,
                                   const AnswerWish &wish, Framing framing, bool wantsStream)
    : m_client(client)
    , m_provider(provider)
    , m_wish(wish)
    , m_framing(framing)
    , m_events(longestEvent)
    , m_lines(longestEvent)
    , m_items(longestEvent)
    , m_messages(longestEvent)
    , m_calls(wish.exchangeId)
{
    if (framing != Framing::Whole)
        m_reader = provider.streamReader();
    if (wantsStream)
        m_writer = client.streamWriter(wish);
    else if (m_reader)
        m_collector = std::make_unique<AnswerCollector>();
}

AnswerTranslator::~AnswerTranslator() = default;

void AnswerTranslator::feed(std::string_view bytes, qint64 nowNs)
{
    m_nowNs = nowNs;
    if (m_headNs < 0)
        m_headNs = nowNs;
    switch (m_framing) {
    case Framing::Whole:
        if (m_whole.size() + bytes.size() <= longestWhole)
            m_whole.append(bytes);
        else if (!m_error)
            m_error = unreadable("it is longer than 64 MiB");
        break;
    case Framing::ServerSentEvents:
        m_events.feed(bytes,
                      [this](std::string_view name, std::string_view data) { event(name, data); });
        break;
    case Framing::JsonLines:
        m_lines.feed(bytes, [this](std::string_view line) { event({}, line); });
        break;
    case Framing::JsonArray:
        m_items.feed(bytes, [this](std::string_view item) { event({}, item); });
        break;
    case Framing::AwsEvents:
        m_messages.feed(
            bytes, [this](std::string_view name, std::string_view data) { event(name, data); });
        if (m_messages.isBroken() && !m_hasEnded && !m_error)
            failed(unreadable("a checksum of the stream is wrong"));
        break;
    }
}

void AnswerTranslator::event(std::string_view name, std::string_view data)
{
    if (!data.empty())
        m_reader->event(name, data, *this);
}

void AnswerTranslator::finish(qint64 nowNs)
{
    m_nowNs = nowNs;
    if (m_framing == Framing::Whole) {
        readWhole();
        return;
    }
    if (m_framing == Framing::ServerSentEvents) {
        m_events.finish(
            [this](std::string_view name, std::string_view data) { event(name, data); });
    } else if (m_framing == Framing::JsonLines) {
        m_lines.finish([this](std::string_view line) { event({}, line); });
    }
    if (!m_hasEnded && !m_error)
        m_reader->end(*this);
}

void AnswerTranslator::readWhole()
{
    if (m_error || m_hasEnded)
        return;
    simdjson::dom::parser parser;
    Json root;
    if (parser.parse(m_whole.data(), m_whole.size()).get(root) != simdjson::SUCCESS
        || !root.is_object()) {
        m_error = unreadable("it is no JSON object");
        m_facts.hasError = true;
        return;
    }
    AnswerMessage answer = m_provider.readAnswer(root);
    if (answer.candidates.empty()) {
        m_error = field(root, "error")
            ? readErrorBody(502, m_whole, "The provider answered with an error.")
            : unreadable("it holds no answer");
        m_facts.hasError = true;
        return;
    }
    if (m_writer) {
        replayAnswer(answer, *this);
        return;
    }
    noteParts(answer);
    writeWhole(answer);
    m_facts.usage = answer.usage;
    m_facts.reportedCost = answer.reportedCost;
    m_facts.finishReason = answer.candidates.front().nativeStop;
    noteContent();
    m_hasEnded = true;
}

void AnswerTranslator::writeWhole(const AnswerMessage &answer)
{
    AnswerWish wish = m_wish;
    if (wish.waitedNs > 0 && m_headNs >= 0)
        wish.waitedNs += m_nowNs - m_headNs;
    m_body = m_client.writeAnswer(answer, wish);
}

void AnswerTranslator::noteParts(AnswerMessage &answer)
{
    for (AnswerCandidate &candidate : answer.candidates) {
        for (Part &part : candidate.parts) {
            if (const auto *thought = std::get_if<ReasoningPart>(&part))
                m_calls.thoughtEnded(*thought);
            else if (auto *call = std::get_if<ToolCallPart>(&part))
                call->id = m_calls.call(call->id, call->signature);
        }
    }
}

std::string AnswerTranslator::take()
{
    return m_writer ? m_writer->take() : std::exchange(m_body, {});
}

std::string AnswerTranslator::breakOff(const DialectError &error)
{
    if (!m_writer || m_hasEnded)
        return {};
    if (!m_error)
        m_writer->failed(error);
    return m_writer->take();
}

void AnswerTranslator::noteContent()
{
    if (m_firstContentNs < 0)
        m_firstContentNs = m_nowNs;
    else
        m_longestGapNs = std::max(m_longestGapNs, m_nowNs - m_lastContentNs);
    m_lastContentNs = m_nowNs;
}

// Every call goes to the writer, or to the collector when the client wants one body.

void AnswerTranslator::began(const Begin &begin)
{
    m_writer ? m_writer->began(begin) : m_collector->began(begin);
}

void AnswerTranslator::text(qint64 candidate, std::string_view text)
{
    noteContent();
    m_writer ? m_writer->text(candidate, text) : m_collector->text(candidate, text);
}

void AnswerTranslator::refusal(qint64 candidate, std::string_view text)
{
    noteContent();
    m_writer ? m_writer->refusal(candidate, text) : m_collector->refusal(candidate, text);
}

void AnswerTranslator::reasoning(qint64 candidate, std::string_view text)
{
    noteContent();
    m_calls.thinking(text);
    m_writer ? m_writer->reasoning(candidate, text) : m_collector->reasoning(candidate, text);
}

void AnswerTranslator::reasoningEnded(qint64 candidate, const ReasoningPart &part)
{
    m_calls.thoughtEnded(part);
    m_writer ? m_writer->reasoningEnded(candidate, part)
             : m_collector->reasoningEnded(candidate, part);
}

void AnswerTranslator::callBegan(qint64 candidate, const CallBegin &call)
{
    noteContent();
    CallBegin named = call;
    named.id = m_calls.call(call.id, call.signature);
    m_writer ? m_writer->callBegan(candidate, named) : m_collector->callBegan(candidate, named);
}

void AnswerTranslator::callArguments(qint64 candidate, qint64 call, std::string_view fragment)
{
    noteContent();
    m_writer ? m_writer->callArguments(candidate, call, fragment)
             : m_collector->callArguments(candidate, call, fragment);
}

void AnswerTranslator::callEnded(qint64 candidate, qint64 call)
{
    m_writer ? m_writer->callEnded(candidate, call) : m_collector->callEnded(candidate, call);
}

void AnswerTranslator::part(qint64 candidate, const Part &part)
{
    noteContent();
    m_writer ? m_writer->part(candidate, part) : m_collector->part(candidate, part);
}

void AnswerTranslator::logprobs(qint64 candidate, std::string_view json)
{
    m_writer ? m_writer->logprobs(candidate, json) : m_collector->logprobs(candidate, json);
}

void AnswerTranslator::usage(const models::TokenUsage &usage)
{
    AnswerFacts later;
    later.usage = usage;
    m_facts.merge(later);
    m_writer ? m_writer->usage(m_facts.usage) : m_collector->usage(m_facts.usage);
}

void AnswerTranslator::reportedCost(const models::Money &cost)
{
    m_facts.reportedCost = cost;
    m_writer ? m_writer->reportedCost(cost) : m_collector->reportedCost(cost);
}

void AnswerTranslator::stopped(qint64 candidate, const Stop &stop)
{
    m_facts.finishReason = stop.nativeStop;
    m_writer ? m_writer->stopped(candidate, stop) : m_collector->stopped(candidate, stop);
}

void AnswerTranslator::ended()
{
    m_hasEnded = true;
    if (m_writer)
        m_writer->ended();
    else
        writeWhole(m_collector->answer());
}

void AnswerTranslator::failed(const DialectError &error)
{
    m_error = error;
    m_facts.hasError = true;
    if (m_writer)
        m_writer->failed(error);
}

} // namespace signalbox::routing
