// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/provider/ConnectionPool.h"

#include <QNetworkProxyFactory>

namespace signalbox::routing {

/// Tells Qt's own engine of the proxies that the pool knows: the engine asks on the proxy thread,
/// where the system itself must not be asked.
///
/// Lives on the pool's thread; owned by its engine, which asks nothing after the pool's end.
class KnownProxies final : public QNetworkProxyFactory
{
public:
    explicit KnownProxies(const ConnectionPool &pool)
        : m_pool(pool)
    {}

    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        return {m_pool.knownProxy(query.url())};
    }

private:
    const ConnectionPool &m_pool;
};

} // namespace signalbox::routing
