// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/provider/ConnectionPool.h"
#include "routing/provider/ProviderCall.h"
#include "routing/provider/ProviderSend.h"
#include "routing/provider/SystemProxy.h"

#include <QBasicTimer>
#include <QNetworkAccessManager>

#include <memory>
#include <vector>

namespace signalbox::routing {

class BaseEngine;
class ProviderReply;

/// The application's network interface: a QNetworkAccessManager whose HTTP/1.1 calls are served by
/// replies of ours over pooled connections.
///
/// Qt 6.4's own engine keeps six connections a host, leaves Nagle's algorithm on and sends a POST
/// again by itself when a kept connection turns out to be closed, which would bill twice. Here no
/// request is ever sent twice, no redirect is followed, and TCP_NODELAY is set. Qt's own engine
/// still serves what it does better: HTTP/2, unfinished uploads, other schemes.
///
/// The proxy calls send(); everybody else get(), post() and the like. Lives on one thread.
class ProviderAccessManager final : public QNetworkAccessManager
{
    Q_OBJECT

public:
    explicit ProviderAccessManager(QObject *parent = nullptr,
                                   ProxyLookup::Resolver resolver = SystemProxy::proxyFor);
    ~ProviderAccessManager() override;
    Q_DISABLE_COPY_MOVE(ProviderAccessManager)

    /// The origin of \a url, made when new. Valid as long as the manager.
    ProviderOrigin *origin(const QUrl &url, int maxConnections)
    {
        return m_pool.origin(url, maxConnections);
    }
    /// Sends a request and tells \a observer of the answer, never from inside this call. The
    /// observer must outlive the returned call; destroying the call cancels it.
    [[nodiscard]] std::unique_ptr<ProviderCall> send(const ProviderSend &request,
                                                     const models::ProviderTimeouts &timeouts,
                                                     ProviderCallObserver &observer);
    /// The same through Qt's own engine, which speaks HTTP/2 where the provider does. Without TLS
    /// no provider of language models does: that is an ordinary call.
    [[nodiscard]] std::unique_ptr<ProviderCall> sendHttp2(const ProviderSend &request,
                                                          const models::ProviderTimeouts &timeouts,
                                                          ProviderCallObserver &observer);
    /// Opens a connection ahead of the first request, where a handshake would cost time.
    void prewarm(ProviderOrigin &origin) { m_pool.prewarm(origin); }
    /// Closes every idle connection.
    void closeIdle() { m_pool.closeIdle(); }

    /// What TLS connections are made with; the system's trust store by default.
    void setSslConfiguration(const QSslConfiguration &configuration)
    {
        m_pool.setSslConfiguration(configuration);
    }
    [[nodiscard]] QSslConfiguration sslConfiguration() const { return m_pool.sslConfiguration(); }
    /// Time for timeouts, refreshed by the sweep: exact to its interval, and free.
    [[nodiscard]] qint64 coarseNowNs() const { return m_pool.nowNs(); }

    // Called by replies and calls of this manager.
    void replyBegan(ProviderReply &reply);
    void replyEnded(ProviderReply &reply);
    void giveBack(ProviderReply &reply);
    /// No new call uses \a engine.
    void retireEngine(BaseEngine &engine);

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request,
                                 QIODevice *outgoingData) override;
    void timerEvent(QTimerEvent *event) override;

private:
    void sweep();
    void setSweepInterval(int ms);
    QNetworkReply *createOrdinary(Operation operation, const QNetworkRequest &request,
                                  QIODevice *outgoingData);

    ConnectionPool m_pool; // before the replies, which hold its connections
    std::vector<std::unique_ptr<ProviderReply>> m_replies; ///< pooled ones, busy or free
    std::vector<ProviderReply *> m_free;
    std::vector<ProviderReply *> m_active; ///< every reply with a timeout running
    BaseEngine *m_engine = nullptr; ///< child of this; none until a call over HTTP/2
    QBasicTimer m_sweepTimer;
    int m_sweepIntervalMs = 0;
};

} // namespace signalbox::routing
