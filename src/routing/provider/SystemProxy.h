// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QNetworkProxyFactory>

namespace signalbox::routing {

/// The proxies that the system names, for every host but this machine: a local provider is never
/// asked through a company's proxy, whatever the environment says.
class SystemProxy final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override;
    /// The first choice for \a url.
    static QNetworkProxy proxyFor(const QUrl &url);
};

} // namespace signalbox::routing
