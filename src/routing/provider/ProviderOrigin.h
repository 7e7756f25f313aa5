// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QNetworkProxy>
#include <QString>

#include <deque>
#include <functional>
#include <vector>

namespace signalbox::routing {

class ProviderConnection;
class ProviderReply;

/// One host and port we call, with its idle connections and the calls that wait for one.
///
/// Lives on the manager's thread; owned by ProviderAccessManager and kept as long as it.
struct ProviderOrigin
{
    bool isEncrypted = false;
    QString host;
    quint16 port = 0;
    int maxConnections = 1024;

    int connections = 0; ///< open or opening, idle ones included
    int handshakes = 0; ///< TLS connections that are opening
    std::vector<ProviderConnection *> idle; ///< the last one was used last
    ProviderConnection *prewarmed = nullptr; ///< opening ahead of need, for the next call
    std::deque<ProviderReply *> waiting;
    QByteArray sessionTicket; ///< of the last TLS session, to resume it
    QNetworkProxy proxy{QNetworkProxy::NoProxy};
    qint64 proxyFoundNs = 0; ///< when the system named it
    bool isProxyKnown = false;
    bool isProxyAsked = false; ///< the system has not answered yet
    std::vector<std::function<void()>> whenProxyIsKnown; ///< what to do then
};

} // namespace signalbox::routing
