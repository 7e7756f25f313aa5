// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/Scoreboard.h"

namespace signalbox::routing {

Scoreboard::Key &Scoreboard::key(const QString &provider, int index)
{
    const auto [at, isNew] = m_keys.try_emplace({provider, index});
    if (isNew)
        at->second.breaker.setSettings(m_breakerSettings, 0);
    return at->second;
}

Breaker &Scoreboard::modelBreaker(const QString &provider, const QString &model)
{
    return m_modelBreakers.try_emplace({provider, model}, Breaker::Of::Model, m_breakerSettings)
        .first->second;
}

Breaker &Scoreboard::keyModelBreaker(const QString &provider, int index, const QString &model)
{
    return m_keyModelBreakers
        .try_emplace({.key = {.provider = provider, .index = index}, .model = model},
                     Breaker::Of::KeyModel, m_breakerSettings)
        .first->second;
}

Scoreboard::Key *Scoreboard::findKey(const QString &provider, int index)
{
    const auto found = m_keys.find({.provider = provider, .index = index});
    return found == m_keys.end() ? nullptr : &found->second;
}

Breaker *Scoreboard::findKeyModelBreaker(const QString &provider, int index, const QString &model)
{
    const auto found =
        m_keyModelBreakers.find({.key = {.provider = provider, .index = index}, .model = model});
    return found == m_keyModelBreakers.end() ? nullptr : &found->second;
}

void Scoreboard::setPolicy(const models::Policy &policy, qint64 nowNs)
{
    m_breakerSettings = policy.breaker;
    for (auto &[name, key] : m_keys)
        key.breaker.setSettings(policy.breaker, nowNs);
    for (auto &[name, breaker] : m_modelBreakers)
        breaker.setSettings(policy.breaker, nowNs);
    for (auto &[name, breaker] : m_keyModelBreakers)
        breaker.setSettings(policy.breaker, nowNs);
    for (const models::Target &target : policy.targets)
        m_accuracies.expect(target.id, target.expectedAccuracy);
}

} // namespace signalbox::routing
