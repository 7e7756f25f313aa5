// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/provider/ProviderCall.h"
#include "routing/provider/ProviderOrigin.h"

#include <QBasicTimer>
#include <QNetworkAccessManager>
#include <QSslConfiguration>

#include <map>
#include <memory>
#include <span>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <vector>

namespace signalbox::routing {

class BaseEngine;
class ProviderConnection;
class ProviderReply;

/// One request for the hot path. Everything is only read during send().
struct ProviderSend
{
    ProviderOrigin *origin = nullptr;
    std::string_view head; ///< request line and fields, with the empty line at the end
    std::span<const std::string_view> body;
    bool hasNoBody = false; ///< a HEAD request: its answer has no body
};

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
    explicit ProviderAccessManager(QObject *parent = nullptr);
    ~ProviderAccessManager() override;
    Q_DISABLE_COPY_MOVE(ProviderAccessManager)

    /// The origin of \a url, made when new. Valid as long as the manager.
    ProviderOrigin *origin(const QUrl &url, int maxConnections);
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
    void prewarm(ProviderOrigin &origin);
    /// Closes every idle connection.
    void closeIdle();

    /// What TLS connections are made with; the system's trust store by default.
    void setSslConfiguration(const QSslConfiguration &configuration);
    [[nodiscard]] QSslConfiguration sslConfiguration() const { return m_sslConfiguration; }
    /// Time for timeouts, refreshed by the sweep: exact to its interval, and free.
    [[nodiscard]] qint64 coarseNowNs() const { return m_nowNs; }

    // Called by replies and connections of this manager.
    void replyBegan(ProviderReply &reply);
    void replyEnded(ProviderReply &reply);
    void connectionOpened(ProviderConnection &connection);
    void connectionIdle(ProviderConnection &connection);
    void connectionClosed(ProviderConnection &connection);
    void giveBack(ProviderReply &reply);
    /// No new call uses \a engine.
    void retireEngine(BaseEngine &engine);

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request,
                                 QIODevice *outgoingData) override;
    void timerEvent(QTimerEvent *event) override;

private:
    void dispatch(ProviderReply &reply, const ProviderSend &request);
    void serveWaiting(ProviderOrigin &origin);
    ProviderConnection *takeIdle(ProviderOrigin &origin);
    [[nodiscard]] bool mayOpen(const ProviderOrigin &origin) const;
    ProviderConnection *openConnection(ProviderOrigin &origin);
    static void findProxy(ProviderOrigin &origin);
    void sweep();
    void closeExpired();
    void setSweepInterval(int ms);
    QNetworkReply *createOrdinary(Operation operation, const QNetworkRequest &request,
                                  QIODevice *outgoingData);

    std::map<std::tuple<bool, QString, quint16>, std::unique_ptr<ProviderOrigin>> m_origins;
    std::unordered_set<ProviderConnection *> m_connections;
    std::vector<std::unique_ptr<ProviderReply>> m_replies; ///< pooled ones, busy or free
    std::vector<ProviderReply *> m_free;
    std::vector<ProviderReply *> m_active; ///< every reply with a timeout running
    BaseEngine *m_engine = nullptr; ///< child of this; none until a call over HTTP/2
    QSslConfiguration m_sslConfiguration;
    QBasicTimer m_sweepTimer;
    qint64 m_nowNs = 0;
    qint64 m_idleSweptNs = 0;
    bool m_hasIdle = false;
    int m_sweepIntervalMs = 0;
    int m_handshakes = 0;
};

} // namespace signalbox::routing
