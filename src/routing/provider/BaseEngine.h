// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/provider/KnownProxies.h"

#include <QNetworkAccessManager>

namespace signalbox::routing {

/// One of Qt's own engines with its connections, for calls over HTTP/2.
///
/// Qt goes on using a connection that its provider has said goodbye on (GOAWAY), and every later
/// request vanishes in it. Clearing Qt's connection cache would help, but freezes all other calls
/// of the engine. So when an answer does not come in time the engine is retired: new calls get
/// another one, and this goes when its last call has ended.
///
/// Lives on the manager's thread; child of its manager.
class BaseEngine final : public QNetworkAccessManager
{
    Q_OBJECT

public:
    BaseEngine(QObject *manager, const ConnectionPool &pool)
        : QNetworkAccessManager(manager)
    {
        setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        setProxyFactory(new KnownProxies(pool)); // Qt takes it
    }

    void callBegan() { ++m_calls; }
    void callEnded()
    {
        --m_calls;
        goWhenUnused();
    }
    void retire()
    {
        m_isRetired = true;
        goWhenUnused();
    }

private:
    void goWhenUnused()
    {
        if (m_isRetired && m_calls == 0)
            deleteLater();
    }

    int m_calls = 0;
    bool m_isRetired = false;
};

} // namespace signalbox::routing
