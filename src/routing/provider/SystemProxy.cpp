// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/SystemProxy.h"

#include <QHostAddress>
#include <QNetworkProxyFactory>
#include <QUrl>

namespace signalbox::routing {

bool SystemProxy::isLocal(const QString &host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

QNetworkProxy SystemProxy::proxyFor(const QUrl &url)
{
    if (!isLocal(url.host())) {
        const auto proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
        if (!proxies.isEmpty() && proxies.first().type() != QNetworkProxy::DefaultProxy)
            return proxies.first();
    }
    return {QNetworkProxy::NoProxy};
}

} // namespace signalbox::routing
