// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/BaseEngineCall.h"

#include "routing/provider/RequestHead.h"

#include <QIODevice>
#include <QNetworkRequest>
#include <QPointer>

#include <cstring>

namespace signalbox::routing {

using models::ErrorClass;

namespace {

/// Gives its bytes out once and cannot go back: what makes Qt's engine give up instead of sending a
/// request again.
class OneShotDevice final : public QIODevice
{
public:
    OneShotDevice(QByteArray bytes, QObject *parent)
        : QIODevice(parent)
        , m_bytes(std::move(bytes))
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
        if (!isEngineField(name))
            request.setRawHeader(name, bytesOf(field.substr(colon + 1)).trimmed());
    }
    return request;
}

ErrorClass classOf(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::TimeoutError ? ErrorClass::Timeout : ErrorClass::Connection;
}

} // namespace

BaseEngineCall::BaseEngineCall(ProviderAccessManager &manager, const QUrl &origin,
                               const ProviderSend &request,
                               const models::ProviderTimeouts &timeouts,
                               ProviderCallObserver &observer)
    : m_manager(manager)
    , m_observer(&observer)
    , m_timeouts(timeouts)
{
    QByteArray body;
    for (const std::string_view piece : request.body)
        body.append(bytesOf(piece));
    QNetworkRequest post = requestFrom(request.head, origin);
    post.setHeader(QNetworkRequest::ContentLengthHeader, body.size());
    post.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    post.setAttribute(QNetworkRequest::Http2AllowedAttribute, true);
    post.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                      QNetworkRequest::ManualRedirectPolicy);
    post.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    post.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    post.setAttribute(baseEngineAttribute, true);
    m_reply = manager.post(post, new OneShotDevice(body, this));
    m_reply->setParent(this);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &BaseEngineCall::onHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &BaseEngineCall::onReadable);
    connect(m_reply, &QNetworkReply::finished, this, &BaseEngineCall::onFinished);
    m_silence.setSingleShot(true);
    m_total.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, &BaseEngineCall::onTimeout);
    connect(&m_total, &QTimer::timeout, this, &BaseEngineCall::onTimeout);
    restartTimer(timeouts.firstByte);
    if (timeouts.total.count() > 0)
        m_total.start(timeouts.total);
}

BaseEngineCall::~BaseEngineCall()
{
    m_observer = nullptr;
    m_reply->disconnect(this);
    m_reply->abort();
}

void BaseEngineCall::restartTimer(std::chrono::milliseconds limit)
{
    if (limit.count() > 0)
        m_silence.start(limit);
    else
        m_silence.stop();
}

void BaseEngineCall::onHead()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    constexpr int firstFinalStatus = 200;
    if (m_hasHead || status < firstFinalStatus || !m_observer)
        return;
    m_hasHead = true;
    restartTimer(m_timeouts.idle);
    const QList<QNetworkReply::RawHeaderPair> &pairs = m_reply->rawHeaderPairs();
    std::vector<HeaderView> headers;
    headers.reserve(static_cast<std::size_t>(pairs.size()));
    for (const auto &[name, value] : pairs) {
        headers.push_back({{name.constData(), static_cast<std::size_t>(name.size())},
                           {value.constData(), static_cast<std::size_t>(value.size())}});
    }
    const QVariant length = m_reply->header(QNetworkRequest::ContentLengthHeader);
    m_observer->providerHead({.status = status,
                              .headers = headers,
                              .contentLength = length.isValid() ? length.toLongLong() : -1});
}

void BaseEngineCall::onReadable()
{
    if (m_isPaused || !m_observer)
        return;
    const QPointer<BaseEngineCall> alive(this);
    onHead();
    if (!alive || !m_observer)
        return;
    restartTimer(m_timeouts.idle);
    const QByteArray bytes = m_reply->readAll();
    if (!bytes.isEmpty())
        m_observer->providerBody({bytes.constData(), static_cast<std::size_t>(bytes.size())},
                                 BodyPosition::More);
}

void BaseEngineCall::onFinished()
{
    m_hasFinished = true;
    if (m_isPaused)
        return; // what is left is read on resume()
    const QPointer<BaseEngineCall> alive(this);
    onReadable();
    if (!alive || !m_observer)
        return;
    const auto error = m_reply->error();
    // A status of 400 and above is an answer, not a failure of the call.
    const bool isBroken = !m_hasHead
        || (error != QNetworkReply::NoError && error < QNetworkReply::ContentAccessDenied);
    if (!isBroken) {
        end({.message = {}});
        return;
    }
    end({.errorClass = m_hasHead ? ErrorClass::ServerError : classOf(error),
         .message = m_reply->errorString(),
         .wasSent = error != QNetworkReply::ConnectionRefusedError
             && error != QNetworkReply::HostNotFoundError
             && error != QNetworkReply::SslHandshakeFailedError});
}

void BaseEngineCall::onTimeout()
{
    m_reply->disconnect(this);
    m_reply->abort();
    // A connection that a provider has said goodbye on (GOAWAY) swallows every later request.
    m_manager.clearConnectionCache();
    end({.errorClass = ErrorClass::Timeout,
         .message = m_hasHead
             ? QStringLiteral("silent for too long inside its answer")
             : QStringLiteral("no answer within %1 ms").arg(m_timeouts.firstByte.count())});
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
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_hasFinished)
                onFinished();
            else
                onReadable();
        },
        Qt::QueuedConnection);
}

} // namespace signalbox::routing
