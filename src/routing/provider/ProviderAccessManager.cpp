// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/ProviderAccessManager.h"

#include "models/base/TimeUnits.h"
#include "routing/provider/BaseEngine.h"
#include "routing/provider/BaseEngineCall.h"
#include "routing/provider/ProviderReply.h"
#include "routing/provider/RequestHead.h"

#include <QTimerEvent>
#include <QUrl>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace signalbox::routing {

namespace {

constexpr int activeSweepMs = 25;
constexpr int idleSweepMs = 1000;
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

ProviderAccessManager::ProviderAccessManager(QObject *parent, ProxyLookup::Resolver resolver)
    : QNetworkAccessManager(parent)
    , m_pool(std::move(resolver))
{
    m_pool.setNowNs(nowNs());
    setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

ProviderAccessManager::~ProviderAccessManager()
{
    m_replies.clear();
    // Ordinary replies belong to their callers and may be asked to end after this.
    const std::vector<ProviderReply *> active = m_active;
    for (ProviderReply *reply : active)
        reply->detach();
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
    m_pool.dispatch(reply, request);
    return std::make_unique<ObservedCall>(*this, reply);
}

std::unique_ptr<ProviderCall>
ProviderAccessManager::sendHttp2(const ProviderSend &request,
                                 const models::ProviderTimeouts &timeouts,
                                 ProviderCallObserver &observer)
{
    if (!request.origin->isEncrypted)
        return send(request, timeouts, observer);
    if (m_active.empty()) // no sweep may be telling the time
        m_pool.setNowNs(nowNs());
    if (!m_engine)
        m_engine = new BaseEngine(this, m_pool);
    return std::make_unique<BaseEngineCall>(*this, m_pool, *m_engine, request, timeouts, observer);
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

void ProviderAccessManager::replyBegan(ProviderReply &reply)
{
    if (m_active.empty())
        m_pool.setNowNs(nowNs());
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
    ConnectionPool::forget(reply);
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
    const qint64 sweptNs = m_pool.nowNs();
    const qint64 now = nowNs();
    m_pool.setNowNs(now);
    // After a hold-up of this thread answers may lie in the sockets, unread: they get their turn
    // before anybody is called late.
    const bool wasHeldUp =
        now - sweptNs > 4LL * activeSweepMs * models::nsPerMs && m_sweepIntervalMs == activeSweepMs;
    // Backwards: a reply that ends is replaced by the last one, which was looked at before; one
    // that begins meanwhile goes to the end and waits for the next sweep.
    for (std::size_t i = wasHeldUp ? 0 : m_active.size(); i-- > 0;) {
        if (i < m_active.size())
            m_active[i]->checkTimeouts(now);
    }
    m_pool.closeExpired();
    if (m_active.empty())
        setSweepInterval(m_pool.hasIdle() ? idleSweepMs : 0);
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
    const std::array<std::string_view, 1> pieces{
        std::string_view(body.constData(), static_cast<std::size_t>(body.size()))};

    auto *reply = new ProviderReply(*this);
    reply->beginOrdinary(operation, request, timeouts);
    m_pool.dispatch(*reply,
                    {.origin = origin(request.url(), ordinaryMaxConnections),
                     .head = head,
                     .body = pieces,
                     .hasNoBody = operation == HeadOperation});
    return reply;
}

} // namespace signalbox::routing
