// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Attempt.h"

#include "models/base/TimeUnits.h"
#include "routing/dialect/ProviderError.h"
#include "routing/provider/AwsFields.h"
#include "routing/provider/ProviderAccessManager.h"
#include "routing/proxy/HeaderRules.h"
#include "routing/simulate/SimulatedProvider.h"

#include <charconv>

namespace signalbox::routing {

using models::ClientDialect;
using models::ErrorClass;

namespace {

/// An error body larger than this is not passed on: no error object is, and a part of one is no
/// JSON.
constexpr std::size_t longestErrorBody = 1024UL * 1024;
constexpr std::string_view anthropicVersion = "2023-06-01";

std::string &headBuffer()
{
    thread_local std::string buffer;
    buffer.clear();
    return buffer;
}

QString requestIdOf(std::span<const HeaderView> headers)
{
    for (const std::string_view name : {"x-request-id", "request-id", "x-amzn-requestid"}) {
        if (const std::string_view value = headerValue(headers, name); !value.empty())
            return QString::fromLatin1(value.data(), static_cast<qsizetype>(value.size()));
    }
    return {};
}

} // namespace

Attempt::Attempt(const Context &context, const ClientCall &call, const Candidate &candidate,
                 ProviderAccess &access, int keyIndex,
                 std::shared_ptr<const TranslatedRequest> translated)
    : m_context(context)
    , m_call(call)
    , m_candidate(candidate)
    , m_access(access)
    , m_keyIndex(keyIndex)
    , m_translated(std::move(translated))
{}

Attempt::~Attempt() = default;

void Attempt::start()
{
    m_startedNs = m_context.clock.monotonicNs();
    if (m_access.simulated)
        startSimulated();
    else if (m_translated)
        startTranslated();
    else
        startNetwork();
}

void Attempt::startSimulated()
{
    m_hasAskedForUsage = asksForUsage();
    m_providerCall =
        m_access.simulated->call({.endpoint = m_call.served.endpoint,
                                  .stream = m_call.stream,
                                  .serverSentEvents = m_call.serverSentEvents,
                                  .includeUsage = m_call.peek.includeUsage || m_hasAskedForUsage,
                                  .model = m_candidate.modelUtf8,
                                  .body = m_call.request.body()},
                                 *this);
}

bool Attempt::asksForUsage() const
{
    // Streams tell their usage only when asked. The client that did not gets none
    // (UsageChunkFilter).
    return m_call.dialect() == ClientDialect::OpenAiChat && m_call.stream
        && m_access.provider->requestStreamUsage && !m_call.peek.usageText.empty();
}

void Attempt::spliceBody(SplicedBody &body)
{
    const RequestPeek &peek = m_call.peek;
    m_hasAskedForUsage = asksForUsage();
    bool isAskedLater = m_hasAskedForUsage;
    const bool isGemini = m_call.dialect() == ClientDialect::Gemini;
    if (isGemini)
        m_geminiModel = "models/" + m_candidate.modelJson;
    for (const RequestPeek::Span &span : peek.models) {
        if (isAskedLater && peek.usageSpan.offset < span.offset) {
            isAskedLater = false;
            body.replace(peek.usageSpan.offset, peek.usageSpan.size, peek.usageText);
        }
        body.replace(span.offset, span.size, isGemini ? m_geminiModel : m_candidate.modelJson);
    }
    if (isAskedLater)
        body.replace(peek.usageSpan.offset, peek.usageSpan.size, peek.usageText);
}

void Attempt::startNetwork()
{
    SplicedBody body(m_call.request.body());
    spliceBody(body);
    const HttpHead client = m_call.request.head();
    std::string &head = headBuffer();
    head.append("POST ");
    m_access.path().appendServed(m_call.served, m_candidate.modelUtf8, client.query(), head);
    head.append(" HTTP/1.1\r\nhost: ").append(m_access.host).append("\r\n");
    if (m_keyIndex >= 0)
        m_access.appendKey(m_access.keys[static_cast<std::size_t>(m_keyIndex)].value, head);
    head.append(m_access.extraFields);
    appendClientFields(client, head);
    if (m_call.dialect() == ClientDialect::Anthropic && client.count("anthropic-version") == 0)
        head.append("anthropic-version: ").append(anthropicVersion).append("\r\n");
    sendToProvider(head, body.pieces(), body.size());
}

void Attempt::startTranslated()
{
    const models::ProviderDialect dialect = m_access.provider->dialect;
    const std::string &target = m_translated->path;
    std::string &head = headBuffer();
    head.append("POST ").append(target);
    head.append(" HTTP/1.1\r\nhost: ").append(m_access.host).append("\r\n");
    const std::string_view key = m_keyIndex < 0
        ? std::string_view()
        : m_access.keys[static_cast<std::size_t>(m_keyIndex)].value;
    if (dialect == models::ProviderDialect::Bedrock && isAwsCredentials(key)) {
        head.append(awsFields({.host = m_access.host, .path = target, .body = m_translated->body},
                              key, m_context.clock.wallMs()));
    } else {
        m_access.appendKey(key, head);
    }
    head.append(m_access.extraFields);
    appendNeutralClientFields(m_call.request.head(), head);
    if (dialect == models::ProviderDialect::Anthropic)
        head.append("anthropic-version: ").append(anthropicVersion).append("\r\n");
    const std::array<std::string_view, 1> body{m_translated->body};
    sendToProvider(head, body, m_translated->body.size());
}

void Attempt::sendToProvider(std::string &head, std::span<const std::string_view> body,
                             std::size_t bodySize)
{
    // Compressed answers would hide usage and events from the watcher, and save nothing here.
    head.append("accept-encoding: identity\r\ncontent-length: ");
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), bodySize);
    head.append(digits.data(), static_cast<std::size_t>(end.ptr - digits.data()));
    head.append("\r\n\r\n");
    const ProviderSend send{.origin = m_access.origin, .head = head, .body = body};
    const models::Provider &provider = *m_access.provider;
    m_providerCall = provider.http2 ? m_context.manager.sendHttp2(send, provider.timeouts, *this)
                                    : m_context.manager.send(send, provider.timeouts, *this);
}

void Attempt::pause()
{
    if (m_providerCall)
        m_providerCall->pause();
}

void Attempt::resume()
{
    if (m_providerCall)
        m_providerCall->resume();
}

void Attempt::cancel()
{
    m_providerCall.reset();
}

void Attempt::providerHead(const ProviderResponseHead &head)
{
    m_firstByteNs = m_context.clock.monotonicNs();
    m_status = head.status;
    m_requestId = requestIdOf(head.headers);
    constexpr int firstSuccess = 200;
    constexpr int firstRedirect = 300;
    constexpr int firstRefusal = 400;
    if (head.status >= firstSuccess && head.status < firstRedirect) {
        m_context.observer.attemptAnswered(*this, head);
        return;
    }
    m_refusal = std::make_unique<AttemptFailure>();
    m_refusal->status = head.status;
    if (head.status < firstRefusal) {
        // Following it would carry the key to another host; handing it on would carry the client's.
        m_refusal->message = m_access.provider->displayName()
            + QStringLiteral(" answered with a redirect (%1), which is not followed; check its "
                             "base URL")
                  .arg(head.status);
        return;
    }
    const ProviderRefusal read =
        readProviderRefusal(head.status, head.headers, {}, m_context.clock.wallMs());
    m_refusal->retryAfterMs = read.retryAfterMs;
    m_refusal->mayRetry = read.mayRetry;
    appendProviderFields(head.headers, m_refusal->fields,
                         isTranslated() ? BodyFields::Drop : BodyFields::Keep);
    m_refusal->isTranslated = isTranslated();
}

void Attempt::providerBody(std::string_view bytes, BodyPosition position)
{
    if (!m_refusal) {
        m_context.observer.attemptBody(*this, bytes, position);
        return;
    }
    if (m_refusal->body.size() + bytes.size() <= longestErrorBody && !m_refusal->isBodyTooLong) {
        m_refusal->body.append(bytes);
        return;
    }
    m_refusal->isBodyTooLong = true;
}

void Attempt::providerEnd(const ProviderCallEnd &end)
{
    if (!m_refusal) {
        if (end.errorClass == ErrorClass::None) {
            m_context.observer.attemptDone(*this);
            return;
        }
        m_context.observer.attemptFailed(*this,
                                         {.errorClass = end.errorClass,
                                          .mayRetry = !end.wasSent,
                                          .wasSent = end.wasSent,
                                          .status = m_status,
                                          .fields = {},
                                          .body = {},
                                          .message = end.message});
        return;
    }
    AttemptFailure failure = std::move(*m_refusal);
    m_refusal.reset();
    if (!failure.message.isEmpty()) { // a redirect
        failure.status = 0;
        failure.mayRetry = false;
        m_context.observer.attemptFailed(*this, std::move(failure));
        return;
    }
    const ProviderRefusal read =
        readProviderRefusal(failure.status, {}, failure.body, m_context.clock.wallMs());
    failure.errorClass = read.errorClass;
    failure.mayRetry = failure.mayRetry && read.mayRetry;
    if (failure.retryAfterMs < 0)
        failure.retryAfterMs = read.retryAfterMs;
    failure.message = QStringLiteral("%1 answered %2 (%3)")
                          .arg(m_access.provider->displayName())
                          .arg(failure.status)
                          .arg(QLatin1String(models::errorClassName(failure.errorClass).data()));
    m_context.observer.attemptFailed(*this, std::move(failure));
}

models::AttemptRecord Attempt::record(qint64 exchangeStartedNs, ErrorClass errorClass,
                                      const QString &error) const
{
    models::AttemptRecord record;
    record.target = m_candidate.target;
    record.provider = m_access.provider->id;
    record.model = m_candidate.model;
    record.errorClass = errorClass;
    record.status = m_status;
    record.keyIndex = m_keyIndex;
    record.reusedConnection = m_providerCall && m_providerCall->reusedConnection();
    record.startedUs = (m_startedNs - exchangeStartedNs) / models::nsPerUs;
    if (m_firstByteNs >= 0)
        record.firstByteUs = (m_firstByteNs - m_startedNs) / models::nsPerUs;
    record.durationUs = (m_context.clock.monotonicNs() - m_startedNs) / models::nsPerUs;
    record.error = error;
    record.providerRequestId = m_requestId;
    return record;
}

} // namespace signalbox::routing
