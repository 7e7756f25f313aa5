// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/ProxyFixture.h"

namespace signalbox::tests {

using models::ProviderDialect;

models::Provider providerAt(const QString &id, ProviderDialect dialect, const FakeProvider &fake)
{
    models::Provider provider;
    provider.id = id;
    provider.dialect = dialect;
    provider.baseUrl = fake.url();
    if (dialect == ProviderDialect::OpenAi || dialect == ProviderDialect::OpenAiResponses)
        provider.baseUrl += QLatin1String("/v1");
    else if (dialect == ProviderDialect::Gemini)
        provider.baseUrl += QLatin1String("/v1beta");
    return provider;
}

models::Target targetOf(const QString &id, const QString &provider, const QString &model)
{
    return {.id = id, .provider = provider, .model = model};
}

models::Route fallbackRoute(const QString &name, const QStringList &targets)
{
    models::Route route{.name = name, .graph = {.start = QStringLiteral("chain"), .nodes = {}}};
    models::FallbackNode chain;
    for (const QString &target : targets) {
        chain.steps.push_back({.node = target, .on = {}});
        route.graph.nodes.insert(target, {.body = models::TargetNode{target}});
    }
    route.graph.nodes.insert(route.graph.start, {.body = chain});
    return route;
}

models::Policy policyOf(const QList<models::Provider> &providers)
{
    models::Policy policy;
    QStringList targets;
    for (const models::Provider &provider : providers) {
        policy.providers.append(provider);
        targets.append(provider.id + QLatin1String("-target"));
        policy.targets.append(targetOf(targets.last(), provider.id));
    }
    policy.routes.append(fallbackRoute(QStringLiteral("smart"), targets));
    policy.retry.baseDelay = std::chrono::milliseconds(1);
    policy.retry.maxDelay = std::chrono::milliseconds(50);
    return policy;
}

models::Policy onePolicy(const FakeProvider &fake, ProviderDialect dialect)
{
    return policyOf({providerAt(QStringLiteral("one"), dialect, fake)});
}

models::Policy TwoProviders::policy() const
{
    return policyOf({providerAt(QStringLiteral("one"), ProviderDialect::OpenAi, first),
                     providerAt(QStringLiteral("two"), ProviderDialect::OpenAi, second)});
}

void addKeys(routing::KeyRing &ring, const QString &id, const QList<QByteArray> &keys)
{
    QList<routing::ResolvedKey> &ofProvider = ring[id];
    for (const QByteArray &key : keys) {
        ofProvider.append(
            {.reference = QStringLiteral("keychain:%1-%2").arg(id).arg(ofProvider.size()),
             .state = routing::SecretState::Stored,
             .value = key,
             .origin = {}});
    }
}

void nameKeys(models::Policy &policy, routing::KeyRing &ring)
{
    for (models::Provider &provider : policy.providers) {
        for (routing::ResolvedKey &key : ring[provider.id]) {
            key.origin = routing::originText(provider.baseUrl);
            const auto reference = models::KeyReference::fromString(key.reference);
            if (reference && !provider.keys.contains(*reference))
                provider.keys.append(*reference);
        }
    }
}

ProxyFixture::ProxyFixture(models::Policy policy, routing::KeyRing keys, const QString &clientKey)
{
    QObject::connect(&proxy, &routing::Proxy::recordsFinished, &proxy,
                     [this](const models::RecordBatch &batch) {
                         m_records.insert(m_records.end(), batch->begin(), batch->end());
                     });
    nameKeys(policy, keys);
    proxy.setPolicy(std::make_shared<const models::Policy>(std::move(policy)));
    proxy.setKeys(std::make_shared<const routing::KeyRing>(std::move(keys)));
    routing::ProxySettings settings;
    settings.port = 0;
    settings.clientKey = clientKey;
    settings.letsEveryoneIn = clientKey.isEmpty();
    if (const auto failure = proxy.listen(settings);
        failure.reason != routing::ListenFailure::Reason::None)
        qFatal("the proxy cannot listen: %s", qUtf8Printable(failure.message));
}

bool ProxyFixture::waitForRecords(std::size_t count)
{
    return waitUntil([&] { return m_records.size() >= count; });
}

models::ExchangeRecord ProxyFixture::record()
{
    return waitForRecords(1) && m_records.size() == 1 ? m_records.front()
                                                      : models::ExchangeRecord();
}

} // namespace signalbox::tests
