// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ShadowTaps.h"

#include "models/base/Murmur3.h"

#include <algorithm>
#include <string>

namespace signalbox::routing {

namespace {

qint64 dayOf(qint64 wallMs)
{
    constexpr qint64 msPerDay = 24LL * 3600 * 1000;
    return wallMs / msPerDay;
}

} // namespace

bool ShadowTaps::tryBegin(quint64 key, const models::ShadowNode &node, std::string_view unit,
                          qint64 wallMs)
{
    if (models::splitBucket(std::to_string(key), unit) >= static_cast<quint32>(node.share))
        return false;
    Tap &tap = m_taps[key];
    if (tap.day != dayOf(wallMs)) {
        tap.day = dayOf(wallMs);
        tap.spentMicroDollars = 0;
    }
    // What runs is not paid yet: the cap is passed by those copies at most.
    const bool isSpent =
        node.maxMicroDollarsPerDay > 0 && tap.spentMicroDollars >= node.maxMicroDollarsPerDay;
    if (isSpent || tap.running >= node.maxConcurrent) {
        ++m_counts.passedOver;
        return false;
    }
    ++tap.running;
    ++m_counts.begun;
    ++m_counts.running;
    return true;
}

void ShadowTaps::ended(quint64 key, models::Money cost, qint64 wallMs)
{
    Tap &tap = m_taps[key];
    tap.running = std::max(0, tap.running - 1);
    m_counts.running = std::max<qint64>(0, m_counts.running - 1);
    m_counts.microDollars += cost.microDollars;
    if (tap.day == dayOf(wallMs))
        tap.spentMicroDollars += cost.microDollars;
}

int ShadowTaps::running(quint64 key) const
{
    const auto found = m_taps.find(key);
    return found == m_taps.end() ? 0 : found->second.running;
}

} // namespace signalbox::routing
