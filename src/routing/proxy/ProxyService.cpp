// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ProxyService.h"

#include "models/base/Mailbox.h"
#include "routing/proxy/EpollEventDispatcher.h"
#include "routing/proxy/Proxy.h"
#include "routing/proxy/RoutingMoment.h"

#include <QPointer>
#include <QThread>

#include <algorithm>

namespace signalbox::routing {

using models::Mailbox;
using models::RecordBatch;

namespace {
/// Leaves the store its time: all must be over five seconds after the signal.
constexpr int graceMs = 3000;
} // namespace

/// Both sides of the border: what lives here, and what lives on the proxy thread.
struct ProxyService::Private
{
    Mailbox own; ///< runs on the thread of the service
    QThread thread;
    Mailbox *remote = nullptr; ///< runs on the proxy thread; deleted there
    Proxy *proxy = nullptr; ///< lives on the proxy thread; touched by posted work only
    models::SystemClock clock;
    std::function<void(const RecordBatch &)> sink;
    ProxySettings settings;
    ListenFailure failure;
    QString address;
    ProxyState state = ProxyState::Stopped;
    int inFlight = 0;
};

ProxyService::ProxyService(QObject *parent)
    : QObject(parent)
    , m_d(std::make_unique<Private>())
{
    m_d->thread.setObjectName(QStringLiteral("proxy"));
#ifdef Q_OS_LINUX
    auto dispatcher = std::make_unique<EpollEventDispatcher>();
    if (dispatcher->isValid())
        m_d->thread.setEventDispatcher(dispatcher.release());
#endif
    m_d->remote = new Mailbox;
    m_d->remote->moveToThread(&m_d->thread);
    m_d->thread.start();
    m_d->remote->post([this] {
        m_d->proxy = new Proxy(m_d->clock);
        connect(m_d->proxy, &Proxy::recordsFinished, m_d->proxy, [this](const RecordBatch &batch) {
            if (m_d->sink)
                m_d->sink(batch);
            m_d->own.post([this, batch] { emit recordsFinished(batch); });
        });
        connect(m_d->proxy, &Proxy::inFlightChanged, m_d->proxy, [this](int exchanges) {
            m_d->own.post([this, exchanges] {
                m_d->inFlight = exchanges;
                emit inFlightChanged(exchanges);
            });
        });
        connect(m_d->proxy, &Proxy::stopped, m_d->proxy, [this] {
            m_d->own.post([this] {
                if (m_d->state == ProxyState::Stopping)
                    setState(ProxyState::Stopped);
            });
        });
    });
}

ProxyService::~ProxyService()
{
    m_d->remote->post([this] {
        delete m_d->proxy; // cancels and records what runs
        delete m_d->remote;
        QThread::currentThread()->quit();
    });
    m_d->thread.wait();
}

void ProxyService::setState(ProxyState state, const QString &address)
{
    m_d->state = state;
    m_d->address = address;
    emit stateChanged(state);
}

void ProxyService::setPolicy(std::shared_ptr<const models::Policy> policy)
{
    m_d->remote->post([this, policy = std::move(policy)] { m_d->proxy->setPolicy(policy); });
}

void ProxyService::setKeys(KeyRingSnapshot keys)
{
    m_d->remote->post([this, keys = std::move(keys)] { m_d->proxy->setKeys(keys); });
}

void ProxyService::setRecordSink(std::function<void(const RecordBatch &)> sink,
                                 std::function<models::RecordRoom()> room)
{
    m_d->remote->post([this, sink = std::move(sink), room = std::move(room)] {
        m_d->sink = sink;
        m_d->proxy->setRecordRoom(room);
    });
}

void ProxyService::giveFeedback(quint64 exchangeId, double value, const QString &comment)
{
    models::Feedback feedback{.exchangeId = exchangeId,
                              .value = std::clamp(value, 0.0, 1.0),
                              .comment = comment,
                              .givenAtMs = m_d->clock.wallMs()};
    m_d->remote->post([this, feedback] { m_d->proxy->feedback().give(feedback); });
}

void ProxyService::recall(const QList<models::ExchangeRecord> &records,
                          const QList<models::Feedback> &feedbacks)
{
    std::vector<FeedbackDesk::Known> known;
    for (auto record = records.rbegin(); record != records.rend(); ++record) {
        if (!record->target.isEmpty() && record->kind != models::ExchangeKind::Probe)
            known.push_back({.exchangeId = record->id, .target = record->target});
    }
    m_d->remote->post([this, known = std::move(known), feedbacks] {
        m_d->proxy->feedback().recall(known, feedbacks);
    });
}

void ProxyService::setFeedbackSink(std::function<void(const models::Feedback &)> sink)
{
    m_d->remote->post([this, sink = std::move(sink)] { m_d->proxy->feedback().setKeep(sink); });
}

void ProxyService::askMoment(QObject *context,
                             std::function<void(std::shared_ptr<const RoutingMoment>)> answer)
{
    m_d->remote->post([this, guard = QPointer<QObject>(context), answer = std::move(answer)] {
        auto moment = std::make_shared<const RoutingMoment>(RoutingMoment::of(
            m_d->proxy->routingState(), m_d->clock, m_d->proxy->catalog().books()));
        m_d->own.post([guard, answer, moment] {
            if (guard)
                answer(moment);
        });
    });
}

void ProxyService::setBooks(std::shared_ptr<const models::PriceBook> prices,
                            std::shared_ptr<const models::ModelTable> models)
{
    m_d->remote->post([this, prices = std::move(prices), models = std::move(models)] {
        m_d->proxy->setBooks(prices, models);
    });
}

void ProxyService::start(const ProxySettings &settings)
{
    if (m_d->state != ProxyState::Stopped && m_d->state != ProxyState::Failed)
        return;
    m_d->settings = settings;
    m_d->failure = {};
    setState(ProxyState::Starting);
    m_d->remote->post([this, settings] {
        const ListenFailure failure = m_d->proxy->listen(settings);
        const QString address = m_d->proxy->address();
        m_d->own.post([this, failure, address] {
            if (failure.reason != ListenFailure::Reason::None) {
                m_d->failure = failure;
                setState(ProxyState::Failed);
                return;
            }
            setState(ProxyState::Running, address);
        });
    });
}

void ProxyService::stop()
{
    if (m_d->state != ProxyState::Running && m_d->state != ProxyState::Starting)
        return;
    setState(ProxyState::Stopping);
    m_d->remote->post([this] { m_d->proxy->stop(graceMs); });
}

ProxyState ProxyService::state() const
{
    return m_d->state;
}

QString ProxyService::address() const
{
    return m_d->address;
}

ProxySettings ProxyService::settings() const
{
    return m_d->settings;
}

ListenFailure ProxyService::failure() const
{
    return m_d->failure;
}

int ProxyService::inFlight() const
{
    return m_d->inFlight;
}

} // namespace signalbox::routing
