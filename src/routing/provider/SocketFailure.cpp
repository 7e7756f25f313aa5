// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/SocketFailure.h"

#include "routing/provider/ProviderOrigin.h"

namespace signalbox::routing {

using models::ErrorClass;

ErrorClass failureClass(QAbstractSocket::SocketError error)
{
    return error == QAbstractSocket::SocketTimeoutError ? ErrorClass::Timeout
                                                        : ErrorClass::Connection;
}

QString failureText(const QAbstractSocket &socket)
{
    switch (socket.error()) {
    case QAbstractSocket::ConnectionRefusedError:
        return QStringLiteral("connection refused");
    case QAbstractSocket::HostNotFoundError:
        return QStringLiteral("host not found");
    case QAbstractSocket::RemoteHostClosedError:
        return QStringLiteral("the connection was closed");
    case QAbstractSocket::ProxyAuthenticationRequiredError:
        return QStringLiteral("the proxy asks for a password");
    case QAbstractSocket::SslHandshakeFailedError:
        return QStringLiteral("TLS handshake failed: ") + socket.errorString();
    default:
        return socket.errorString();
    }
}

QString wayTo(const ProviderOrigin &origin)
{
    const QNetworkProxy &proxy = origin.proxy;
    if (proxy.type() == QNetworkProxy::NoProxy)
        return origin.host;
    return QStringLiteral("%1 through the proxy %2:%3")
        .arg(origin.host, proxy.hostName())
        .arg(proxy.port());
}

} // namespace signalbox::routing
