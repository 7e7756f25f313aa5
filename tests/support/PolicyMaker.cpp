// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/PolicyMaker.h"

#include "support/RouteGraphMaker.h"

namespace signalbox::tests {

using namespace models;

namespace {

QString named(const char *prefix, int i)
{
    return QLatin1String(prefix) + QString::number(i);
}

} // namespace

Policy PolicyMaker::make()
{
    Policy policy;
    if (m_random.chance())
        policy.schema = QStringLiteral("../signalbox-1.schema.json");
    const int providers = 1 + m_random.below(4);
    for (int i = 0; i < providers; ++i)
        policy.providers.append(provider(i));
    const int targets = m_random.below(5);
    for (int i = 0; i < targets; ++i)
        policy.targets.append(target(i, policy));
    const int routes = m_random.below(4);
    for (int i = 0; i < routes; ++i)
        policy.routes.append({.name = named("r:", i), .graph = {}});
    const int clients = m_random.below(3);
    for (int i = 0; i < clients; ++i)
        policy.clients.append(client(i, policy));
    const int budgets = m_random.below(3);
    for (int i = 0; i < budgets; ++i)
        policy.budgets.append(budget(i, policy));
    addRoutes(policy);
    addSettings(policy);
    return policy;
}

std::chrono::milliseconds PolicyMaker::time()
{
    return std::chrono::milliseconds(m_random.below(86'400'001));
}

RateLimits PolicyMaker::limits()
{
    return {.requests = m_random.below(1'000),
            .tokens = m_random.chance() ? 0 : 1'000'000'000'000,
            .concurrent = 1 + m_random.below(10),
            .window = std::chrono::seconds(1 + m_random.below(86'400))};
}

Provider PolicyMaker::provider(int i)
{
    Provider provider;
    provider.id = named("p", i);
    provider.name = m_random.chance() ? m_random.text() : QString();
    provider.dialect = static_cast<ProviderDialect>(m_random.below(8));
    const bool isSimulated = provider.dialect == ProviderDialect::Simulated;
    if (!isSimulated)
        provider.baseUrl =
            QStringLiteral("https://example.com:%1/v1").arg(1 + m_random.below(65535));
    const int keys = m_random.below(3);
    for (int key = 0; key < keys; ++key) {
        provider.keys.append({.source = static_cast<KeyReference::Source>(m_random.below(2)),
                              .name = named("K", key)});
        if (m_random.chance()) {
            provider.keyLimits.resize(provider.keys.size());
            provider.keyLimits.last() = limits();
        }
    }
    const int headers = m_random.below(3);
    for (int header = 0; header < headers; ++header)
        provider.headers.append(
            {.name = named("x-", header).toUtf8(), .value = m_random.text().toUtf8()});
    provider.keyHeader = m_random.chance() ? QStringLiteral("api-key") : QString();
    provider.apiVersion = m_random.chance() ? QStringLiteral("2024-10-21") : QString();
    if (m_random.chance())
        provider.timeouts = {
            .connect = time(), .firstByte = time(), .idle = time(), .total = time()};
    provider.maxConnections = 1 + m_random.below(65535);
    provider.http2 = m_random.chance();
    provider.requestStreamUsage = m_random.chance();
    if (m_random.chance())
        provider.quirks = QStringList{QStringLiteral("groq"), QStringLiteral("vllm")};
    if (m_random.chance())
        provider.models = QStringList{m_random.text() + u'1', m_random.text() + u'2'};
    if (isSimulated || m_random.chance())
        provider.simulated = simulated();
    return provider;
}

SimulatedSettings PolicyMaker::simulated()
{
    SimulatedSettings settings;
    settings.ttftMs = m_random.below(100'000) / 7.0;
    settings.ttftJitterMs = m_random.below(100'000) / 3.0;
    settings.tokensPerSecond = m_random.below(100'000) / 9.0;
    settings.outputTokens = m_random.below(1'000'000);
    settings.seed = m_random.any();
    settings.rateLimitedShare = m_random.share() / 5;
    settings.serverErrorShare = m_random.share() / 5;
    settings.overloadedShare = m_random.share() / 5;
    settings.stallShare = m_random.share() / 5;
    settings.cutShare = m_random.share() / 5.1;
    settings.inputPricePerMillion = m_random.below(1000) / 11.0;
    settings.outputPricePerMillion = m_random.below(1000) / 13.0;
    if (m_random.chance())
        settings.models = m_random.chance() ? QStringList() : QStringList{m_random.text()};
    return settings;
}

Target PolicyMaker::target(int i, const Policy &policy)
{
    Target target{.id = named("t", i),
                  .provider = m_random.oneOf(policy.providers).id,
                  .model = m_random.text()};
    if (m_random.chance())
        target.contextWindow = 1 + m_random.below(2'000'000);
    if (m_random.chance())
        target.inputPricePerMillion = m_random.below(1000) / 7.0;
    if (m_random.chance())
        target.outputPricePerMillion = m_random.below(1000) / 7.0;
    const QStringList types = taskTypeNames() + QStringList{QStringLiteral("all")};
    const int known = m_random.below(4);
    for (int k = 0; k < known; ++k)
        target.expectedAccuracy.insert(m_random.oneOf(types), m_random.share());
    return target;
}

Budget PolicyMaker::budget(int i, const Policy &policy)
{
    Budget budget{.id = named("b", i),
                  .period = static_cast<Budget::Period>(m_random.below(3)),
                  .microDollars = 1 + static_cast<qint64>(m_random.any()) * 1'000};
    if (m_random.chance())
        budget.provider = m_random.oneOf(policy.providers).id;
    if (m_random.chance() && !policy.clients.isEmpty())
        budget.client = m_random.oneOf(policy.clients).name;
    else
        budget.isPerClient = m_random.chance();
    budget.onLimit = m_random.chance() ? Budget::OnLimit::Reject : Budget::OnLimit::Warn;
    if (policy.routes.isEmpty())
        return budget;
    if (m_random.chance())
        budget.route = policy.routes.constFirst().name;
    // Never back to the route that it is for.
    if (m_random.chance() && budget.route != policy.routes.constLast().name) {
        budget.onLimit = Budget::OnLimit::Downgrade;
        budget.downgradeRoute = policy.routes.constLast().name;
    }
    return budget;
}

ClientKey PolicyMaker::client(int i, const Policy &policy)
{
    ClientKey client{.name = named("Client ", i),
                     .key = {.source = static_cast<KeyReference::Source>(m_random.below(2)),
                             .name = named("CLIENT", i)}};
    if (m_random.chance())
        client.expires = QDate(2024, 2, 29).addDays(m_random.below(100'000));
    if (m_random.chance())
        client.limits = limits();
    for (const Route &route : policy.routes) {
        if (m_random.chance())
            client.routes.append(route.name);
    }
    return client;
}

void PolicyMaker::addRoutes(Policy &policy)
{
    RouteGraphMaker::Names names;
    names.targets.append(policy.providers[0].id + u'/' + m_random.text());
    for (const Target &target : policy.targets)
        names.targets.append(target.id);
    for (const Budget &budget : policy.budgets)
        names.budgets.append(budget.id);
    // From the last one: a route leads to those after it only.
    for (qsizetype i = policy.routes.size() - 1; i >= 0; --i) {
        policy.routes[i].graph = RouteGraphMaker(m_random, names).make();
        names.routes.append(policy.routes[i].name);
    }
}

void PolicyMaker::addSettings(Policy &policy)
{
    if (m_random.chance())
        policy.listen = {.address = QStringLiteral("::1"),
                         .port = static_cast<quint16>(m_random.below(65536))};
    if (m_random.chance())
        policy.retry = {.retries = m_random.below(20),
                        .baseDelay = std::chrono::milliseconds(m_random.below(1000)),
                        .maxDelay = std::chrono::milliseconds(1000 + m_random.below(1000)),
                        .total = time()};
    if (m_random.chance())
        policy.breaker = {.isOn = m_random.chance(),
                          .window = std::chrono::seconds(1 + m_random.below(1000)),
                          .minimumRequests = 1 + m_random.below(100),
                          .failureShare = m_random.share(),
                          .consecutiveFailures = m_random.below(100),
                          .open = std::chrono::seconds(1 + m_random.below(100)),
                          .maxOpen = std::chrono::seconds(100 + m_random.below(1000)),
                          .probes = 1 + m_random.below(5),
                          .probeInterval = std::chrono::seconds(m_random.below(100))};
    if (m_random.chance())
        policy.capture = {.bodies = static_cast<CaptureBodies>(m_random.below(3)),
                          .maxBodyKib = m_random.below(5000),
                          .retentionDays = m_random.below(400),
                          .maxStoreMib = 1 + m_random.below(5000)};
    if (m_random.chance())
        policy.limits.bodyMib = 1 + m_random.below(1024);
}

} // namespace signalbox::tests
