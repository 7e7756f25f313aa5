// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/ProxyLookup.h"

#include <QThreadPool>

#include <mutex>
#include <utility>

namespace signalbox::routing {

struct ProxyLookup::Door
{
    std::mutex mutex;
    models::Mailbox *mailbox = nullptr; // guarded by mutex
};

ProxyLookup::ProxyLookup(Resolver resolver)
    : m_resolver(std::move(resolver))
    , m_door(std::make_shared<Door>())
{
    m_door->mailbox = &m_mailbox;
}

ProxyLookup::~ProxyLookup()
{
    const std::lock_guard lock(m_door->mutex);
    m_door->mailbox = nullptr;
}

void ProxyLookup::find(const QUrl &url, Found found)
{
    QThreadPool *threads = QThreadPool::globalInstance();
    threads->start([threads, url, door = m_door, resolver = m_resolver, found = std::move(found)] {
        // It may block for long: the others on the pool get another thread meanwhile.
        threads->releaseThread();
        const QNetworkProxy proxy = resolver(url);
        threads->reserveThread();
        const std::lock_guard lock(door->mutex);
        if (door->mailbox)
            door->mailbox->post([proxy, found] { found(proxy); });
    });
}

} // namespace signalbox::routing
