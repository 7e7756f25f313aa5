// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Predicate.h"
#include "routing/signals/CompiledCondition.h"
#include "routing/signals/SignalSlots.h"

#include <QtGlobal>

#include <span>
#include <string>
#include <vector>

namespace signalbox::routing {

/// What became of one part of a predicate.
enum class Truth : quint8 { Unknown, False, True }; ///< Unknown: not looked at

/// A predicate compiled for many requests. A value; thread-safe once made, as far as its source is.
///
/// Parts are numbered in pre-order, groups too: in {"all": [A, {"not": B}]} the group is 0, A is 1,
/// the not is 2 and B is 3. A walk over the models::Predicate that counts the parts it meets gets
/// the same numbers.
class CompiledPredicate final
{
public:
    /// Holds always.
    CompiledPredicate() = default;
    CompiledPredicate(const models::Predicate &predicate, SignalSlots &slotsOfPlan);

    /// Reads no more signals than it needs: parts in their order, up to the one that decides.
    [[nodiscard]] bool holds(SignalSource &source) const { return holds(source, {}); }
    /// The same, and writes what became of each part to \a trace at its number; parts beyond the
    /// end of \a trace are not told. All of \a trace is set.
    [[nodiscard]] bool holds(SignalSource &source, std::span<Truth> trace) const;

    [[nodiscard]] std::size_t partCount() const { return m_parts.size(); }
    /// The signal of the condition that is number \a part; null for a group.
    [[nodiscard]] const SignalQuery *query(std::size_t part) const;
    /// Why some condition can never hold; empty when all is well.
    [[nodiscard]] std::string problem() const;

private:
    struct Part
    {
        models::Predicate::Kind kind;
        std::size_t end; ///< number of the first part behind this one and its own
        std::size_t condition; ///< Kind::Condition: its index
    };
    struct Asked
    {
        SignalQuery query;
        CompiledCondition condition;
    };

    void add(const models::Predicate &predicate, SignalSlots &slotsOfPlan);
    bool evaluate(std::size_t index, SignalSource &source, std::span<Truth> trace) const;
    bool evaluateGroup(std::size_t index, SignalSource &source, std::span<Truth> trace) const;

    std::vector<Part> m_parts;
    std::vector<Asked> m_conditions;
};

} // namespace signalbox::routing
