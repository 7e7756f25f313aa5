// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/AnswerLessons.h"
#include "routing/proxy/Exchange.h"
#include "routing/proxy/TokenCounter.h"

#include <algorithm>

namespace signalbox::routing {

// What an exchange leaves behind for later ones: kept answers, lessons, a conversation's memory.

using models::ErrorClass;
using models::ExchangeKind;
using models::ExchangeOutcome;

namespace {

/// The value of the field \a name among complete lines in lower case; empty when there is none.
std::string_view fieldValue(std::string_view fields, std::string_view name)
{
    while (!fields.empty()) {
        const std::size_t end = fields.find("\r\n");
        const std::string_view line = fields.substr(0, end);
        if (line.size() > name.size() + 1 && line.starts_with(name) && line[name.size()] == ':')
            return line.substr(line.find_first_not_of(' ', name.size() + 1));
        if (end == std::string_view::npos)
            break;
        fields.remove_prefix(end + 2);
    }
    return {};
}

/// The id that a later Responses request may go on from. It stands at the beginning.
std::string_view responseId(std::string_view answer)
{
    constexpr std::string_view mark = "\"resp_";
    const std::size_t begin = answer.find(mark);
    if (begin == std::string_view::npos)
        return {};
    const std::size_t end = answer.find('"', begin + 1);
    return end == std::string_view::npos ? std::string_view()
                                         : answer.substr(begin + 1, end - begin - 1);
}

} // namespace

AnswerBytes *Exchange::gather()
{
    m_bytes.reset();
    std::size_t limit = 0;
    for (const LiveWorld::CacheMiss &miss : m_world.cacheMisses())
        limit = std::max(limit, AnswerBytes(*miss.node).limit());
    const bool isResponses = m_call.dialect() == models::ClientDialect::OpenAiResponses;
    const bool isGenerate = m_call.served.endpoint.operation == Operation::Generate;
    const bool isTaught = isGenerate && m_call.request.body().size() < longestJudged
        && (m_host.lessons().hasRoom() || (isResponses && m_world.hasSignals()));
    if (isTaught)
        limit = std::max(limit, longestJudged - m_call.request.body().size());
    return limit == 0 ? nullptr : &m_bytes.emplace(limit);
}

void Exchange::keepInCaches()
{
    if (m_world.cacheMisses().empty() || !m_bytes)
        return;
    const std::optional<std::string_view> body = m_answer.whole();
    const std::string_view type = fieldValue(m_answer.fields(), "content-type");
    const bool isEncoded = !fieldValue(m_answer.fields(), "content-encoding").empty();
    const AnswerFacts &facts = m_answer.facts();
    if (isEncoded || type.empty()
        || !isStorable({.outcome = m_record.outcome,
                        .status = m_record.status,
                        .endedEarly = m_answer.endedEarly(),
                        .hasError = facts.hasError,
                        .finishReason = facts.finishReason,
                        .isWholeBody = body.has_value()}))
        return;
    ResponseCache &cache = m_host.state().cache;
    for (const LiveWorld::CacheMiss &miss : m_world.cacheMisses()) {
        if (miss.generation != cache.generation())
            continue; // it was asked by a policy that is gone
        cache.store(miss.key, *miss.node,
                    {.contentType = std::string(type),
                     .body = std::string(*body),
                     .target = m_record.target,
                     .provider = m_record.provider,
                     .model = m_record.model,
                     .variant = m_record.variant,
                     .finishReason = facts.finishReason,
                     .usage = m_record.usage,
                     .cost = m_record.cost,
                     .costSource = m_record.costSource},
                    m_host.clock().wallMs());
    }
}

void Exchange::learn()
{
    const std::optional<std::string_view> answer = m_answer.whole();
    if (!answer || m_record.target.isEmpty()
        || m_call.served.endpoint.operation != Operation::Generate)
        return;
    m_host.lessons().add({.exchange = id(),
                          .target = m_record.target,
                          .endpoint = m_call.served.endpoint,
                          .model = m_call.model.toStdString(),
                          .request = m_call.request.body(),
                          .answer = std::string(*answer),
                          .framing = m_answer.framing()},
                         m_moments.endedNs);
}

QString Exchange::noteConversation()
{
    if (m_origin.kind != ExchangeKind::Client || !m_chain.hasBegun())
        return {};
    // What no rule asks for is found out of a sample only, as the other lessons are; where nothing
    // on the way asked for signals, only what a field says is worth its time.
    const bool isWanted = m_snapshot->plan->asksForConversations() || m_host.lessons().hasRoom();
    if (!m_world.hasSignals() || !isWanted)
        return QString::fromStdString(ConversationIdentity::ofHead(m_call.request.head()).id);
    RequestSignals &request = m_world.requestSignals();
    const std::string &conversation = request.conversation().id;
    if (conversation.empty())
        return {};
    ConversationMemory &memory = m_host.state().conversations;
    const RequestSignals::TurnNote turn = request.turnNote();
    const qint64 nowMs = m_host.clock().wallMs();
    if (const ConversationMemory::Entry *before = memory.find(conversation, nowMs);
        before && turn.isReAsk && !before->lastTarget.isEmpty())
        m_host.state().scoreboard.accuracies().judge(before->lastTarget, m_world.knownTaskType(), 0,
                                                     judged::byReask);
    memory.noteOutcome(conversation,
                       {.outcome = m_record.errorClass,
                        .target = m_record.target,
                        .exchange = static_cast<qint64>(id()),
                        .callsTools = m_answer.facts().callsTools,
                        .lastText = turn.lastText,
                        .turns = turn.turns,
                        .frustration = turn.frustration,
                        .responseId = responseId(m_answer.whole().value_or(std::string_view()))},
                       nowMs);
    return QString::fromStdString(conversation);
}

void Exchange::noteWhoServed()
{
    const Candidate *candidate = decision().candidate;
    if (!candidate)
        return;
    m_record.target = candidate->target;
    m_record.provider = candidate->provider->id;
    m_record.model = candidate->model;
    m_record.variant = version().variant();
    if (m_cachedFrom) {
        const CachedAnswer &answer = *m_world.cached();
        m_record.variant = answer.variant;
        m_record.usage = answer.usage;
        m_record.finishReason = QString::fromStdString(answer.finishReason);
        m_record.cost = {};
        m_record.costSource = models::CostSource::Cached;
        if (answer.costSource != models::CostSource::Unknown)
            m_record.saved = answer.cost;
        return;
    }
    if (m_record.outcome == ExchangeOutcome::Success && m_record.usage.input > 0
        && m_call.served.endpoint.operation != Operation::Embed)
        m_host.tokens().learn(m_call, *candidate, m_record.usage.input, m_moments.endedNs);
}

} // namespace signalbox::routing
