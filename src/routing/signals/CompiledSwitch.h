// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "routing/signals/CompiledCondition.h"
#include "routing/signals/SignalSlots.h"

#include <vector>

namespace signalbox::routing {

/// A switch compiled for many requests. A value; thread-safe once made.
class CompiledSwitch final
{
public:
    static constexpr int noCase = -1;

    CompiledSwitch() = default;
    CompiledSwitch(const models::SwitchNode &node, SignalSlots &slotsOfPlan);

    /// Index of the first case that has the signal's value, or noCase. A missing signal has none.
    [[nodiscard]] int caseOf(SignalSource &source) const;
    [[nodiscard]] const SignalQuery &query() const { return m_query; }

private:
    SignalQuery m_query;
    std::vector<CompiledCondition> m_cases;
};

} // namespace signalbox::routing
