// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/BaseEngineRequest.h"

#include "routing/provider/BaseEngine.h"
#include "routing/provider/ProviderAccessManager.h"

#include <QIODevice>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrl>

#include <cstring>

namespace signalbox::routing {

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

} // namespace

QNetworkReply *postThrough(BaseEngine &engine, const ProviderSend &request,
                           const QSslConfiguration &tls)
{
    QByteArray body;
    for (const std::string_view piece : request.body)
        body.append(bytesOf(piece));
    QNetworkRequest post = requestFrom(request.head, baseOf(*request.origin));
    post.setSslConfiguration(tls);
    post.setHeader(QNetworkRequest::ContentLengthHeader, body.size());
    post.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    post.setAttribute(QNetworkRequest::Http2AllowedAttribute, true);
    post.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    post.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    post.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    auto *device = new OneShotDevice(body);
    QNetworkReply *reply = engine.post(post, device);
    device->setParent(reply); // which reads from it until it is gone itself
    return reply;
}

} // namespace signalbox::routing
