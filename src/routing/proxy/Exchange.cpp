// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Exchange.h"

#include "routing/dialect/ErrorReader.h"
#include "routing/dialect/ProviderError.h"
#include "routing/http/HttpConnection.h"
#include "routing/proxy/FailureSummary.h"
#include "routing/proxy/TokenCounter.h"

#include <algorithm>

namespace signalbox::routing {

using models::ErrorClass;
using models::ExchangeOutcome;

namespace {

constexpr std::string_view jsonContent = "content-type: application/json\r\n";

QString text(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

} // namespace

Exchange::Exchange(ExchangeHost &host, std::shared_ptr<ProxySnapshot> snapshot, quint64 id,
                   HttpConnection &connection, ClientCall call, QString client)
    : m_host(host)
    , m_snapshot(std::move(snapshot))
    , m_connection(&connection)
    , m_call(std::move(call))
    , m_chain(m_call, host.reasoning())
    , m_answer(connection, m_call, host.clock())
    , m_moments{.startedNs = host.clock().monotonicNs()}
{
    m_record.id = id;
    m_record.startedAtMs = host.clock().wallMs();
    m_record.dialect = m_call.dialect();
    m_record.client = std::move(client);
    m_record.requestedModel = m_call.model;
    models::appendExchangeId(id, m_idText);
    m_record.requestBytes = static_cast<qint64>(m_call.request.body().size());
}

Exchange::~Exchange() = default;

void Exchange::start()
{
    m_connection->setObserver(this);
    if (!m_call.problem.empty()) {
        refuse({.status = 400,
                .message = m_call.problem,
                .code = {},
                .param = m_call.peek.problem.empty() ? "model" : ""});
        return;
    }
    if (m_call.dialect() == models::ClientDialect::Ollama)
        m_call.model = m_snapshot->plan.withoutDefaultTag(m_call.model);
    const Resolution *resolution = m_snapshot->plan.resolve(m_call.model, m_madeUp);
    if (!resolution) {
        refuse(unknownModel(m_call.model, m_snapshot->plan.nearestName(m_call.model)));
        return;
    }
    m_record.route = resolution->route;
    m_chain.begin(*resolution, *m_snapshot);
    const auto first = m_chain.first(m_host.clock().wallMs());
    if (!first) {
        refuse(m_chain.impossible() ? *m_chain.impossible()
                                    : dialectMismatch(m_call.model, m_call.dialect()));
        return;
    }
    startAttempt(*first);
}

void Exchange::startAttempt(std::size_t candidate)
{
    if (m_chain.service() == Service::Counted) {
        m_candidate = candidate;
        if (!answerCount())
            refuse(m_chain.translations().problem());
        return;
    }
    const Candidate &chosen = m_chain.at(candidate);
    ProviderAccess &access = *m_snapshot->providers.at(chosen.provider);
    if (candidate != m_candidate || m_record.attempts.empty()) {
        m_retries.begin(m_snapshot->policy->retry);
    }
    m_candidate = candidate;
    const int key = m_retries.usableKey(access);
    m_attempt = std::make_unique<Attempt>(Attempt::Context{m_host.manager(), m_host.clock(), *this},
                                          m_call, chosen, access, key, m_chain.translated());
    m_score = &m_host.scoreboard().score(chosen.target);
    m_score->attemptBegan();
    if (key < 0 && !access.keys.empty()) {
        // Not from inside a call: a chain of targets without keys must not nest.
        m_lastFailure = {.errorClass = ErrorClass::Authentication,
                         .mayRetry = false,
                         .wasSent = false,
                         .fields = {},
                         .body = {},
                         .message = keyProblem(access)};
        m_isPendingFailure = true;
        m_host.wakeLater(id(), 0);
        return;
    }
    m_attempt->start();
    if (m_moments.firstSendNs < 0)
        m_moments.firstSendNs = m_host.clock().monotonicNs();
}

void Exchange::wake()
{
    if (m_hasEnded)
        return;
    if (m_isPendingFailure) {
        m_isPendingFailure = false;
        attemptFailed(m_lastFailure);
        return;
    }
    startAttempt(m_candidate);
}

void Exchange::attemptAnswered(const ProviderResponseHead &head)
{
    m_moments.answerHeadNs = m_attempt->firstByteNs();
    m_answer.begin(head, decision().fields(m_idText), handlingOf(head));
}

Answer::Handling Exchange::handlingOf(const ProviderResponseHead &head)
{
    const bool hasOther = std::ranges::any_of(streamErrorClasses, [this](ErrorClass errorClass) {
        return m_chain.hasNext(m_candidate, errorClass);
    });
    Answer::Handling handling{.hold = hasOther ? Answer::Hold::UntilContent : Answer::Hold::No,
                              .hideUsage = m_attempt->hasAskedForUsage() ? Answer::HideUsage::Yes
                                                                         : Answer::HideUsage::No,
                              .capture = Answer::Capture::of(m_snapshot->policy->capture)};
    if (m_attempt->isTranslated()) {
        const qint64 waitedNs = m_host.clock().monotonicNs() - m_moments.startedNs;
        handling.translated = m_chain.translations().answer(
            m_attempt->candidate(), head,
            {.exchangeId = m_idText, .nowMs = m_host.clock().wallMs(), .waitedNs = waitedNs});
    }
    return handling;
}

void Exchange::attemptBody(std::string_view bytes, BodyPosition position)
{
    if (!m_answer.body(bytes, position)) {
        failHidden();
        return;
    }
    if (m_attempt && m_connection && m_connection->isCongested())
        m_attempt->pause();
}

void Exchange::failHidden()
{
    const DialectError *error = m_answer.translationError();
    const std::string words = error ? error->code + " " + error->message : std::string();
    attemptFailed({.errorClass = classOfStreamError(error ? words : m_answer.held()),
                   .mayRetry = false,
                   .status = m_answer.status(),
                   .fields = {},
                   .body = {},
                   .message = m_answer.wasStreamed()
                       ? QStringLiteral("the answer was an error inside a stream")
                       : QStringLiteral("the answer was an error, or could not be read")});
}

void Exchange::clientDrained()
{
    if (m_attempt)
        m_attempt->resume();
}

void Exchange::attemptDone()
{
    if (m_hasEnded)
        return;
    if (!m_answer.end()) {
        failHidden();
        return;
    }
    if (m_hasEnded)
        return; // the client left while its last bytes were written
    ProviderAccess &access = *m_snapshot->providers.at(m_attempt->candidate().provider);
    const bool isError = m_answer.facts().hasError;
    const auto record = m_attempt->record(m_moments.startedNs, ErrorClass::None, {});
    if (record.keyIndex >= 0)
        access.firstKey = static_cast<std::size_t>(record.keyIndex);
    keepThoughts();
    closeAttempt(isError ? ErrorClass::ServerError : ErrorClass::None,
                 isError ? QStringLiteral("the answer carried an error") : QString());
    if (m_answer.endedEarly() && m_answer.status() == 200 && !isError)
        m_record.error = QStringLiteral("the stream ended without its end mark");
    finish(isError ? ExchangeOutcome::ProviderError : ExchangeOutcome::Success, m_answer.status());
}

void Exchange::keepThoughts()
{
    const qint64 now = m_host.clock().wallMs();
    for (const CallNotes::Note &call : m_answer.translatedCalls())
        m_host.reasoning().keep(call.id, call.thoughts, call.signature, now);
}

void Exchange::closeAttempt(ErrorClass errorClass, const QString &message)
{
    const models::AttemptRecord record =
        m_attempt->record(m_moments.startedNs, errorClass, message);
    m_score->attemptEnded(errorClass, record.firstByteUs, record.durationUs,
                          m_host.clock().monotonicNs());
    m_record.attempts.push_back(record);
    m_record.errorClass = errorClass;
    m_attempt->cancel();
    m_lastAttempt = std::move(m_attempt);
}

void Exchange::attemptFailed(AttemptFailure failure)
{
    if (m_hasEnded)
        return;
    m_snapshot->filter.clean(failure);
    closeAttempt(failure.errorClass, failure.message);
    m_record.error = failure.message;
    if (m_answer.isCommitted()) {
        m_answer.breakOff(
            {.status = failure.errorClass == ErrorClass::Timeout ? 504 : 502,
             .message = "The answer broke off: " + failure.message.toStdString() + ".",
             .code = "stream_interrupted",
             .param = {}});
        finish(ExchangeOutcome::BrokenStream, m_answer.status());
        return;
    }
    m_answer.drop();
    m_lastFailure = std::move(failure);
    const bool canOthersServe = m_chain.hasNext(m_candidate, m_lastFailure.errorClass);
    const auto wait =
        m_retries.waitAfter({.failure = m_lastFailure,
                             .usedKey = m_record.attempts.back().keyIndex,
                             .canOthersServe = canOthersServe,
                             .random = m_host.random()},
                            *m_snapshot->providers.at(m_chain.at(m_candidate).provider));
    if (wait && wait->count() > 0)
        m_host.wakeLater(id(), wait->count());
    else if (wait)
        startAttempt(m_candidate);
    else if (const auto next =
                 m_chain.next(m_candidate, m_lastFailure.errorClass, m_host.clock().wallMs()))
        startAttempt(*next);
    else
        giveUp();
}

bool Exchange::answerCount()
{
    const auto counted = m_chain.translations().count(m_chain.at(m_candidate), m_host.tokens());
    if (!counted)
        return false;
    m_isEstimated = counted->isEstimate;
    m_record.errorClass = ErrorClass::None;
    m_record.error.clear();
    constexpr int ok = 200;
    m_answer.begin({.status = ok, .headers = {}, .contentLength = -1},
                   decision().fields(m_idText).append(jsonContent),
                   {.capture = Answer::Capture::of(m_snapshot->policy->capture)});
    m_answer.body(counted->body, BodyPosition::Last);
    if (!m_hasEnded) // the client may have left
        finish(ExchangeOutcome::Success, ok);
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
                    decision().fields(m_idText) + retryAfterField(m_lastFailure));
    finish(ExchangeOutcome::ProviderError, error.status);
}

void Exchange::answerWithError(int status, const DialectError &error, std::string fields)
{
    fields.append(jsonContent);
    m_connection->respond(status, fields, errorBody(m_call.dialect(), error, m_idText));
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
        m_connection->respond(failure.status, decision().fields(m_idText) + failure.fields,
                              failure.body);
    finish(ExchangeOutcome::ProviderError, failure.status);
}

void Exchange::refuse(const DialectError &error)
{
    m_record.error = text(error.message);
    const int status = statusFor(m_call.dialect(), error.status);
    answerWithError(status, error, decision().fields(m_idText));
    finish(ExchangeOutcome::Refused, status);
}

void Exchange::clientGone()
{
    if (m_hasEnded)
        return;
    m_record.error = QStringLiteral("the client went away");
    if (m_attempt)
        closeAttempt(ErrorClass::Cancelled, m_record.error);
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
    if (m_attempt)
        closeAttempt(ErrorClass::Cancelled, m_record.error);
    const DialectError error{
        .status = 503, .message = "Signalbox is stopping.", .code = "stopping", .param = {}};
    if (m_answer.isCommitted()) {
        m_answer.breakOff(error);
        finish(ExchangeOutcome::BrokenStream, m_answer.status());
        return;
    }
    if (m_connection)
        answerWithError(error.status, error, {});
    finish(ExchangeOutcome::Refused, error.status);
}

Decision Exchange::decision() const
{
    return {.chain = m_chain,
            .candidate = m_candidate,
            .attempts = m_record.attempts,
            .isAttemptRunning = m_attempt != nullptr,
            .isEstimated = m_isEstimated,
            .unsaid = m_answer.unsaidNames()};
}

void Exchange::finish(ExchangeOutcome outcome, int status)
{
    if (m_hasEnded)
        return;
    m_hasEnded = true;
    if (m_connection)
        m_connection->setObserver(nullptr);
    m_record.outcome = outcome;
    m_record.status = status;
    m_moments.endedNs = m_host.clock().monotonicNs();
    noteAnswer(m_record, m_answer, m_moments);
    if (!m_chain.isEmpty()) {
        const Candidate &candidate = m_chain.at(m_candidate);
        m_record.target = candidate.target;
        m_record.provider = candidate.provider->id;
        m_record.model = candidate.model;
        m_record.reason = decision().reason();
        if (outcome == ExchangeOutcome::Success && m_record.usage.input > 0
            && m_call.served.endpoint.operation != Operation::Embed)
            m_host.tokens().learn(m_call, candidate, m_record.usage.input, m_moments.endedNs);
    }
    m_record.bodies = captureBodies(*m_snapshot, outcome, m_call, m_answer, m_lastFailure.body);
    m_snapshot->filter.clean(m_record);
    m_host.exchangeEnded(id(), std::move(m_record));
}

} // namespace signalbox::routing
