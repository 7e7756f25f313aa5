// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QNetworkProxy>

namespace signalbox::routing {

/// The proxies that the system names, for every host but this machine: a local provider is never
/// asked through a company's proxy, whatever the environment says.
class SystemProxy final
{
public:
    /// Whether \a host is this machine, which no proxy leads to.
    static bool isLocal(const QString &host);
    /// The first choice for \a url. May block for long: the system may fetch a script to decide.
    static QNetworkProxy proxyFor(const QUrl &url);
};

} // namespace signalbox::routing
