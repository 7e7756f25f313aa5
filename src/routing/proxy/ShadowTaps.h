// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Money.h"
#include "models/policy/RouteGraph.h"

#include <QtGlobal>

#include <string_view>
#include <unordered_map>

namespace signalbox::routing {

/// How many copies the shadow nodes of all routes have running, and what they spent today. A node
/// is named by its binding key (ConversationMemory::bindingKey), which outlives a policy.
///
/// Lives on the proxy thread. A day is one of UTC: a cap on an experiment needs no local midnight.
class ShadowTaps final
{
public:
    struct Counts
    {
        quint64 begun = 0; ///< copies
        quint64 passedOver = 0; ///< by the cap on money, or on copies at once
        qint64 running = 0;
        qint64 microDollars = 0; ///< spent in all
    };

    /// Whether \a node takes a copy of the request of \a unit now; counts it as running then.
    [[nodiscard]] bool tryBegin(quint64 key, const models::ShadowNode &node, std::string_view unit,
                                qint64 wallMs);
    /// A copy that tryBegin() let pass has ended, and cost this much.
    void ended(quint64 key, models::Money cost, qint64 wallMs);
    [[nodiscard]] int running(quint64 key) const;
    [[nodiscard]] const Counts &counts() const { return m_counts; } ///< since the start

private:
    struct Tap
    {
        int running = 0;
        qint64 day = 0;
        qint64 spentMicroDollars = 0; ///< on that day
    };

    std::unordered_map<quint64, Tap> m_taps;
    Counts m_counts;
};

} // namespace signalbox::routing
