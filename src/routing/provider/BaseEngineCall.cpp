// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/BaseEngineCall.h"

#include "routing/provider/BaseEngine.h"
#include "routing/provider/ProviderAccessManager.h"

#include <QIODevice>
#include <QNetworkRequest>
#include <QUrl>

#include <cstring>
#include <utility>
#include <vector>

namespace signalbox::routing {

using models::ErrorClass;

namespace {

/// Gives its bytes out once and cannot go back: what makes Qt's engine give up instead of sending a
/// request again.
class OneShotDevice final : public QIODevice
{
public:
    explicit OneShotDevice(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
        open(QIODevice::ReadOnly);
    }
    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override
    {
        return m_bytes.size() - m_read + QIODevice::bytesAvailable();
    }

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        const qint64 size = std::min<qint64>(maxSize, m_bytes.size() - m_read);
        if (size == 0)
            return -1;
        std::memcpy(data, m_bytes.constData() + m_read, static_cast<std::size_t>(size));
        m_read += size;
        return size;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_read = 0;
};

QByteArray bytesOf(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

bool isEngineField(const QByteArray &name)
{
    return name == "host" || name == "content-length";
}

QUrl baseOf(const ProviderOrigin &origin)
{
    QUrl url;
    url.setScheme(origin.isEncrypted ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(origin.host);
    url.setPort(origin.port);
    return url;
}

/// "POST /path HTTP/1.1" and fields, as a request of Qt's.
QNetworkRequest requestFrom(std::string_view head, const QUrl &origin)
{
    const std::size_t lineEnd = head.find("\r\n");
    const std::string_view line = head.substr(0, lineEnd);
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    QUrl url =
        origin.resolved(QUrl::fromEncoded(bytesOf(line.substr(first + 1, last - first - 1))));
    QNetworkRequest request(url);
    std::string_view rest = head.substr(lineEnd + 2);
    for (std::size_t end = rest.find("\r\n"); end != 0 && end != std::string_view::npos;
         end = rest.find("\r\n")) {
        const std::string_view field = rest.substr(0, end);
        rest.remove_prefix(end + 2);
        const std::size_t colon = field.find(':');
        if (colon == std::string_view::npos)
            continue;
        const QByteArray name = bytesOf(field.substr(0, colon)).toLower();
        if (isEngineField(name))
            continue;
        QByteArray value = bytesOf(field.substr(colon + 1)).trimmed();
        if (request.hasRawHeader(name))
            value.prepend(request.rawHeader(name) + ", ");
        request.setRawHeader(name, value);
    }
    return request;
}

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

BaseEngineCall::BaseEngineCall(ProviderAccessManager &manager, BaseEngine &engine,
                               const ProviderSend &request,
                               const models::ProviderTimeouts &timeouts,
                               ProviderCallObserver &observer)
    : m_manager(manager)
    , m_engine(&engine)
    , m_observer(&observer)
    , m_timeouts(timeouts)
    , m_host(request.origin->host)
{
    engine.callBegan();
    QByteArray body;
    for (const std::string_view piece : request.body)
        body.append(bytesOf(piece));
    QNetworkRequest post = requestFrom(request.head, baseOf(*request.origin));
    post.setSslConfiguration(manager.sslConfiguration());
    post.setHeader(QNetworkRequest::ContentLengthHeader, body.size());
    post.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    post.setAttribute(QNetworkRequest::Http2AllowedAttribute, true);
    post.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    post.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    post.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    auto *device = new OneShotDevice(body);
    m_reply = engine.post(post, device);
    device->setParent(m_reply); // which reads from it until it is gone itself
    connect(m_reply, &QNetworkReply::requestSent, this, [this] {
        if (m_phase == Phase::Connecting) {
            m_phase = Phase::Sent;
            watchSilence();
        }
    });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &BaseEngineCall::onHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &BaseEngineCall::onReadable);
    connect(m_reply, &QNetworkReply::finished, this, &BaseEngineCall::onFinished);
    m_silence.setSingleShot(true);
    m_total.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, &BaseEngineCall::onSilence);
    connect(&m_total, &QTimer::timeout, this, [this] {
        onTimeout(QStringLiteral("not finished within %1 ms").arg(m_timeouts.total.count()));
    });
    watchSilence();
    if (timeouts.total.count() > 0)
        m_total.start(timeouts.total);
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
    const auto limit = m_phase == Phase::Connecting ? m_timeouts.connect
        : m_phase == Phase::Sent                    ? m_timeouts.firstByte
                                                    : m_timeouts.idle;
    if (limit.count() > 0 && !m_isPaused && m_observer)
        m_silence.start(limit);
    else
        m_silence.stop();
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
    m_reply->disconnect(this);
    m_reply->abort();
    if (m_engine)
        m_manager.retireEngine(*m_engine);
    end({.errorClass = ErrorClass::Timeout,
         .message = message,
         .wasSent = m_phase != Phase::Connecting});
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
            if (!m_observer || m_isPaused)
                return;
            if (m_hasFinished)
                onFinished();
            else
                onReadable();
        },
        Qt::QueuedConnection);
}

} // namespace signalbox::routing
