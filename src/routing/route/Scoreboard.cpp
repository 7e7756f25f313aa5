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

void Scoreboard::setPolicy(const models::Policy &policy, qint64 nowNs)
{
    m_breakerSettings = policy.breaker;
    for (auto &[name, key] : m_keys)
        key.breaker.setSettings(policy.breaker, nowNs);
    for (auto &[name, breaker] : m_modelBreakers)
        breaker.setSettings(policy.breaker, nowNs);
    for (const models::Target &target : policy.targets)
        m_accuracies.expect(target.id, target.expectedAccuracy);
}

int leastBad(std::span<const Breaker *const> breakers, qint64 nowNs)
{
    int best = -1;
    for (int i = 0; i < static_cast<int>(breakers.size()); ++i) {
        const auto at = static_cast<std::size_t>(i);
        if (best < 0
            || breakers[at]->opensAgainAtNs(nowNs)
                < breakers[static_cast<std::size_t>(best)]->opensAgainAtNs(nowNs))
            best = i;
    }
    return best;
}

} // namespace signalbox::routing
