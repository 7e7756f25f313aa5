// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ErrorReader.h"
#include "routing/proxy/Exchange.h"
#include "routing/proxy/FailureSummary.h"
#include "routing/proxy/FixedAnswer.h"
#include "routing/proxy/TokenCounter.h"
#include "routing/proxy/WalkedDecision.h"

#include <algorithm>

namespace signalbox::routing {

// How an exchange ends: what the client is told, and the record.

using models::ErrorClass;
using models::ExchangeOutcome;

namespace {

constexpr std::string_view jsonContent = "content-type: application/json\r\n";

} // namespace

void Exchange::answerFixed(const models::AnswerNode &node)
{
    constexpr qint64 msPerSecond = 1000;
    m_withoutTarget = QStringLiteral("answered by the route itself");
    const auto body = fixedAnswer(m_call, node.text.toStdString(), m_idText,
                                  m_host.clock().wallMs() / msPerSecond);
    if (!body) {
        refuse({.status = 400,
                .message = "This route answers conversations only.",
                .code = "unsupported_operation",
                .param = "model"});
        return;
    }
    answerHere(*body, m_call.contentFields());
}

void Exchange::answerHere(std::string_view body, std::string_view contentFields)
{
    m_record.errorClass = ErrorClass::None;
    m_record.error.clear();
    m_bytes.reset();
    constexpr int ok = 200;
    m_answer.begin({.status = ok, .headers = {}, .contentLength = -1},
                   decision().fields(m_idText).append(contentFields),
                   {.capture = Answer::Capture::of(m_snapshot->policy->capture)});
    m_answer.body(body, BodyPosition::Last);
    if (!m_hasEnded) // the client may have left
        finish(ExchangeOutcome::Success, ok);
}

void Exchange::answerFromCache()
{
    const CachedAnswer answer = *m_world.cached(); // a copy: the client may leave while it is told
    for (const Candidate &candidate : m_snapshot->plan->candidates()) {
        if (candidate.target == answer.target)
            m_cachedFrom = &candidate;
    }
    takeTickets();
    const qint64 nowMs = m_host.clock().wallMs();
    answerHere(answer.body,
               cacheHitFields(answer, nowMs) + "content-type: " + answer.contentType + "\r\n");
}

bool Exchange::answerCount()
{
    const auto counted =
        m_chain.version().translations().count(*m_chain.current(), m_host.tokens());
    if (!counted)
        return false;
    m_isEstimated = counted->isEstimate;
    answerHere(counted->body, jsonContent);
    return true;
}

void Exchange::giveUp()
{
    const bool isOneTarget =
        std::ranges::all_of(m_record.attempts, [this](const models::AttemptRecord &attempt) {
            return attempt.target == m_record.attempts.front().target;
        });
    // What the client did wrong it must hear in the provider's words, whatever came before.
    const bool isClientsFault = m_lastFailure.errorClass == ErrorClass::BadRequest
        || m_lastFailure.errorClass == ErrorClass::ContextTooLong
        || m_lastFailure.errorClass == ErrorClass::ContentFilter;
    // Some that speak a dialect have no counts; and a count of ours is better than none.
    const bool isCount = m_call.served.endpoint.operation == Operation::CountTokens;
    if (isCount && !isClientsFault && answerCount())
        return;
    constexpr int firstRefusal =
        400; // a 2xx that broke off before its body is no answer to pass on
    if ((isOneTarget || isClientsFault) && m_lastFailure.status >= firstRefusal) {
        answerWithProviderError(m_lastFailure);
        return;
    }
    const DialectError error = failureSummary(m_record.attempts);
    answerWithError(error.status, error,
                    decision().fields(m_idText) + retryAfterField(m_lastFailure.retryAfterMs));
    finish(ExchangeOutcome::ProviderError, error.status);
}

void Exchange::answerWithError(int status, const DialectError &error, std::string fields)
{
    fields.append(jsonContent);
    m_channel->respond(status, fields, errorBody(m_call.dialect(), error, m_idText));
}

void Exchange::answerWithProviderError(const AttemptFailure &failure)
{
    if (const auto instead = unreadableError(failure))
        answerWithError(failure.status, *instead, decision().fields(m_idText));
    else if (failure.isTranslated)
        answerWithError(
            statusFor(m_call.dialect(), failure.status),
            readErrorBody(failure.status, failure.body, failure.message.toStdString() + "."),
            decision().fields(m_idText) + failure.fields);
    else
        m_channel->respond(failure.status, decision().fields(m_idText) + failure.fields,
                           failure.body);
    finish(ExchangeOutcome::ProviderError, failure.status);
}

void Exchange::refuse(const DialectError &error, std::string_view fields)
{
    m_record.error = QString::fromUtf8(error.message);
    m_withoutTarget = QStringLiteral("refused: ")
        + (error.code.empty() ? QStringLiteral("invalid_request") : QString::fromUtf8(error.code));
    const int status = statusFor(m_call.dialect(), error.status);
    answerWithError(status, error, decision().fields(m_idText).append(fields));
    finish(ExchangeOutcome::Refused, status);
}

void Exchange::clientGone()
{
    if (m_hasEnded)
        return;
    m_record.error = QStringLiteral("the client went away");
    closeAll(ErrorClass::Cancelled);
    m_record.errorClass = ErrorClass::Cancelled;
    constexpr int clientClosedRequest = 499; // as nginx counts it; never sent
    finish(ExchangeOutcome::ClientGone,
           m_answer.isCommitted() ? m_answer.status() : clientClosedRequest);
}

void Exchange::cancel()
{
    if (m_hasEnded)
        return;
    m_record.error = QStringLiteral("Signalbox stopped");
    closeAll(ErrorClass::Cancelled);
    const DialectError error{
        .status = 503, .message = "Signalbox is stopping.", .code = "stopping", .param = {}};
    if (m_answer.isCommitted()) {
        m_answer.breakOff(error);
        finish(ExchangeOutcome::BrokenStream, m_answer.status());
        return;
    }
    if (!m_last)
        m_withoutTarget = QStringLiteral("refused: stopping");
    if (m_channel)
        answerWithError(error.status, error, decision().fields(m_idText));
    finish(ExchangeOutcome::Refused, error.status);
}

const RequestVersion &Exchange::version() const
{
    return m_running.version ? *m_running.version : m_chain.version();
}

Decision Exchange::decision() const
{
    const Candidate *candidate = m_last ? &m_last->candidate()
        : m_cachedFrom                  ? m_cachedFrom
                                        : m_chain.current();
    const TranslatedRequest *translated = m_last ? m_last->translated() : nullptr;
    return {.chain = m_chain,
            .candidate = m_chain.hasBegun() && m_withoutTarget.isEmpty() ? candidate : nullptr,
            .withoutTarget = m_withoutTarget,
            .translated = translated,
            .attempts = m_record.attempts,
            .isAttemptRunning = m_running.attempt != nullptr,
            .isEstimated = m_isEstimated,
            .isCached = m_cachedFrom != nullptr,
            .hasMissedCache = !m_cachedFrom && !m_world.cacheMisses().empty(),
            .variant = m_cachedFrom  ? m_world.cached()->variant
                : m_chain.hasBegun() ? version().variant()
                                     : QString(),
            .isDowngraded = m_world.isDowngraded(),
            .warnings = m_world.warnings(),
            .unsaid = m_answer.unsaidNames()};
}

std::shared_ptr<const models::RecordedDecision> Exchange::recordedDecision()
{
    // What the capture setting does not keep as a body is not kept here either.
    const DecisionPrivacy privacy{.redactor = &m_snapshot->filter.redactor(),
                                  .keepsTexts =
                                      keepsBodies(m_snapshot->policy->capture, m_record.outcome)};
    DecisionFacts facts = DecisionFacts::of(m_world, version(), privacy);
    facts.problems.insert(facts.problems.end(), m_chain.untold().begin(), m_chain.untold().end());
    facts.setWalk(m_chain.takeTrace(), m_chain.walk().isByName(), *m_snapshot->plan, m_world);
    return std::make_shared<const WalkedDecision>(m_snapshot->plan, std::move(facts),
                                                  m_call.stream);
}

void Exchange::finish(ExchangeOutcome outcome, int status)
{
    if (m_hasEnded)
        return;
    m_hasEnded = true;
    if (m_channel)
        m_channel->setObserver(nullptr);
    m_record.outcome = outcome;
    m_record.status = status;
    m_moments.endedNs = m_host.clock().monotonicNs();
    noteAnswer(m_record, m_answer, m_moments);
    noteWhoServed();
    const models::RecordRoom room = m_host.recordRoom();
    if (m_chain.hasBegun() || !m_withoutTarget.isEmpty())
        m_record.reason = decision().reason();
    if (m_chain.hasBegun()) {
        if (room != models::RecordRoom::NoBodiesAndDecisions)
            m_record.decision = recordedDecision();
    }
    for (RateTicket &ticket : m_tickets) {
        if (m_record.usage.input >= 0)
            ticket.correct(m_record.usage.input + std::max<qint64>(0, m_record.usage.output));
    }
    m_tickets.clear();
    m_snapshot->filter.clean(m_record);
    if (outcome == ExchangeOutcome::Success && !m_cachedFrom) {
        keepInCaches();
        learn();
    }
    const QString conversation = noteConversation();
    // At last: what was captured leaves the answer, and others look at it.
    if (hasRoomForBodies(room, outcome))
        m_record.bodies = captureBodies(*m_snapshot, outcome, m_call, m_answer, m_lastFailure.body);
    else
        m_record.hadNoRoom = keepsBodies(m_snapshot->policy->capture, outcome);
    m_host.exchangeEnded(id(), std::move(m_record), conversation);
}

} // namespace signalbox::routing
