// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/BaseEngineCall.h"

#include "routing/provider/BaseEngine.h"
#include "routing/provider/BaseEngineRequest.h"
#include "routing/provider/ConnectionPool.h"
#include "routing/provider/ProviderAccessManager.h"

#include <QNetworkRequest>

#include <array>
#include <utility>
#include <vector>

namespace signalbox::routing {

using models::ErrorClass;

namespace {

/// Failures of the call itself. Qt's other errors stand for a status, and that is an answer.
bool isTransportError(QNetworkReply::NetworkError error, int status)
{
    constexpr int firstRefusal = 400;
    if (error == QNetworkReply::NoError)
        return false;
    if (status < firstRefusal)
        return true;
    // 407 has the number of a failure of the proxy; with a status it is the provider's own.
    return error < QNetworkReply::ContentAccessDenied
        && error != QNetworkReply::ProxyAuthenticationRequiredError;
}

/// Qt's own texts carry the whole URL.
QString textOf(const QNetworkReply &reply)
{
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        return QStringLiteral("connection refused");
    case QNetworkReply::HostNotFoundError:
        return QStringLiteral("host not found");
    case QNetworkReply::SslHandshakeFailedError:
        return QStringLiteral("TLS handshake failed: ") + reply.errorString();
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
        return QStringLiteral("the proxy cannot be reached");
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return QStringLiteral("the proxy asks for a password");
    default:
        return QStringLiteral("the connection failed");
    }
}

/// Whether a call that failed without an answer had not got as far as a connection.
bool isBeforeSending(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return true;
    default:
        return false;
    }
}

} // namespace

BaseEngineCall::BaseEngineCall(ProviderAccessManager &manager, ConnectionPool &pool,
                               BaseEngine &engine, const ProviderSend &request,
                               const models::ProviderTimeouts &timeouts,
                               ProviderCallObserver &observer)
    : m_manager(manager)
    , m_engine(&engine)
    , m_observer(&observer)
    , m_timeouts(timeouts)
    , m_host(request.origin->host)
{
    engine.callBegan();
    m_silence.setSingleShot(true);
    m_total.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, &BaseEngineCall::onSilence);
    connect(&m_total, &QTimer::timeout, this, [this] {
        onTimeout(QStringLiteral("not finished within %1 ms").arg(m_timeouts.total.count()));
    });
    if (timeouts.total.count() > 0)
        m_total.start(timeouts.total);
    pool.findProxy(*request.origin);
    if (request.origin->isProxyKnown)
        post(request);
    else
        waitForProxy(pool, request);
}

void BaseEngineCall::waitForProxy(ConnectionPool &pool, const ProviderSend &request)
{
    std::string body;
    for (const std::string_view piece : request.body)
        body.append(piece);
    pool.whenProxyIsKnown(*request.origin,
                          [call = QPointer<BaseEngineCall>(this), origin = request.origin,
                           head = std::string(request.head), body = std::move(body)] {
                              const std::array<std::string_view, 1> pieces{body};
                              if (call && call->m_observer)
                                  call->post({.origin = origin, .head = head, .body = pieces});
                          });
    watchSilence();
}

void BaseEngineCall::post(const ProviderSend &request)
{
    m_phase = Phase::Connecting;
    m_reply = postThrough(*m_engine, request, m_manager.sslConfiguration());
    connect(m_reply, &QNetworkReply::requestSent, this, &BaseEngineCall::onSent);
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this](qint64 sent) {
        if (sent > 0)
            onSent();
    });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &BaseEngineCall::onHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &BaseEngineCall::onReadable);
    connect(m_reply, &QNetworkReply::finished, this, &BaseEngineCall::onFinished);
    watchSilence();
}

BaseEngineCall::~BaseEngineCall()
{
    m_observer = nullptr;
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater(); // one of its signals may be on the stack
    }
    if (m_engine)
        m_engine->callEnded();
}

void BaseEngineCall::watchSilence()
{
    const auto limit = m_phase <= Phase::Connecting ? m_timeouts.connect
        : m_phase == Phase::Sent                    ? m_timeouts.firstByte
                                                    : m_timeouts.idle;
    if (limit.count() > 0 && !m_isPaused && m_observer)
        m_silence.start(limit);
    else
        m_silence.stop();
}

void BaseEngineCall::onSent()
{
    if (m_phase == Phase::Answering)
        return;
    m_phase = Phase::Sent;
    watchSilence();
}

void BaseEngineCall::onHead()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    constexpr int firstFinalStatus = 200;
    if (m_phase == Phase::Answering || status < firstFinalStatus || m_isPaused || !m_observer)
        return;
    m_phase = Phase::Answering;
    watchSilence();
    const QList<QNetworkReply::RawHeaderPair> &pairs = m_reply->rawHeaderPairs();
    std::vector<HeaderView> headers;
    headers.reserve(static_cast<std::size_t>(pairs.size()));
    for (const auto &[name, value] : pairs) {
        headers.push_back({{name.constData(), static_cast<std::size_t>(name.size())},
                           {value.constData(), static_cast<std::size_t>(value.size())}});
    }
    const QVariant length = m_reply->header(QNetworkRequest::ContentLengthHeader);
    m_declared = length.isValid() ? length.toLongLong() : -1;
    m_observer->providerHead({.status = status, .headers = headers, .contentLength = m_declared});
}

void BaseEngineCall::onReadable()
{
    if (m_isPaused || !m_observer)
        return;
    const QPointer<BaseEngineCall> alive(this);
    onHead();
    if (!alive || !m_observer || m_isPaused)
        return;
    watchSilence();
    const QByteArray bytes = m_reply->readAll();
    m_received += bytes.size();
    if (!bytes.isEmpty())
        m_observer->providerBody({bytes.constData(), static_cast<std::size_t>(bytes.size())},
                                 BodyPosition::More);
}

void BaseEngineCall::onFinished()
{
    m_hasFinished = true;
    const QPointer<BaseEngineCall> alive(this);
    onReadable();
    if (!alive || !m_observer || m_isPaused) // what is left is read on resume()
        return;
    end(endOf());
}

ProviderCallEnd BaseEngineCall::endOf() const
{
    const auto error = m_reply->error();
    if (m_phase != Phase::Answering) {
        const bool wasSent = !isBeforeSending(error);
        return {.errorClass = error == QNetworkReply::TimeoutError ? ErrorClass::Timeout
                                                                   : ErrorClass::Connection,
                .message = wasSent
                    ? m_host + QStringLiteral(" closed the connection without an answer")
                    : QStringLiteral("cannot reach %1: %2").arg(m_host, textOf(*m_reply)),
                .wasSent = wasSent};
    }
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // Over HTTP/2 Qt does not compare what came with what was declared.
    if (isTransportError(error, status) || (m_declared >= 0 && m_received != m_declared)) {
        return {.errorClass = ErrorClass::ServerError,
                .message = m_host + QStringLiteral(" broke off its answer")};
    }
    return {.message = {}};
}

void BaseEngineCall::onSilence()
{
    switch (m_phase) {
    case Phase::Waiting:
        onTimeout(QStringLiteral("the system did not say within %1 ms which proxy to use")
                      .arg(m_timeouts.connect.count()));
        break;
    case Phase::Connecting:
        onTimeout(QStringLiteral("no connection within %1 ms").arg(m_timeouts.connect.count()));
        break;
    case Phase::Sent:
        onTimeout(QStringLiteral("no answer within %1 ms").arg(m_timeouts.firstByte.count()));
        break;
    case Phase::Answering:
        onTimeout(
            QStringLiteral("silent for %1 ms inside its answer").arg(m_timeouts.idle.count()));
        break;
    }
}

void BaseEngineCall::onTimeout(const QString &message)
{
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
    const bool mayBeLost = m_phase == Phase::Connecting || m_phase == Phase::Sent;
    if (m_engine && mayBeLost) // its connection may swallow every request
        m_manager.retireEngine(*m_engine);
    end({.errorClass = ErrorClass::Timeout,
         .message = message,
         .wasSent = m_phase > Phase::Connecting});
}

void BaseEngineCall::end(const ProviderCallEnd &end)
{
    m_silence.stop();
    m_total.stop();
    if (ProviderCallObserver *observer = std::exchange(m_observer, nullptr))
        observer->providerEnd(end); // may destroy this
}

void BaseEngineCall::pause()
{
    m_isPaused = true;
    m_silence.stop();
}

void BaseEngineCall::resume()
{
    if (!m_isPaused)
        return;
    m_isPaused = false;
    watchSilence();
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_observer || m_isPaused || !m_reply)
                return;
            if (m_hasFinished)
                onFinished();
            else
                onReadable();
        },
        Qt::QueuedConnection);
}

} // namespace signalbox::routing
