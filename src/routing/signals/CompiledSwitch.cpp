// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/CompiledSwitch.h"

#include <algorithm>

namespace signalbox::routing {

CompiledSwitch::CompiledSwitch(const models::SwitchNode &node, SignalSlots &slotsOfPlan)
    : m_query(slotsOfPlan.query(node.on))
{
    for (const models::SwitchCase &one : node.cases)
        m_cases.emplace_back(models::Comparison::In, one.values);
}

int CompiledSwitch::caseOf(SignalSource &source) const
{
    const SignalReading reading = source.read(m_query);
    const auto found = std::ranges::find_if(
        m_cases, [&reading](const CompiledCondition &one) { return one.holds(reading); });
    return found == m_cases.end() ? noCase : static_cast<int>(found - m_cases.begin());
}

} // namespace signalbox::routing
