// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/CompiledPredicate.h"

#include <algorithm>

namespace signalbox::routing {

using Kind = models::Predicate::Kind;

CompiledPredicate::CompiledPredicate(const models::Predicate &predicate, SignalSlots &slotsOfPlan)
{
    add(predicate, slotsOfPlan);
}

// Recursion ends: a policy nests no deeper than Predicate::maximumDepth, which its reader checks.
// NOLINTNEXTLINE(misc-no-recursion)
void CompiledPredicate::add(const models::Predicate &predicate, SignalSlots &slotsOfPlan)
{
    const std::size_t index = m_parts.size();
    m_parts.push_back({.kind = predicate.kind, .end = 0, .condition = m_conditions.size()});
    if (predicate.kind == Kind::Condition) {
        const models::Condition &condition = predicate.condition;
        m_conditions.push_back({slotsOfPlan.query(condition.signal),
                                CompiledCondition(condition.comparison, condition.values)});
    } else {
        for (const models::Predicate &part : predicate.parts)
            add(part, slotsOfPlan);
    }
    m_parts[index].end = m_parts.size();
}

bool CompiledPredicate::holds(SignalSource &source, std::span<Truth> trace) const
{
    std::ranges::fill(trace, Truth::Unknown);
    return m_parts.empty() || evaluate(0, source, trace);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the predicate
bool CompiledPredicate::evaluate(std::size_t index, SignalSource &source,
                                 std::span<Truth> trace) const
{
    const Part &part = m_parts[index];
    bool holds = false;
    if (part.kind == Kind::Condition) {
        const Asked &asked = m_conditions[part.condition];
        holds = asked.condition.holds(source.read(asked.query));
    } else {
        holds = evaluateGroup(index, source, trace);
    }
    if (index < trace.size())
        trace[index] = holds ? Truth::True : Truth::False;
    return holds;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the predicate
bool CompiledPredicate::evaluateGroup(std::size_t index, SignalSource &source,
                                      std::span<Truth> trace) const
{
    const Part &group = m_parts[index];
    // `all` is decided by the first part that does not hold, `any` by the first that does, and
    // `not` is the contrary of `all` of its one part.
    const bool deciding = group.kind == Kind::Any;
    for (std::size_t part = index + 1; part < group.end; part = m_parts[part].end) {
        if (evaluate(part, source, trace) == deciding)
            return group.kind != Kind::All;
    }
    return group.kind == Kind::All;
}

const SignalQuery *CompiledPredicate::query(std::size_t part) const
{
    if (part >= m_parts.size() || m_parts[part].kind != Kind::Condition)
        return nullptr;
    return &m_conditions[m_parts[part].condition].query;
}

std::string CompiledPredicate::problem() const
{
    for (const Asked &asked : m_conditions) {
        if (!asked.condition.problem().empty())
            return asked.condition.problem();
    }
    return {};
}

} // namespace signalbox::routing
