// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/RequestHead.h"

#include <QUrl>

#include <algorithm>

namespace signalbox::routing {

namespace {

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QByteArray methodOf(QNetworkAccessManager::Operation operation, const QNetworkRequest &request)
{
    switch (operation) {
    case QNetworkAccessManager::HeadOperation:
        return QByteArrayLiteral("HEAD");
    case QNetworkAccessManager::PutOperation:
        return QByteArrayLiteral("PUT");
    case QNetworkAccessManager::PostOperation:
        return QByteArrayLiteral("POST");
    case QNetworkAccessManager::DeleteOperation:
        return QByteArrayLiteral("DELETE");
    case QNetworkAccessManager::CustomOperation:
        return request.attribute(QNetworkRequest::CustomVerbAttribute).toByteArray();
    default:
        return QByteArrayLiteral("GET");
    }
}

bool isOurs(const QByteArray &name)
{
    return name.compare("host", Qt::CaseInsensitive) == 0
        || name.compare("content-length", Qt::CaseInsensitive) == 0
        || name.compare("transfer-encoding", Qt::CaseInsensitive) == 0
        || name.compare("connection", Qt::CaseInsensitive) == 0;
}

void appendField(std::string &head, std::string_view name, std::string_view value)
{
    head.append(name).append(": ").append(value).append("\r\n");
}

} // namespace

bool isFieldText(std::string_view text)
{
    return std::ranges::none_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7f;
    });
}

std::string hostField(const QUrl &url)
{
    const QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    std::string field(view(host));
    if (host.contains(':') && !host.startsWith('['))
        field = '[' + field + ']';
    const int ownPort = url.scheme() == QLatin1String("https") ? 443 : 80;
    if (const int port = url.port(ownPort); port != ownPort)
        field += ':' + std::to_string(port);
    return field;
}

std::string requestHead(QNetworkAccessManager::Operation operation, const QNetworkRequest &request,
                        qint64 bodySize)
{
    const QUrl url = request.url();
    QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    if (path.isEmpty())
        path = "/";
    if (url.hasQuery())
        path += '?' + url.query(QUrl::FullyEncoded).toLatin1();

    std::string head;
    head.append(view(methodOf(operation, request))).append(" ").append(view(path));
    head.append(" HTTP/1.1\r\n");
    appendField(head, "host", hostField(url));
    const QList<QByteArray> names = request.rawHeaderList();
    for (const QByteArray &name : names) {
        const QByteArray value = request.rawHeader(name);
        if (!isOurs(name) && isFieldText(view(name)) && isFieldText(view(value)))
            appendField(head, view(name), view(value));
    }
    const bool hasBody = operation == QNetworkAccessManager::PostOperation
        || operation == QNetworkAccessManager::PutOperation || bodySize > 0;
    if (hasBody)
        appendField(head, "content-length", std::to_string(bodySize));
    head.append("\r\n");
    return head;
}

} // namespace signalbox::routing
