// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Clock.h"
#include "models/policy/Policy.h"
#include "routing/proxy/Proxy.h"
#include "support/FakeProvider.h"
#include "support/Wait.h"

#include <memory>
#include <vector>

namespace signalbox::tests {

/// A provider entry that leads to \a fake, with the base URL its dialect's SDK would take.
models::Provider providerAt(const QString &id, models::ProviderDialect dialect,
                            const FakeProvider &fake);
/// A target called \a id for the model `MODEL` of \a provider.
models::Target targetOf(const QString &id, const QString &provider,
                        const QString &model = QStringLiteral("real-model"));
/// A route that falls back through \a targets in order, after every class of failure that another
/// target may help with.
models::Route fallbackRoute(const QString &name, const QStringList &targets);
/// Providers, one target each named after its provider, a route `smart` through all of them, quick
/// retries.
models::Policy policyOf(const QList<models::Provider> &providers);
/// The same for the one provider `one`.
models::Policy onePolicy(const FakeProvider &fake,
                         models::ProviderDialect dialect = models::ProviderDialect::OpenAi);
/// Gives provider \a id these keys.
void addKeys(routing::KeyRing &ring, const QString &id, const QList<QByteArray> &keys);
/// Lets the providers of \a policy name the keys of \a ring, as if these were looked up for them.
void nameKeys(models::Policy &policy, routing::KeyRing &ring);

/// Two OpenAI providers, `one` and `two`, behind the route `smart`.
struct TwoProviders
{
    FakeProvider first;
    FakeProvider second;

    [[nodiscard]] models::Policy policy() const;
};

/// The real proxy on the thread of the test, and the records it made. Its providers name the keys
/// they are given.
class ProxyFixture final
{
public:
    explicit ProxyFixture(models::Policy policy, routing::KeyRing keys = {},
                          const QString &clientKey = {});

    [[nodiscard]] quint16 port() const { return proxy.port(); }
    [[nodiscard]] const std::vector<models::ExchangeRecord> &records() const { return m_records; }
    /// The only record; waits for it.
    models::ExchangeRecord record();
    bool waitForRecords(std::size_t count);

    models::SystemClock clock;

private:
    std::vector<models::ExchangeRecord> m_records; // before the proxy: its end hands out the last

public:
    routing::Proxy proxy{clock};
};

} // namespace signalbox::tests
