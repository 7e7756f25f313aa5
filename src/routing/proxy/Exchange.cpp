// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Exchange.h"

#include "routing/dialect/ProviderError.h"
#include "routing/http/HttpConnection.h"
#include "routing/proxy/FailureSummary.h"
#include "routing/proxy/RouteRefusal.h"

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
                   HttpConnection &connection, ClientCall call, const QString &client)
    : m_host(host)
    , m_snapshot(std::move(snapshot))
    , m_connection(&connection)
    , m_call(std::move(call))
    , m_client(client.toStdString())
    , m_idText(idText(id))
    , m_world(m_call, m_client, m_idText, surroundingsOf(host, *m_snapshot))
    , m_chain(m_call, host.reasoning())
    , m_answer(connection, m_call, host.clock())
    , m_moments{.startedNs = host.clock().monotonicNs()}
{
    m_record.id = id;
    m_record.startedAtMs = host.clock().wallMs();
    m_record.dialect = m_call.dialect();
    m_record.client = client;
    m_record.requestedModel = m_call.model;
    m_record.requestBytes = static_cast<qint64>(m_call.request.body().size());
}

Exchange::~Exchange() = default;

Surroundings surroundingsOf(ExchangeHost &host, const ProxySnapshot &snapshot)
{
    return {.plan = snapshot.plan,
            .state = host.state(),
            .books = host.books(),
            .clock = host.clock(),
            .access =
                [&snapshot](const models::Provider &provider) {
                    const auto found = snapshot.providers.find(&provider);
                    return found == snapshot.providers.end() ? nullptr : found->second.get();
                },
            .random = [&host] { return host.random(); }};
}

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
    const auto resolution = m_snapshot->plan.resolve(m_call.model, m_madeUp);
    if (!resolution) {
        refuse(unknownModel(m_call.model, m_snapshot->plan.nearestName(m_call.model)));
        return;
    }
    m_resolution = *resolution;
    if (resolution->route)
        m_record.route = resolution->route->name;
    m_chain.begin(m_resolution, *m_snapshot, m_world);
    proceed(m_chain.first(m_host.clock().wallMs()));
}

void Exchange::proceed(WalkEnd end)
{
    switch (end) {
    case WalkEnd::Candidate:
        m_retries.begin(m_snapshot->policy->retry);
        startAttempt();
        return;
    case WalkEnd::Answered:
        answerFixed(m_chain.walk().end().body<models::AnswerNode>());
        return;
    case WalkEnd::Exhausted:
        if (!m_record.attempts.empty()) {
            giveUp();
            return;
        }
        if (m_chain.impossible()) {
            refuse(*m_chain.impossible());
            return;
        }
        break;
    case WalkEnd::Refused:
    case WalkEnd::NoRoom:
    case WalkEnd::NoMember:
        break;
    }
    refuse(routeRefusal(end, m_chain.walk(), m_call),
           retryAfterField(retryAfterMs(end, m_chain.walk())));
}

void Exchange::startAttempt()
{
    if (m_chain.service() == Service::Counted) {
        if (!answerCount())
            refuse(m_chain.translations().problem());
        return;
    }
    const Candidate &chosen = *m_chain.current();
    ProviderAccess &access = *m_snapshot->providers.at(chosen.provider);
    const int key = m_retries.usableKey(access);
    m_running.attempt =
        std::make_unique<Attempt>(Attempt::Context{m_host.manager(), m_host.clock(), *this}, m_call,
                                  chosen, access, key, m_chain.translated());
    m_last = m_running.attempt.get();
    m_running.account.begin(m_world, chosen, key);
    takeTickets();
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
    m_running.attempt->start();
    if (m_moments.firstSendNs < 0)
        m_moments.firstSendNs = m_host.clock().monotonicNs();
    watchForSlowness();
}

void Exchange::takeTickets()
{
    // Once for each limit, however many attempts it takes. The walk has just found room.
    for (const int index : m_chain.walk().passed()) {
        const PlanNode &node = m_snapshot->plan.node(index);
        if (node.kind != models::RouteNodeKind::RateLimit
            || std::ranges::find(m_limited, index) != m_limited.end())
            continue;
        m_limited.push_back(index);
        m_tickets.push_back(
            m_host.state()
                .limiter
                .tryBegin(node.body<models::RateLimitNode>().limits, m_world.rateKey(node),
                          std::max<qint64>(0, m_world.inputTokens()), m_host.clock().monotonicNs())
                .ticket);
    }
}

void Exchange::watchForSlowness()
{
    const models::SlowRule &rule = m_chain.walk().slowRule();
    if (rule.action == models::SlowRule::Action::Nothing || m_other.attempt
        || !m_chain.hasNext(ErrorClass::Timeout))
        return;
    m_host.wakeLater(id(), rule.after.count(), ++m_alarm);
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
                              .capture = Answer::Capture::of(m_snapshot->policy->capture)};
    if (m_running.attempt->isTranslated()) {
        const qint64 waitedNs = m_host.clock().monotonicNs() - m_moments.startedNs;
        handling.translated = m_chain.translations().answer(
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
    if (m_running.attempt && m_connection && m_connection->isCongested())
        m_running.attempt->pause();
}

void Exchange::failHidden()
{
    const DialectError *error = m_answer.translationError();
    const std::string words = error ? error->code + " " + error->message : std::string();
    attemptFailed(*m_running.attempt,
                  {.errorClass = classOfStreamError(error ? words : m_answer.held()),
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
    const bool isError = m_answer.facts().hasError;
    if (attempt.keyIndex() >= 0)
        access.firstKey = static_cast<std::size_t>(attempt.keyIndex());
    keepThoughts();
    if (const PlanNode *pool = m_chain.walk().pool(); pool && !isError)
        m_world.bind(*pool, attempt.candidate());
    closeAttempt(m_running, isError ? ErrorClass::ServerError : ErrorClass::None,
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
