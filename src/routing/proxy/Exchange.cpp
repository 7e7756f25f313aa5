// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Exchange.h"

#include "routing/http/HttpConnection.h"
#include "routing/proxy/FailureSummary.h"
#include "routing/proxy/HeaderRules.h"

#include <algorithm>

namespace signalbox::routing {

using models::ErrorClass;
using models::ExchangeOutcome;

namespace {

constexpr qint64 nsPerUs = 1000;
constexpr double jitterShare = 0.2;

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
    , m_answer(connection, m_call, host.clock())
    , m_startedNs(host.clock().monotonicNs())
{
    m_record.id = id;
    m_record.startedAtMs = host.clock().wallMs();
    m_record.dialect = m_call.dialect();
    m_record.client = std::move(client);
    m_record.requestedModel = m_call.model;
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
                .param = m_call.model.isEmpty() ? "model" : ""});
        return;
    }
    m_resolution = m_snapshot->plan.resolve(m_call.model, m_madeUp);
    if (!m_resolution) {
        const QString nearest = m_snapshot->plan.nearestName(m_call.model);
        QString message =
            QStringLiteral("The model '%1' is no route, target or provider/model here.")
                .arg(m_call.model.left(200));
        if (!nearest.isEmpty())
            message += QStringLiteral(" Did you mean '%1'?").arg(nearest);
        refuse({.status = 404,
                .message = message.toStdString(),
                .code = "model_not_found",
                .param = "model"});
        return;
    }
    m_record.route = m_resolution->route;
    const auto first =
        servable(m_resolution->candidates.empty() ? std::nullopt : std::optional<std::size_t>(0));
    if (!first) {
        const QString message =
            QStringLiteral("No target of '%1' speaks %2, and Signalbox does not translate between "
                           "dialects yet: use the API of the target's own provider.")
                .arg(m_call.model, text(clientDialectName(m_call.dialect())));
        refuse({.status = 400,
                .message = message.toStdString(),
                .code = "dialect_mismatch",
                .param = "model"});
        return;
    }
    startAttempt(*first);
}

std::optional<std::size_t> Exchange::servable(std::optional<std::size_t> first) const
{
    if (!first)
        return std::nullopt;
    const auto &candidates = m_resolution->candidates;
    for (std::size_t i = *first; i < candidates.size(); ++i) {
        if (speaksSameDialect(candidates[i].provider->dialect, m_call.dialect()))
            return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> Exchange::nextCandidate(ErrorClass errorClass) const
{
    std::size_t from = m_candidate;
    while (const auto next = m_resolution->next(from, errorClass)) {
        if (speaksSameDialect(m_resolution->candidates[*next].provider->dialect, m_call.dialect()))
            return next;
        from = *next;
    }
    return std::nullopt;
}

int Exchange::usableKey(const ProviderAccess &access) const
{
    for (std::size_t i = 0; i < access.keys.size(); ++i) {
        const std::size_t index = (access.firstKey + i) % access.keys.size();
        const bool isDead =
            std::ranges::find(m_deadKeys, static_cast<int>(index)) != m_deadKeys.end();
        if (!isDead && !access.keys[index].value.empty())
            return static_cast<int>(index);
    }
    return -1;
}

void Exchange::startAttempt(std::size_t candidate)
{
    const Candidate &chosen = m_resolution->candidates[candidate];
    ProviderAccess &access = *m_snapshot->providers.at(chosen.provider);
    if (candidate != m_candidate || m_record.attempts.empty()) {
        m_deadKeys.clear();
        m_retriesLeft = m_snapshot->policy->retry.retries;
    }
    m_candidate = candidate;
    const int key = usableKey(access);
    m_attempt = std::make_unique<Attempt>(Attempt::Context{m_host.manager(), m_host.clock(), *this},
                                          m_call, chosen, access, key);
    m_score = &m_host.scoreboard().score(chosen.target);
    m_host.scoreboard().attemptBegan(*m_score);
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
    if (m_firstSendNs < 0)
        m_firstSendNs = m_host.clock().monotonicNs();
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
    m_answerHeadNs = m_attempt->firstByteNs();
    const models::CaptureSettings &capture = m_snapshot->policy->capture;
    const bool hasOther = nextCandidate(ErrorClass::ServerError).has_value();
    m_answer.begin(head, ownFields(), hasOther ? Answer::Hold::UntilContent : Answer::Hold::No,
                   m_attempt->hasAskedForUsage() ? Answer::HideUsage::Yes : Answer::HideUsage::No,
                   {.isWanted = capture.bodies != models::CaptureBodies::None,
                    .limit = static_cast<std::size_t>(capture.maxBodyKib) * 1024});
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
    attemptFailed({.errorClass = ErrorClass::ServerError,
                   .mayRetry = false,
                   .status = m_answer.status(),
                   .fields = {},
                   .body = {},
                   .message = QStringLiteral("the answer was an error inside a stream")});
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
    const auto record = m_attempt->record(m_startedNs, ErrorClass::None, {});
    if (record.keyIndex >= 0)
        access.firstKey = static_cast<std::size_t>(record.keyIndex);
    closeAttempt(isError ? ErrorClass::ServerError : ErrorClass::None,
                 isError ? QStringLiteral("the answer carried an error") : QString());
    if (m_answer.endedEarly() && m_answer.status() == 200 && !isError)
        m_record.error = QStringLiteral("the stream ended without its end mark");
    finish(isError ? ExchangeOutcome::ProviderError : ExchangeOutcome::Success, m_answer.status());
}

void Exchange::closeAttempt(ErrorClass errorClass, const QString &message)
{
    const models::AttemptRecord record = m_attempt->record(m_startedNs, errorClass, message);
    m_host.scoreboard().attemptEnded(*m_score, errorClass, record.firstByteUs, record.durationUs,
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
    if (retrySameTarget(m_lastFailure))
        return;
    if (const auto next = nextCandidate(m_lastFailure.errorClass)) {
        startAttempt(*next);
        return;
    }
    giveUp();
}

bool Exchange::retrySameTarget(const AttemptFailure &failure)
{
    const models::RetrySettings &retry = m_snapshot->policy->retry;
    const ProviderAccess &access =
        *m_snapshot->providers.at(m_resolution->candidates[m_candidate].provider);
    const int usedKey = m_record.attempts.back().keyIndex;
    if (failure.errorClass == ErrorClass::Authentication
        || failure.errorClass == ErrorClass::RateLimited) {
        // This key is out for this exchange; another one may do, at once.
        m_deadKeys.push_back(usedKey);
        if (usedKey >= 0 && usableKey(access) >= 0) {
            startAttempt(m_candidate);
            return true;
        }
        if (failure.errorClass == ErrorClass::Authentication)
            return false;
        m_deadKeys.pop_back(); // the only key there is: wait for it, unless others can serve
        if (nextCandidate(failure.errorClass))
            return false;
    }
    const bool isTransient = failure.errorClass == ErrorClass::RateLimited
        || (failure.errorClass == ErrorClass::ServerError && failure.status != 0)
        || (failure.errorClass == ErrorClass::Connection && !failure.wasSent);
    if (!isTransient || !failure.mayRetry || m_retriesLeft <= 0)
        return false;
    const int doublings = retry.retries - m_retriesLeft;
    qint64 delay =
        std::min(retry.baseDelay.count() << std::min(doublings, 16), retry.maxDelay.count());
    delay = static_cast<qint64>(static_cast<double>(delay)
                                * (1 - jitterShare + 2 * jitterShare * m_host.random()));
    if (failure.retryAfterMs > retry.maxDelay.count())
        return false; // the client knows better whether to wait that long
    delay = std::max(delay, failure.retryAfterMs);
    --m_retriesLeft;
    m_host.wakeLater(id(), delay);
    return true;
}

void Exchange::giveUp()
{
    const bool isOneTarget =
        std::ranges::all_of(m_record.attempts, [this](const models::AttemptRecord &attempt) {
            return attempt.target == m_record.attempts.front().target;
        });
    constexpr int firstRefusal =
        400; // a 2xx that broke off before its body is no answer to pass on
    if (isOneTarget && m_lastFailure.status >= firstRefusal) {
        answerWithProviderError(m_lastFailure);
        return;
    }
    const DialectError error = failureSummary(m_record.attempts);
    std::string fields = ownFields() + "content-type: application/json\r\n";
    if (m_lastFailure.retryAfterMs > 0)
        fields +=
            "retry-after: " + std::to_string((m_lastFailure.retryAfterMs + 999) / 1000) + "\r\n";
    m_connection->respond(
        error.status, fields,
        errorBody(m_call.dialect(), error, models::exchangeIdText(id()).toStdString()));
    finish(ExchangeOutcome::ProviderError, error.status);
}

void Exchange::answerWithProviderError(const AttemptFailure &failure)
{
    const bool isPage = failure.fields.find("text/html") != std::string::npos;
    std::string fields = ownFields();
    if (isPage) { // a page of some proxy on the way; no client can read that
        const DialectError error{.status = failure.status,
                                 .message = failure.message.toStdString()
                                     + " with a web page instead of an API error.",
                                 .code = "provider_error",
                                 .param = {}};
        fields += "content-type: application/json\r\n";
        m_connection->respond(failure.status, fields, errorBody(m_call.dialect(), error));
    } else {
        m_connection->respond(failure.status, fields + failure.fields, failure.body);
    }
    finish(ExchangeOutcome::ProviderError, failure.status);
}

void Exchange::refuse(const DialectError &error)
{
    m_record.error = text(error.message);
    const int status = statusFor(m_call.dialect(), error.status);
    m_connection->respond(
        status, ownFields() + "content-type: application/json\r\n",
        errorBody(m_call.dialect(), error, models::exchangeIdText(id()).toStdString()));
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
        m_connection->respond(error.status, "content-type: application/json\r\n",
                              errorBody(m_call.dialect(), error));
    finish(ExchangeOutcome::Refused, error.status);
}

std::string Exchange::ownFields() const
{
    constexpr std::size_t usualSize = 320;
    std::string fields;
    fields.reserve(usualSize);
    fields.append("x-signalbox-exchange: ");
    models::appendExchangeId(id(), fields);
    fields.append("\r\n");
    if (!m_resolution || m_resolution->candidates.empty())
        return fields;
    const std::size_t attempts = m_record.attempts.size() + (m_attempt ? 1 : 0);
    fields.append(m_resolution->candidates[m_candidate].answerFields);
    fields.append("x-signalbox-attempts: ").append(std::to_string(attempts)).append("\r\n");
    fields.append("x-signalbox-reason: ");
    for (const QChar c : reason()) // a target's name may hold anything
        fields.push_back(c.unicode() >= 0x20 && c.unicode() < 0x7f ? static_cast<char>(c.unicode())
                                                                   : '?');
    fields.append("\r\n");
    return fields;
}

QString Exchange::reason() const
{
    // The attempt in question runs still or is the last of the list; those before it led to it.
    const auto &attempts = m_record.attempts;
    const std::size_t before =
        m_attempt || attempts.empty() ? attempts.size() : attempts.size() - 1;
    if (before == 0)
        return m_resolution->route.isEmpty() ? QStringLiteral("asked for by name")
                                             : QStringLiteral("first in route");
    const models::AttemptRecord &previous = attempts[before - 1];
    const Candidate &candidate = m_resolution->candidates[m_candidate];
    const QLatin1String why(models::errorClassName(previous.errorClass).data());
    return previous.target == candidate.target
        ? QStringLiteral("retried after %1").arg(why)
        : QStringLiteral("fallback after %1 of %2").arg(why, previous.target);
}

qint64 Exchange::sinceStartUs(qint64 ns) const
{
    return ns < 0 ? -1 : (ns - m_startedNs) / nsPerUs;
}

void Exchange::fillRecord()
{
    m_record.totalUs = sinceStartUs(m_host.clock().monotonicNs());
    m_record.ttftUs = sinceStartUs(m_answer.firstContentNs());
    m_record.longestGapUs = m_answer.longestGapNs() < 0 ? -1 : m_answer.longestGapNs() / nsPerUs;
    m_record.streamed = m_answer.wasStreamed();
    m_record.responseBytes = m_answer.bodyBytes();
    if (m_answerHeadNs >= 0 && m_firstSendNs >= 0) {
        m_record.providerWaitUs = (m_answerHeadNs - m_firstSendNs) / nsPerUs;
        if (m_answer.commitNs() >= 0) {
            m_record.overheadUs =
                (m_firstSendNs - m_startedNs + m_answer.commitNs() - m_answerHeadNs) / nsPerUs;
        }
    }
    const AnswerFacts facts = m_answer.facts();
    m_record.usage = facts.usage;
    m_record.finishReason = text(facts.finishReason);
    if (facts.reportedCost) {
        m_record.cost = *facts.reportedCost;
        m_record.costSource = models::CostSource::Reported;
    }
    if (m_resolution && !m_resolution->candidates.empty()) {
        const Candidate &candidate = m_resolution->candidates[m_candidate];
        m_record.target = candidate.target;
        m_record.provider = candidate.provider->id;
        m_record.model = candidate.model;
        m_record.reason = reason();
    }
}

void Exchange::capture()
{
    const models::CaptureSettings &settings = m_snapshot->policy->capture;
    const bool isError = m_record.outcome != ExchangeOutcome::Success;
    if (settings.bodies == models::CaptureBodies::None
        || (settings.bodies == models::CaptureBodies::Errors && !isError))
        return;
    const auto bytes = [](std::string_view view) {
        return QByteArray(view.data(), static_cast<qsizetype>(view.size()));
    };
    const auto limit = static_cast<std::size_t>(settings.maxBodyKib) * 1024;
    auto bodies = std::make_shared<models::CapturedBodies>();
    const std::string &request = m_call.request.body();
    bodies->requestHead = bytes(capturedFields(m_call.request.head()));
    bodies->request = bytes(std::string_view(request).substr(0, limit));
    bodies->requestOmitted = static_cast<qint64>(request.size()) - bodies->request.size();
    bodies->responseHead = bytes(m_answer.fields());
    bodies->response = bytes(m_answer.captured());
    bodies->responseOmitted = m_answer.capturedOmitted();
    if (bodies->response.isEmpty() && !m_lastFailure.body.empty())
        bodies->response = bytes(std::string_view(m_lastFailure.body).substr(0, limit));
    m_record.bodies = std::move(bodies);
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
    fillRecord();
    capture();
    m_host.exchangeEnded(id(), std::move(m_record));
}

} // namespace signalbox::routing
