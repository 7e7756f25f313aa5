// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Exchange.h"

#include "routing/dialect/ProviderError.h"
#include "routing/proxy/FailureSummary.h"
#include "routing/proxy/KeyLimits.h"

#include <algorithm>

namespace signalbox::routing {

using models::ErrorClass;
using models::ExchangeOutcome;

namespace {

std::string idText(quint64 id)
{
    std::string text;
    models::appendExchangeId(id, text);
    return text;
}

} // namespace

Exchange::Exchange(ExchangeHost &host, std::shared_ptr<ProxySnapshot> snapshot, quint64 id,
                   ClientChannel &channel, ClientCall call, ExchangeOrigin origin)
    : m_host(host)
    , m_snapshot(std::move(snapshot))
    , m_channel(&channel)
    , m_call(std::move(call))
    , m_origin(std::move(origin))
    , m_client(m_origin.client.toStdString())
    , m_idText(idText(id))
    , m_versions(m_call, host.reasoning())
    , m_world(m_versions, m_client, m_idText, surroundingsOf(host, *m_snapshot))
    , m_chain(m_versions)
    , m_answer(channel, m_call, host.clock())
    , m_moments{.startedNs = host.clock().monotonicNs()}
{
    m_retries.setHasRoom([this](const ProviderAccess &access, int key) {
        return keyRoom(m_world, access, key).isAdmitted();
    });
    m_retries.setMayTry([this](const ProviderAccess & /*access*/, int key) {
        return m_world.mayTryKey(*m_chain.current(), key);
    });
    m_record.id = id;
    m_record.startedAtMs = host.clock().wallMs();
    m_record.dialect = m_call.dialect();
    m_record.client = m_origin.client;
    m_record.kind = m_origin.kind;
    m_record.shadowOf = m_origin.shadowOf;
    m_record.requestedModel = m_call.model;
    m_record.requestBytes = static_cast<qint64>(m_call.request.body().size());
}

Exchange::~Exchange() = default;

Surroundings surroundingsOf(ExchangeHost &host, ProxySnapshot &snapshot)
{
    return {.plan = *snapshot.plan,
            .state = host.state(),
            .books = snapshot.books,
            .clock = host.clock(),
            .access =
                [&snapshot](const models::Provider &provider) {
                    const auto found = snapshot.providers.find(&provider);
                    return found == snapshot.providers.end() ? nullptr : found->second.get();
                },
            .random = [&host] { return host.random(); }};
}

void Exchange::wake(int alarm)
{
    if (m_hasEnded)
        return;
    if (alarm != 0) {
        if (alarm == m_alarm && m_running.attempt && m_running.attempt->firstByteNs() < 0)
            answerIsSlow();
        return;
    }
    if (m_isPendingFailure) {
        m_isPendingFailure = false;
        attemptFailed(*m_running.attempt, m_lastFailure);
        return;
    }
    startAttempt();
}

void Exchange::answerIsSlow()
{
    const models::SlowRule rule = m_chain.walk().slowRule();
    if (rule.action == models::SlowRule::Action::Switch) {
        attemptFailed(
            *m_running.attempt,
            {.errorClass = ErrorClass::Timeout,
             .mayRetry = false,
             .fields = {},
             .body = {},
             .message = QStringLiteral("no answer began within %1 ms, the route's ceiling")
                            .arg(rule.after.count())});
        return;
    }
    m_other = std::move(m_running);
    m_running = {};
    const WalkEnd end = m_chain.next(ErrorClass::Timeout, m_host.clock().wallMs());
    if (end == WalkEnd::Candidate && m_chain.service() != Service::Counted) {
        m_retries.begin(m_snapshot->policy->retry);
        startAttempt();
    } else { // nobody else can be asked: back to waiting
        m_running = std::move(m_other);
        m_other = {};
    }
}

void Exchange::settleOn(const Attempt &attempt)
{
    if (!m_other.attempt)
        return;
    if (&attempt == m_other.attempt.get())
        std::swap(m_running, m_other);
    m_last = m_running.attempt.get();
    closeAttempt(m_other, ErrorClass::Cancelled, QStringLiteral("another target answered first"));
}

void Exchange::attemptAnswered(Attempt &attempt, const ProviderResponseHead &head)
{
    settleOn(attempt);
    m_moments.answerHeadNs = m_running.attempt->firstByteNs();
    m_answer.begin(head, decision().fields(m_idText), handlingOf(head));
}

Answer::Handling Exchange::handlingOf(const ProviderResponseHead &head)
{
    const bool hasOther = std::ranges::any_of(
        streamErrorClasses, [this](ErrorClass errorClass) { return m_chain.hasNext(errorClass); });
    Answer::Handling handling{.hold = hasOther ? Answer::Hold::UntilContent : Answer::Hold::No,
                              .hideUsage = m_running.attempt->hasAskedForUsage()
                                  ? Answer::HideUsage::Yes
                                  : Answer::HideUsage::No,
                              .mayPassFilter = m_chain.hasNext(ErrorClass::ContentFilter),
                              .capture = Answer::Capture::of(m_snapshot->policy->capture),
                              .bytes = gather()};
    if (m_running.attempt->isTranslated()) {
        const qint64 waitedNs = m_host.clock().monotonicNs() - m_moments.startedNs;
        handling.translated = m_running.version->translations().answer(
            m_running.attempt->candidate(), head,
            {.exchangeId = m_idText, .nowMs = m_host.clock().wallMs(), .waitedNs = waitedNs});
    }
    return handling;
}

void Exchange::attemptBody(Attempt & /*attempt*/, std::string_view bytes, BodyPosition position)
{
    if (!m_answer.body(bytes, position)) {
        failHidden();
        return;
    }
    if (m_running.attempt && m_channel && m_channel->isCongested())
        m_running.attempt->pause();
}

void Exchange::failHidden()
{
    AttemptFailure failure{.errorClass = ErrorClass::ServerError,
                           .mayRetry = false,
                           .status = m_answer.status(),
                           .fields = {},
                           .body = {},
                           .message = {}};
    const DialectError *error = m_answer.translationError();
    if (m_answer.isFiltered()) {
        failure.errorClass = ErrorClass::ContentFilter;
        failure.message = QStringLiteral("its content filter stopped the answer");
    } else if (m_answer.isEmptyStream()) {
        failure.message = QStringLiteral("the stream ended before its first word");
    } else {
        const std::string words = error ? error->code + " " + error->message : std::string();
        failure.errorClass = classOfStreamError(error ? words : m_answer.held());
        failure.message = m_answer.wasStreamed()
            ? QStringLiteral("the answer was an error inside a stream")
            : QStringLiteral("the answer was an error, or could not be read");
    }
    attemptFailed(*m_running.attempt, std::move(failure));
}

void Exchange::clientDrained()
{
    if (m_running.attempt)
        m_running.attempt->resume();
}

void Exchange::attemptDone(Attempt & /*attempt*/)
{
    if (m_hasEnded)
        return;
    if (!m_answer.end()) {
        failHidden();
        return;
    }
    if (m_hasEnded)
        return; // the client left while its last bytes were written
    const Attempt &attempt = *m_running.attempt;
    ProviderAccess &access = *m_snapshot->providers.at(attempt.candidate().provider);
    // Some that speak a dialect leave the end mark out; none leaves out why it stopped, too. One
    // that told an error ended with it.
    const bool isCut = m_answer.endedEarly() && !m_answer.facts().hasError;
    const bool isError = m_answer.facts().hasError || isCut;
    if (attempt.keyIndex() >= 0)
        access.firstKey = static_cast<std::size_t>(attempt.keyIndex());
    keepThoughts();
    if (m_running.pool && !isError)
        m_world.bind(*m_running.pool, attempt.candidate(), m_answer.facts().callsTools);
    closeAttempt(m_running, isError ? ErrorClass::ServerError : ErrorClass::None,
                 isCut         ? QStringLiteral("the stream ended without its end mark")
                     : isError ? QStringLiteral("the answer carried an error")
                               : QString());
    if (isCut)
        m_record.error = QStringLiteral("the stream ended without its end mark");
    finish(isCut         ? ExchangeOutcome::BrokenStream
               : isError ? ExchangeOutcome::ProviderError
                         : ExchangeOutcome::Success,
           m_answer.status());
}

void Exchange::keepThoughts()
{
    const qint64 now = m_host.clock().wallMs();
    for (const CallNotes::Note &call : m_answer.translatedCalls())
        m_host.reasoning().keep(call.id, call.thoughts, call.signature, now);
}

void Exchange::closeAttempt(RunningAttempt &running, ErrorClass errorClass, const QString &message,
                            qint64 retryAfterMs)
{
    const models::AttemptRecord record =
        running.attempt->record(m_moments.startedNs, errorClass, message);
    running.account.end({.record = record,
                         .retryAfterMs = retryAfterMs,
                         .answer = &running == &m_running ? &m_answer : nullptr,
                         .startedNs = running.attempt->startedNs()});
    if (const auto cost = running.account.cost(); cost && &running == &m_running) {
        m_record.cost = *cost;
        m_record.costSource = running.account.costSource();
    }
    m_record.attempts.push_back(record);
    m_record.errorClass = errorClass;
    running.attempt->cancel();
    m_closed.push_back(std::move(running.attempt));
}

void Exchange::closeAll(ErrorClass errorClass)
{
    for (RunningAttempt *running : {&m_other, &m_running}) {
        if (running->attempt)
            closeAttempt(*running, errorClass, m_record.error);
    }
}

void Exchange::attemptFailed(Attempt &attempt, AttemptFailure failure)
{
    if (m_hasEnded)
        return;
    m_snapshot->filter.clean(failure);
    RunningAttempt &running = &attempt == m_other.attempt.get() ? m_other : m_running;
    const bool isOtherLeft = m_other.attempt != nullptr;
    closeAttempt(running, failure.errorClass, failure.message, failure.retryAfterMs);
    m_record.error = failure.message;
    if (isOtherLeft) { // one of two is left: its answer is waited for
        m_lastFailure = std::move(failure);
        if (!m_running.attempt)
            m_running = std::move(m_other);
        m_other = {};
        m_last = m_running.attempt.get();
        return;
    }
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
    const bool canOthersServe = m_chain.hasNext(m_lastFailure.errorClass);
    const auto wait = m_retries.waitAfter({.failure = m_lastFailure,
                                           .usedKey = m_record.attempts.back().keyIndex,
                                           .canOthersServe = canOthersServe,
                                           .random = m_host.random()},
                                          *m_snapshot->providers.at(m_chain.current()->provider));
    if (wait && wait->count() > 0)
        m_host.wakeLater(id(), wait->count());
    else if (wait)
        startAttempt();
    else
        proceed(m_chain.next(m_lastFailure.errorClass, m_host.clock().wallMs()));
}

} // namespace signalbox::routing
