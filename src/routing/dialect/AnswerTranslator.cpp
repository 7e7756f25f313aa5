// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/AnswerTranslator.h"

#include "routing/dialect/AnswerReplay.h"
#include "routing/dialect/ErrorReader.h"
#include "routing/dialect/SchemaTool.h"
#include "routing/json/JsonText.h"

namespace signalbox::routing {

namespace {

/// The closing event of the Responses API repeats the whole answer, images included.
constexpr std::size_t longestEvent = 16UL * 1024 * 1024;

bool hasFreeFormCalls(models::ClientDialect dialect)
{
    return dialect == models::ClientDialect::OpenAiChat
        || dialect == models::ClientDialect::OpenAiResponses;
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
    , m_schemaTool(schemaToolName(wish.conversation))
    , m_unwrapper(m_schemaTool, *this)
    , m_calls(wish.exchangeId)
{
    if (framing != Framing::Whole)
        m_reader = provider.streamReader();
    if (wantsStream)
        m_writer = client.streamWriter(wish);
    else if (m_reader)
        m_collector = std::make_unique<AnswerCollector>();
    m_sink = m_writer ? static_cast<AnswerSink *>(m_writer.get()) : m_collector.get();
}

AnswerTranslator::~AnswerTranslator() = default;

void AnswerTranslator::feed(std::string_view bytes, qint64 nowNs)
{
    m_nowNs = nowNs;
    if (m_headNs < 0)
        m_headNs = nowNs;
    switch (m_framing) {
    case Framing::Whole:
        if (!m_whole.append(bytes) && !error())
            noteError(untranslatable("it is longer than 64 MiB"));
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
        if (m_messages.isBroken() && !m_hasEnded && !error())
            failed(untranslatable("a checksum of the stream is wrong"));
        break;
    }
}

void AnswerTranslator::event(std::string_view name, std::string_view data)
{
    if (!data.empty())
        m_reader->event(name, data, m_unwrapper);
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
    if (!m_hasEnded && !error())
        m_reader->end(m_unwrapper);
}

void AnswerTranslator::readWhole()
{
    if (error() || m_hasEnded)
        return;
    simdjson::dom::parser parser;
    const std::optional<Json> root = m_whole.object(parser);
    if (!root) {
        noteError(untranslatable("it is no JSON object"));
        return;
    }
    AnswerMessage answer = m_provider.readAnswer(*root);
    unwrapSchemaTool(answer, m_schemaTool);
    if (answer.candidates.empty()) {
        noteError(field(*root, "error")
                      ? readErrorBody(502, m_whole.text(), "The provider answered with an error.")
                      : untranslatable("it holds no answer"));
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
            noteUnsaidPart(part);
        }
    }
    for (const std::string &name : answer.unsaid)
        noteUnsaid(name);
}

void AnswerTranslator::noteUnsaidPart(const Part &part)
{
    const models::ClientDialect client = m_wish.conversation.dialect;
    const auto *other = std::get_if<OtherPart>(&part);
    if (other && other->dialect != client)
        noteUnsaid(other->kind == "citations_delta" ? "citations" : std::string_view(other->kind));
    if (const auto *text = std::get_if<TextPart>(&part)) {
        // Remarks of the dialects that have them. An answer whose dialect is the client's passes as
        // it is, so that all that is here is of another one.
        for (const auto &[name, json] : text->notes.rest) {
            const bool isRemark = name == "annotations" || name == "citations";
            if (isRemark && json != "null" && json != "[]")
                noteUnsaid(name);
        }
    }
    const auto *media = std::get_if<MediaPart>(&part);
    const bool isShown = client == models::ClientDialect::Gemini
        || (client == models::ClientDialect::OpenAiResponses && media
            && media->kind == MediaPart::Kind::Image);
    if (media && !isShown)
        noteUnsaid("media");
}

std::string AnswerTranslator::take()
{
    return m_writer ? m_writer->take() : std::exchange(m_body, {});
}

std::string AnswerTranslator::breakOff(const DialectError &why)
{
    if (!m_writer || m_hasEnded)
        return {};
    if (!error())
        m_writer->failed(why);
    return m_writer->take();
}

void AnswerTranslator::began(const Begin &begin)
{
    m_sink->began(begin);
}

void AnswerTranslator::text(qint64 candidate, std::string_view text)
{
    noteContent();
    m_sink->text(candidate, text);
}

void AnswerTranslator::refusal(qint64 candidate, std::string_view text)
{
    noteContent();
    m_sink->refusal(candidate, text);
}

void AnswerTranslator::reasoning(qint64 candidate, std::string_view text)
{
    noteContent();
    m_calls.thinking(text);
    m_sink->reasoning(candidate, text);
}

void AnswerTranslator::reasoningEnded(qint64 candidate, const ReasoningPart &part)
{
    m_calls.thoughtEnded(part);
    m_sink->reasoningEnded(candidate, part);
}

void AnswerTranslator::callBegan(qint64 candidate, const CallBegin &call)
{
    noteContent();
    CallBegin named = call;
    named.id = m_calls.call(call.id, call.signature);
    const bool isWrapped = call.isFreeForm && !hasFreeFormCalls(m_wish.conversation.dialect);
    named.isFreeForm = call.isFreeForm && !isWrapped;
    m_sink->callBegan(candidate, named);
    if (!isWrapped)
        return;
    m_wrapped.emplace(candidate, call.call);
    m_sink->callArguments(candidate, call.call, R"({"input":")");
}

void AnswerTranslator::callArguments(qint64 candidate, qint64 call, std::string_view fragment)
{
    noteContent();
    if (!m_wrapped.contains({candidate, call})) {
        m_sink->callArguments(candidate, call, fragment);
        return;
    }
    std::string escaped;
    appendEscaped(escaped, fragment);
    m_sink->callArguments(candidate, call, escaped);
}

void AnswerTranslator::callEnded(qint64 candidate, qint64 call)
{
    if (m_wrapped.erase({candidate, call}) > 0)
        m_sink->callArguments(candidate, call, R"("})");
    m_sink->callEnded(candidate, call);
}

void AnswerTranslator::part(qint64 candidate, const Part &part)
{
    noteContent();
    noteUnsaidPart(part);
    m_sink->part(candidate, part);
}

void AnswerTranslator::logprobs(qint64 candidate, std::string_view json)
{
    m_sink->logprobs(candidate, json);
}

void AnswerTranslator::usage(const models::TokenUsage &usage)
{
    AnswerFacts later;
    later.usage = usage;
    later.hasWholeUsage = true; // the last one counts, see AnswerSink
    m_facts.merge(later);
    m_sink->usage(m_facts.usage);
}

void AnswerTranslator::reportedCost(const models::Money &cost)
{
    m_facts.reportedCost = cost;
    m_sink->reportedCost(cost);
}

void AnswerTranslator::stopped(qint64 candidate, const Stop &stop)
{
    m_facts.finishReason = stop.nativeStop;
    m_sink->stopped(candidate, stop);
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
    noteError(error);
    if (m_writer)
        m_writer->failed(error);
}

} // namespace signalbox::routing
