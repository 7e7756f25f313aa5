// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ProxyService.h"

#include "models/base/Mailbox.h"
#include "routing/proxy/EpollEventDispatcher.h"
#include "routing/proxy/Proxy.h"

#include <QThread>

namespace signalbox::routing {

using models::Mailbox;
using models::RecordBatch;

namespace {
constexpr int graceMs = 5000;
}

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
    , d(std::make_unique<Private>())
{
    d->thread.setObjectName(QStringLiteral("proxy"));
#ifdef Q_OS_LINUX
    auto dispatcher = std::make_unique<EpollEventDispatcher>();
    if (dispatcher->isValid())
        d->thread.setEventDispatcher(dispatcher.release());
#endif
    d->remote = new Mailbox;
    d->remote->moveToThread(&d->thread);
    d->thread.start();
    d->remote->post([this] {
        d->proxy = new Proxy(d->clock);
        connect(d->proxy, &Proxy::recordsFinished, d->proxy, [this](const RecordBatch &batch) {
            if (d->sink)
                d->sink(batch);
            d->own.post([this, batch] { emit recordsFinished(batch); });
        });
        connect(d->proxy, &Proxy::inFlightChanged, d->proxy, [this](int exchanges) {
            d->own.post([this, exchanges] {
                d->inFlight = exchanges;
                emit inFlightChanged(exchanges);
            });
        });
        connect(d->proxy, &Proxy::stopped, d->proxy, [this] {
            d->own.post([this] {
                if (d->state == ProxyState::Stopping)
                    setState(ProxyState::Stopped);
            });
        });
    });
}

ProxyService::~ProxyService()
{
    d->remote->post([this] {
        delete d->proxy; // cancels and records what runs
        delete d->remote;
        QThread::currentThread()->quit();
    });
    d->thread.wait();
}

void ProxyService::setState(ProxyState state, const QString &address)
{
    d->state = state;
    d->address = address;
    emit stateChanged(state);
}

void ProxyService::setPolicy(std::shared_ptr<const models::Policy> policy)
{
    d->remote->post([this, policy = std::move(policy)] { d->proxy->setPolicy(policy); });
}

void ProxyService::setKeys(KeyRingSnapshot keys)
{
    d->remote->post([this, keys = std::move(keys)] { d->proxy->setKeys(keys); });
}

void ProxyService::setRecordSink(std::function<void(const RecordBatch &)> sink)
{
    d->remote->post([this, sink = std::move(sink)] { d->sink = sink; });
}

void ProxyService::setPricer(Pricer pricer)
{
    d->remote->post([this, pricer = std::move(pricer)] { d->proxy->setPricer(pricer); });
}

void ProxyService::start(const ProxySettings &settings)
{
    if (d->state != ProxyState::Stopped && d->state != ProxyState::Failed)
        return;
    d->settings = settings;
    d->failure = {};
    setState(ProxyState::Starting);
    d->remote->post([this, settings] {
        const ListenFailure failure = d->proxy->listen(settings);
        const QString address = d->proxy->address();
        d->own.post([this, failure, address] {
            if (failure.reason != ListenFailure::Reason::None) {
                d->failure = failure;
                setState(ProxyState::Failed);
                return;
            }
            setState(ProxyState::Running, address);
        });
    });
}

void ProxyService::stop()
{
    if (d->state != ProxyState::Running && d->state != ProxyState::Starting)
        return;
    setState(ProxyState::Stopping);
    d->remote->post([this] { d->proxy->stop(graceMs); });
}

ProxyState ProxyService::state() const
{
    return d->state;
}

QString ProxyService::address() const
{
    return d->address;
}

ProxySettings ProxyService::settings() const
{
    return d->settings;
}

ListenFailure ProxyService::failure() const
{
    return d->failure;
}

int ProxyService::inFlight() const
{
    return d->inFlight;
}

} // namespace signalbox::routing
