// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/Policy.h"

#include <algorithm>
#include <array>

namespace signalbox::models {

namespace {

constexpr std::array<std::pair<ProviderDialect, QLatin1String>, 8> dialectNames{{
    {ProviderDialect::OpenAi, QLatin1String("openai")},
    {ProviderDialect::OpenAiResponses, QLatin1String("openai-responses")},
    {ProviderDialect::Anthropic, QLatin1String("anthropic")},
    {ProviderDialect::Gemini, QLatin1String("gemini")},
    {ProviderDialect::Bedrock, QLatin1String("bedrock")},
    {ProviderDialect::Cohere, QLatin1String("cohere")},
    {ProviderDialect::Ollama, QLatin1String("ollama")},
    {ProviderDialect::Simulated, QLatin1String("simulated")},
}};

const auto keychainPrefix = QLatin1String("keychain:");
const auto environmentPrefix = QLatin1String("env:");

template<typename List, typename Member>
auto findBy(const List &list, Member member, const QString &value) -> decltype(list.data())
{
    const auto found = std::ranges::find(list, value, member);
    return found == list.end() ? nullptr : &*found;
}

} // namespace

QString providerDialectName(ProviderDialect dialect)
{
    const auto *found =
        std::ranges::find(dialectNames, dialect, &std::pair<ProviderDialect, QLatin1String>::first);
    return found == dialectNames.end() ? QString() : QString(found->second);
}

std::optional<ProviderDialect> providerDialectFromName(const QString &name)
{
    for (const auto &[dialect, dialectName] : dialectNames) {
        if (name == dialectName)
            return dialect;
    }
    return std::nullopt;
}

QString KeyReference::toString() const
{
    return (source == Source::Keychain ? keychainPrefix : environmentPrefix) + name;
}

std::optional<KeyReference> KeyReference::fromString(const QString &text)
{
    for (const auto &[prefix, source] : {std::pair(keychainPrefix, Source::Keychain),
                                         std::pair(environmentPrefix, Source::Environment)}) {
        if (text.startsWith(prefix) && text.size() > prefix.size())
            return KeyReference{.source = source, .name = text.mid(prefix.size())};
    }
    return std::nullopt;
}

const Provider *Policy::provider(const QString &id) const
{
    return findBy(providers, &Provider::id, id);
}

const Target *Policy::target(const QString &id) const
{
    return findBy(targets, &Target::id, id);
}

const Budget *Policy::budget(const QString &id) const
{
    return findBy(budgets, &Budget::id, id);
}

const Route *Policy::route(const QString &name) const
{
    return findBy(routes, &Route::name, name);
}

Policy Policy::builtIn()
{
    Policy policy;
    Provider simulated;
    simulated.id = QStringLiteral("sim");
    simulated.name = QStringLiteral("Simulated provider");
    simulated.dialect = ProviderDialect::Simulated;
    policy.providers.append(simulated);
    for (const QString &model : simulated.simulated.models) {
        Target target;
        target.id = model;
        target.provider = simulated.id;
        target.model = model;
        policy.targets.append(target);
    }
    Route route;
    route.name = QStringLiteral("auto");
    route.graph.start = QStringLiteral("chain");
    FallbackNode chain;
    for (const Target &target : policy.targets) {
        route.graph.nodes.insert(target.id, {.body = TargetNode{target.id}});
        chain.steps.push_back({.node = target.id, .on = {}});
    }
    route.graph.nodes.insert(route.graph.start, {.body = chain});
    policy.routes.append(route);
    return policy;
}

} // namespace signalbox::models
