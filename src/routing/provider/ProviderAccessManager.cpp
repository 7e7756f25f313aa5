// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/ProviderAccessManager.h"

#include "routing/provider/BaseEngine.h"
#include "routing/provider/BaseEngineCall.h"
#include "routing/provider/ProviderConnection.h"
#include "routing/provider/ProviderReply.h"
#include "routing/provider/RequestHead.h"
#include "routing/provider/SystemProxy.h"

#include <QTimerEvent>
#include <QUrl>

#include <algorithm>
#include <chrono>
#include <utility>

namespace signalbox::routing {

namespace {

constexpr int activeSweepMs = 25;
constexpr int idleSweepMs = 1000;
constexpr qint64 nsPerMs = 1'000'000;
constexpr qint64 idleSweepNs = 1'000'000'000;
/// A provider closes an idle connection after a minute or so; we are first.
constexpr qint64 idleLimitNs = 55'000'000'000;
/// A handshake is over a millisecond of CPU on the proxy's own thread: never many at a time.
constexpr int maxHandshakes = 16;
constexpr std::size_t maxFreeReplies = 256;
constexpr int ordinaryMaxConnections = 64;

qint64 nowNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// What send() hands out: giving it up gives the reply back to the pool.
class ObservedCall final : public ProviderCall
{
public:
    ObservedCall(ProviderAccessManager &manager, ProviderReply &reply)
        : m_manager(manager)
        , m_reply(reply)
    {}
    ~ObservedCall() override { m_manager.giveBack(m_reply); }
    Q_DISABLE_COPY_MOVE(ObservedCall)

    void pause() override { m_reply.setPaused(true); }
    void resume() override { m_reply.setPaused(false); }
    [[nodiscard]] bool reusedConnection() const override { return m_reply.isReusedConnection(); }

private:
    ProviderAccessManager &m_manager;
    ProviderReply &m_reply;
};

} // namespace

ProviderAccessManager::ProviderAccessManager(QObject *parent)
    : QNetworkAccessManager(parent)
    , m_sslConfiguration(QSslConfiguration::defaultConfiguration())
    , m_nowNs(nowNs())
{
    setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

ProviderAccessManager::~ProviderAccessManager()
{
    m_replies.clear();
    // Ordinary replies belong to their callers and may be asked to end after this.
    const std::vector<ProviderReply *> active = m_active;
    for (ProviderReply *reply : active)
        reply->detach();
    const std::vector<ProviderConnection *> connections(m_connections.begin(), m_connections.end());
    m_connections.clear();
    qDeleteAll(connections);
}

ProviderOrigin *ProviderAccessManager::origin(const QUrl &url, int maxConnections)
{
    const bool isEncrypted = url.scheme() == QLatin1String("https");
    const auto port = static_cast<quint16>(url.port(isEncrypted ? 443 : 80));
    std::unique_ptr<ProviderOrigin> &origin = m_origins[{isEncrypted, url.host(), port}];
    if (!origin) {
        origin = std::make_unique<ProviderOrigin>();
        origin->isEncrypted = isEncrypted;
        origin->host = url.host();
        origin->port = port;
    }
    origin->maxConnections = std::max(1, maxConnections);
    return origin.get();
}

std::unique_ptr<ProviderCall> ProviderAccessManager::send(const ProviderSend &request,
                                                          const models::ProviderTimeouts &timeouts,
                                                          ProviderCallObserver &observer)
{
    if (m_free.empty()) {
        m_replies.push_back(std::make_unique<ProviderReply>(*this));
        m_free.push_back(m_replies.back().get());
    }
    ProviderReply &reply = *m_free.back();
    m_free.pop_back();
    reply.beginObserved(observer, timeouts);
    dispatch(reply, request);
    return std::make_unique<ObservedCall>(*this, reply);
}

std::unique_ptr<ProviderCall>
ProviderAccessManager::sendHttp2(const ProviderSend &request,
                                 const models::ProviderTimeouts &timeouts,
                                 ProviderCallObserver &observer)
{
    if (!request.origin->isEncrypted)
        return send(request, timeouts, observer);
    if (!m_engine)
        m_engine = new BaseEngine(this);
    return std::make_unique<BaseEngineCall>(*this, *m_engine, request, timeouts, observer);
}

void ProviderAccessManager::retireEngine(BaseEngine &engine)
{
    if (m_engine == &engine)
        m_engine = nullptr;
    engine.retire();
}

void ProviderAccessManager::giveBack(ProviderReply &reply)
{
    reply.detach();
    if (m_free.size() < maxFreeReplies) {
        m_free.push_back(&reply);
        return;
    }
    const auto found = std::ranges::find(m_replies, &reply, &std::unique_ptr<ProviderReply>::get);
    if (found == m_replies.end())
        return;
    found->release()->deleteLater(); // its own function may be on the stack
    std::swap(*found, m_replies.back());
    m_replies.pop_back();
}

void ProviderAccessManager::dispatch(ProviderReply &reply, const ProviderSend &request)
{
    reply.origin = request.origin;
    reply.hasNoBody = request.hasNoBody;
    ProviderConnection *connection = takeIdle(*request.origin);
    if (!connection && mayOpen(*request.origin))
        connection = openConnection(*request.origin);
    if (connection) {
        connection->serve(reply, request.head, request.body, request.hasNoBody);
        return;
    }
    reply.pendingRequest.assign(request.head);
    for (const std::string_view piece : request.body)
        reply.pendingRequest.append(piece);
    request.origin->waiting.push_back(&reply);
}

ProviderConnection *ProviderAccessManager::takeIdle(ProviderOrigin &origin)
{
    while (!origin.idle.empty()) {
        ProviderConnection *connection = origin.idle.back();
        origin.idle.pop_back();
        if (connection->isUsable())
            return connection;
        connection->close();
    }
    return nullptr;
}

bool ProviderAccessManager::mayOpen(const ProviderOrigin &origin) const
{
    return origin.connections < origin.maxConnections
        && (!origin.isEncrypted || m_handshakes < maxHandshakes);
}

ProviderConnection *ProviderAccessManager::openConnection(ProviderOrigin &origin)
{
    if (!origin.isProxyKnown)
        findProxy(origin);
    auto *connection = new ProviderConnection(*this, origin);
    m_connections.insert(connection);
    ++origin.connections;
    if (origin.isEncrypted)
        ++m_handshakes;
    // From the event loop: a refusal on loopback is reported from inside connectToHost().
    QMetaObject::invokeMethod(connection, &ProviderConnection::open, Qt::QueuedConnection);
    return connection;
}

void ProviderAccessManager::findProxy(ProviderOrigin &origin)
{
    origin.isProxyKnown = true;
    QUrl url;
    url.setScheme(origin.isEncrypted ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(origin.host);
    url.setPort(origin.port);
    origin.proxy = SystemProxy::proxyFor(url);
}

void ProviderAccessManager::prewarm(ProviderOrigin &origin)
{
    if (origin.connections == 0 && mayOpen(origin))
        openConnection(origin);
}

void ProviderAccessManager::connectionOpened(ProviderConnection &connection)
{
    ProviderOrigin &origin = connection.origin();
    if (origin.isEncrypted)
        --m_handshakes;
    if (!connection.isServing()) // opened ahead of need
        connectionIdle(connection);
    else if (origin.isEncrypted)
        serveWaiting(origin);
}

void ProviderAccessManager::connectionIdle(ProviderConnection &connection)
{
    connection.setIdleSinceNs(m_nowNs);
    m_hasIdle = true;
    connection.origin().idle.push_back(&connection);
    serveWaiting(connection.origin());
}

void ProviderAccessManager::connectionClosed(ProviderConnection &connection)
{
    if (m_connections.erase(&connection) == 0)
        return;
    ProviderOrigin &origin = connection.origin();
    --origin.connections;
    if (origin.isEncrypted && !connection.isOpen())
        --m_handshakes;
    std::erase(origin.idle, &connection);
    connection.deleteLater();
    if (!origin.waiting.empty()) {
        QMetaObject::invokeMethod(
            this, [this, &origin] { serveWaiting(origin); }, Qt::QueuedConnection);
    }
}

void ProviderAccessManager::serveWaiting(ProviderOrigin &origin)
{
    while (!origin.waiting.empty()) {
        ProviderConnection *connection = takeIdle(origin);
        if (!connection && mayOpen(origin))
            connection = openConnection(origin);
        if (!connection)
            return;
        ProviderReply *reply = origin.waiting.front();
        origin.waiting.pop_front();
        const std::string request = std::move(reply->pendingRequest);
        reply->pendingRequest.clear();
        connection->serve(*reply, request, {}, reply->hasNoBody);
    }
}

void ProviderAccessManager::replyBegan(ProviderReply &reply)
{
    if (m_active.empty())
        m_nowNs = nowNs();
    reply.activeIndex = m_active.size();
    m_active.push_back(&reply);
    setSweepInterval(activeSweepMs);
}

void ProviderAccessManager::replyEnded(ProviderReply &reply)
{
    ProviderReply *last = m_active.back();
    m_active[reply.activeIndex] = last;
    last->activeIndex = reply.activeIndex;
    m_active.pop_back();
    if (reply.origin && !reply.origin->waiting.empty())
        std::erase(reply.origin->waiting, &reply);
}

void ProviderAccessManager::setSweepInterval(int ms)
{
    if (m_sweepIntervalMs == ms)
        return;
    m_sweepIntervalMs = ms;
    if (ms == 0)
        m_sweepTimer.stop();
    else
        m_sweepTimer.start(ms, this);
}

void ProviderAccessManager::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_sweepTimer.timerId())
        sweep();
    else
        QNetworkAccessManager::timerEvent(event);
}

void ProviderAccessManager::sweep()
{
    const qint64 sweptNs = std::exchange(m_nowNs, nowNs());
    // After a hold-up of this thread answers may lie in the sockets, unread: they get their turn
    // before anybody is called late.
    const bool wasHeldUp =
        m_nowNs - sweptNs > 4 * activeSweepMs * nsPerMs && m_sweepIntervalMs == activeSweepMs;
    // Backwards: a reply that ends is replaced by the last one, which was looked at before; one
    // that begins meanwhile goes to the end and waits for the next sweep.
    for (std::size_t i = wasHeldUp ? 0 : m_active.size(); i-- > 0;) {
        if (i < m_active.size())
            m_active[i]->checkTimeouts(m_nowNs);
    }
    if (m_nowNs - m_idleSweptNs >= idleSweepNs)
        closeExpired();
    if (m_active.empty())
        setSweepInterval(m_hasIdle ? idleSweepMs : 0);
}

void ProviderAccessManager::closeExpired()
{
    m_idleSweptNs = m_nowNs;
    m_hasIdle = false;
    for (const auto &[key, origin] : m_origins) {
        const std::vector<ProviderConnection *> idle = origin->idle;
        for (ProviderConnection *connection : idle) {
            if (m_nowNs - connection->idleSinceNs() > idleLimitNs)
                connection->close();
            else
                m_hasIdle = true;
        }
    }
}

void ProviderAccessManager::closeIdle()
{
    for (const auto &[key, origin] : m_origins) {
        const std::vector<ProviderConnection *> idle = origin->idle;
        for (ProviderConnection *connection : idle)
            connection->close();
    }
}

void ProviderAccessManager::setSslConfiguration(const QSslConfiguration &configuration)
{
    m_sslConfiguration = configuration;
}

QNetworkReply *ProviderAccessManager::createRequest(Operation operation,
                                                    const QNetworkRequest &request,
                                                    QIODevice *outgoingData)
{
    const QString scheme = request.url().scheme();
    const bool isHttp = scheme == QLatin1String("http") || scheme == QLatin1String("https");
    // An unfinished upload device needs Qt's own engine.
    const bool isWhole = !outgoingData || !outgoingData->isSequential();
    if (!isHttp || !isWhole || operation == UnknownOperation || proxyFactory()
        || proxy().type() != QNetworkProxy::DefaultProxy)
        return QNetworkAccessManager::createRequest(operation, request, outgoingData);
    return createOrdinary(operation, request, outgoingData);
}

QNetworkReply *ProviderAccessManager::createOrdinary(Operation operation,
                                                     const QNetworkRequest &request,
                                                     QIODevice *outgoingData)
{
    const QByteArray body = outgoingData ? outgoingData->readAll() : QByteArray();
    models::ProviderTimeouts timeouts;
    if (request.transferTimeout() > 0)
        timeouts.firstByte = timeouts.idle = std::chrono::milliseconds(request.transferTimeout());
    const std::string head = requestHead(operation, request, body.size());
    const std::string_view pieces[] = {
        std::string_view(body.constData(), static_cast<std::size_t>(body.size()))};

    auto *reply = new ProviderReply(*this);
    reply->beginOrdinary(operation, request, timeouts);
    dispatch(*reply,
             {.origin = origin(request.url(), ordinaryMaxConnections),
              .head = head,
              .body = pieces,
              .hasNoBody = operation == HeadOperation});
    return reply;
}

} // namespace signalbox::routing
