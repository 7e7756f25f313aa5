// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/secrets/SecretStore.h"
#include "support/Wait.h"

#include <optional>

namespace signalbox::tests {

/// Waits for the answers of a secret store.
class AskedSecret final
{
public:
    explicit AskedSecret(routing::SecretStore &store)
        : m_store(store)
    {}

    routing::SecretReading read(const QString &name)
    {
        return wait([&](auto answer) { m_store.read(name, &m_context, answer); });
    }
    routing::SecretReading write(const QString &name, const QString &value)
    {
        return wait([&](auto answer) { m_store.write(name, value, &m_context, answer); });
    }
    routing::SecretReading remove(const QString &name)
    {
        return wait([&](auto answer) { m_store.remove(name, &m_context, answer); });
    }
    routing::SecretReading probe()
    {
        return wait([&](auto answer) { m_store.probe(&m_context, answer); });
    }

private:
    template<typename Ask>
    routing::SecretReading wait(Ask ask)
    {
        std::optional<routing::SecretReading> got;
        ask([&got](const routing::SecretReading &reading) { got = reading; });
        const bool early = got.has_value();
        const bool came = waitUntil([&] { return got.has_value(); });
        if (early || !came) {
            routing::SecretReading broken;
            broken.message = early ? QStringLiteral("answered from inside the call")
                                   : QStringLiteral("never answered");
            return broken;
        }
        return *got;
    }

    routing::SecretStore &m_store;
    QObject m_context;
};

} // namespace signalbox::tests
