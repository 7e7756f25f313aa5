// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/ConnectionPool.h"

#include "routing/provider/ProviderConnection.h"
#include "routing/provider/ProviderReply.h"
#include "routing/provider/ProviderSend.h"
#include "routing/provider/SystemProxy.h"

#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <chrono>
#include <utility>

namespace signalbox::routing {

namespace {

constexpr qint64 idleSweepNs = 1'000'000'000;
/// A handshake is over a millisecond of CPU on the proxy's own thread: never many at a time. Each
/// origin has its own share: one that never answers would hold a common one against all others.
constexpr int maxHandshakesPerOrigin = 16;
/// A connection that nobody has asked for may open for so long.
constexpr std::chrono::seconds prewarmLimit{10};
/// After this the system is asked again, and its last answer used meanwhile.
constexpr qint64 proxyFreshNs = 60'000'000'000;

} // namespace

ConnectionPool::ConnectionPool(ProxyLookup::Resolver resolver)
    : m_proxyLookup(std::move(resolver))
    , m_sslConfiguration(QSslConfiguration::defaultConfiguration())
{}

ConnectionPool::~ConnectionPool()
{
    const std::vector<ProviderConnection *> connections(m_connections.begin(), m_connections.end());
    m_connections.clear();
    qDeleteAll(connections);
}

ConnectionPool::Key ConnectionPool::keyOf(const QUrl &url)
{
    const bool isEncrypted = url.scheme() == QLatin1String("https");
    return {isEncrypted, url.host(), static_cast<quint16>(url.port(isEncrypted ? 443 : 80))};
}

ProviderOrigin *ConnectionPool::origin(const QUrl &url, int maxConnections)
{
    const Key key = keyOf(url);
    std::unique_ptr<ProviderOrigin> &origin = m_origins[key];
    if (!origin) {
        origin = std::make_unique<ProviderOrigin>();
        std::tie(origin->isEncrypted, origin->host, origin->port) = key;
    }
    origin->maxConnections = std::max(1, maxConnections);
    return origin.get();
}

void ConnectionPool::dispatch(ProviderReply &reply, const ProviderSend &request)
{
    reply.origin = request.origin;
    reply.hasNoBody = request.hasNoBody;
    if (ProviderConnection *connection = takeConnection(*request.origin)) {
        connection->serve(reply, request.head, request.body, request.hasNoBody);
        return;
    }
    reply.pendingRequest.assign(request.head);
    for (const std::string_view piece : request.body)
        reply.pendingRequest.append(piece);
    request.origin->waiting.push_back(&reply);
}

ProviderConnection *ConnectionPool::takeConnection(ProviderOrigin &origin)
{
    if (ProviderConnection *connection = takeIdle(origin))
        return connection;
    if (ProviderConnection *opening = std::exchange(origin.prewarmed, nullptr))
        return opening;
    findProxy(origin);
    return mayOpen(origin) ? openConnection(origin) : nullptr;
}

bool ConnectionPool::isExpired(const ProviderConnection &connection) const
{
    return m_nowNs - connection.idleSinceNs() > connection.idleLimitNs();
}

ProviderConnection *ConnectionPool::takeIdle(ProviderOrigin &origin)
{
    while (!origin.idle.empty()) {
        ProviderConnection *connection = origin.idle.back();
        origin.idle.pop_back();
        if (!isExpired(*connection) && connection->isUsable())
            return connection;
        connection->close();
    }
    return nullptr;
}

bool ConnectionPool::mayOpen(const ProviderOrigin &origin)
{
    return origin.isProxyKnown && origin.connections < origin.maxConnections
        && (!origin.isEncrypted || origin.handshakes < maxHandshakesPerOrigin);
}

ProviderConnection *ConnectionPool::openConnection(ProviderOrigin &origin)
{
    auto *connection = new ProviderConnection(*this, origin);
    m_connections.insert(connection);
    ++origin.connections;
    if (origin.isEncrypted)
        ++origin.handshakes;
    // From the event loop: a refusal on loopback is reported from inside connectToHost().
    QMetaObject::invokeMethod(connection, &ProviderConnection::open, Qt::QueuedConnection);
    return connection;
}

void ConnectionPool::findProxy(ProviderOrigin &origin)
{
    const bool isFresh = origin.isProxyKnown && m_nowNs - origin.proxyFoundNs < proxyFreshNs;
    if (isFresh || origin.isProxyAsked)
        return;
    if (SystemProxy::isLocal(origin.host)) {
        proxyFound(origin, {QNetworkProxy::NoProxy});
        return;
    }
    origin.isProxyAsked = true;
    QUrl url;
    url.setScheme(origin.isEncrypted ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(origin.host);
    url.setPort(origin.port);
    m_proxyLookup.find(url, [this, &origin](const QNetworkProxy &proxy) {
        origin.isProxyAsked = false;
        proxyFound(origin, proxy);
        serveWaiting(origin);
        for (const auto &work : std::exchange(origin.whenProxyIsKnown, {}))
            work();
    });
}

void ConnectionPool::proxyFound(ProviderOrigin &origin, const QNetworkProxy &proxy) const
{
    origin.proxyFoundNs = m_nowNs;
    if (std::exchange(origin.isProxyKnown, true) && origin.proxy != proxy)
        closeIdle(origin); // they lead through the one before
    origin.proxy = proxy;
}

void ConnectionPool::whenProxyIsKnown(ProviderOrigin &origin, std::function<void()> work)
{
    findProxy(origin);
    if (origin.isProxyKnown)
        work();
    else
        origin.whenProxyIsKnown.push_back(std::move(work));
}

QNetworkProxy ConnectionPool::knownProxy(const QUrl &url) const
{
    const auto found = m_origins.find(keyOf(url));
    return found == m_origins.end() ? QNetworkProxy(QNetworkProxy::NoProxy) : found->second->proxy;
}

void ConnectionPool::prewarm(ProviderOrigin &origin)
{
    whenProxyIsKnown(origin, [this, &origin] {
        if (origin.connections > 0 || !mayOpen(origin))
            return;
        ProviderConnection *connection = openConnection(origin);
        origin.prewarmed = connection;
        // No call's limit ends it.
        QTimer::singleShot(prewarmLimit, connection, [connection] {
            if (!connection->isOpen() && !connection->isServing())
                connection->close();
        });
    });
}

void ConnectionPool::connectionOpened(ProviderConnection &connection)
{
    ProviderOrigin &origin = connection.origin();
    if (origin.isEncrypted)
        --origin.handshakes;
    if (!connection.isServing()) { // opened ahead of need
        origin.prewarmed = nullptr;
        connectionIdle(connection);
    } else if (origin.isEncrypted) {
        serveWaiting(origin);
    }
}

void ConnectionPool::connectionIdle(ProviderConnection &connection)
{
    connection.setIdleSinceNs(m_nowNs);
    m_hasIdle = true;
    connection.origin().idle.push_back(&connection);
    serveWaiting(connection.origin());
}

void ConnectionPool::connectionClosed(ProviderConnection &connection)
{
    if (m_connections.erase(&connection) == 0)
        return;
    ProviderOrigin &origin = connection.origin();
    --origin.connections;
    if (origin.isEncrypted && !connection.isOpen())
        --origin.handshakes;
    std::erase(origin.idle, &connection);
    if (origin.prewarmed == &connection)
        origin.prewarmed = nullptr;
    connection.deleteLater();
    if (!origin.waiting.empty()) {
        QMetaObject::invokeMethod(
            this, [this, &origin] { serveWaiting(origin); }, Qt::QueuedConnection);
    }
}

void ConnectionPool::serveWaiting(ProviderOrigin &origin)
{
    while (!origin.waiting.empty()) {
        ProviderConnection *connection = takeConnection(origin);
        if (!connection)
            return;
        ProviderReply *reply = origin.waiting.front();
        origin.waiting.pop_front();
        const std::string request = std::move(reply->pendingRequest);
        reply->pendingRequest.clear();
        connection->serve(*reply, request, {}, reply->hasNoBody);
    }
}

void ConnectionPool::forget(ProviderReply &reply)
{
    if (reply.origin && !reply.origin->waiting.empty())
        std::erase(reply.origin->waiting, &reply);
}

void ConnectionPool::closeExpired()
{
    if (m_nowNs - m_idleSweptNs < idleSweepNs)
        return;
    m_idleSweptNs = m_nowNs;
    m_hasIdle = false;
    for (const auto &[key, origin] : m_origins) {
        const std::vector<ProviderConnection *> idle = origin->idle;
        for (ProviderConnection *connection : idle) {
            if (isExpired(*connection))
                connection->close();
            else
                m_hasIdle = true;
        }
    }
}

void ConnectionPool::closeIdle()
{
    for (const auto &[key, origin] : m_origins)
        closeIdle(*origin);
}

void ConnectionPool::closeIdle(const ProviderOrigin &origin)
{
    const std::vector<ProviderConnection *> idle = origin.idle;
    for (ProviderConnection *connection : idle)
        connection->close();
}

} // namespace signalbox::routing
