// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Mailbox.h"

#include <QNetworkProxy>
#include <QUrl>

#include <functional>
#include <memory>

namespace signalbox::routing {

/// Asks the system which proxy leads to a URL, on a thread of the pool: where a script decides, the
/// system may have to fetch it over the network first.
///
/// Lives on its owner's thread, a member of it. What is asked when it dies is not answered, and not
/// waited for.
class ProxyLookup final
{
public:
    /// Called on any thread, several at a time; may block.
    using Resolver = std::function<QNetworkProxy(const QUrl &)>;
    using Found = std::function<void(const QNetworkProxy &)>;

    explicit ProxyLookup(Resolver resolver);
    ~ProxyLookup();
    Q_DISABLE_COPY_MOVE(ProxyLookup)

    /// Returns at once; \a found is told on the calling thread, from its event loop.
    void find(const QUrl &url, Found found);

private:
    struct Door;

    Resolver m_resolver;
    models::Mailbox m_mailbox;
    std::shared_ptr<Door> m_door; ///< the way from the other threads, shut when this dies
};

} // namespace signalbox::routing
