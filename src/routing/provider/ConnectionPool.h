// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/provider/ProviderOrigin.h"
#include "routing/provider/ProxyLookup.h"

#include <QObject>
#include <QSslConfiguration>

#include <functional>
#include <map>
#include <memory>
#include <tuple>
#include <unordered_set>

namespace signalbox::routing {

class ProviderConnection;
class ProviderReply;
struct ProviderSend;

/// The connections to all providers, kept alive between calls, and the calls that wait for one.
///
/// No cap per host but the origin's own; few handshakes at a time with each. Lives on its manager's
/// thread, a member of it.
class ConnectionPool final : public QObject
{
    Q_OBJECT

public:
    explicit ConnectionPool(ProxyLookup::Resolver resolver);
    ~ConnectionPool() override;
    Q_DISABLE_COPY_MOVE(ConnectionPool)

    /// The origin of \a url, made when new. Valid as long as the pool.
    ProviderOrigin *origin(const QUrl &url, int maxConnections);
    /// Gives \a reply a connection that is idle, or a new one, or lets it wait for either,
    /// or for the system to name the proxy.
    void dispatch(ProviderReply &reply, const ProviderSend &request);
    /// \a reply waits no longer.
    static void forget(ProviderReply &reply);
    /// Opens a connection ahead of the first request, where a handshake would cost time.
    void prewarm(ProviderOrigin &origin);
    /// Asks for the proxy to \a origin when it is not known, or no longer.
    void findProxy(ProviderOrigin &origin);
    /// Runs \a work as soon as the proxy to \a origin is known, which may be at once.
    void whenProxyIsKnown(ProviderOrigin &origin, std::function<void()> work);
    /// The proxy to \a url as far as it is known.
    [[nodiscard]] QNetworkProxy knownProxy(const QUrl &url) const;
    /// Closes every idle connection.
    void closeIdle();

    /// What TLS connections are made with.
    void setSslConfiguration(const QSslConfiguration &configuration)
    {
        m_sslConfiguration = configuration;
    }
    [[nodiscard]] QSslConfiguration sslConfiguration() const { return m_sslConfiguration; }

    /// The time as the manager's sweep told it last.
    [[nodiscard]] qint64 nowNs() const { return m_nowNs; }
    void setNowNs(qint64 ns) { m_nowNs = ns; }
    /// Closes what has been idle too long; looks once a second, however often it is called.
    void closeExpired();
    [[nodiscard]] bool hasIdle() const { return m_hasIdle; }

    // Called by connections of this pool.
    void connectionOpened(ProviderConnection &connection);
    void connectionIdle(ProviderConnection &connection);
    void connectionClosed(ProviderConnection &connection);

private:
    void serveWaiting(ProviderOrigin &origin);
    /// An idle one, or one that is opening for nobody, or a new one; null when there may be none.
    ProviderConnection *takeConnection(ProviderOrigin &origin);
    [[nodiscard]] bool isExpired(const ProviderConnection &connection) const;
    ProviderConnection *takeIdle(ProviderOrigin &origin);
    [[nodiscard]] static bool mayOpen(const ProviderOrigin &origin);
    ProviderConnection *openConnection(ProviderOrigin &origin);
    void proxyFound(ProviderOrigin &origin, const QNetworkProxy &proxy) const;
    static void closeIdle(const ProviderOrigin &origin);

    using Key = std::tuple<bool, QString, quint16>; ///< encrypted, host, port
    static Key keyOf(const QUrl &url);

    std::map<Key, std::unique_ptr<ProviderOrigin>> m_origins;
    std::unordered_set<ProviderConnection *> m_connections;
    ProxyLookup m_proxyLookup;
    QSslConfiguration m_sslConfiguration;
    qint64 m_nowNs = 0;
    qint64 m_idleSweptNs = 0;
    bool m_hasIdle = false;
};

} // namespace signalbox::routing
