// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "routing/signals/CompiledPredicate.h"
#include "routing/signals/CompiledSwitch.h"
#include "routing/signals/CompiledTable.h"

#include <QString>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

namespace signalbox::routing {

/// A split made ready: which arm has which bucket.
struct PlannedSplit
{
    std::string seed; ///< UTF-8
    std::vector<int> bounds; ///< of each arm: the first bucket that is no longer its own

    /// The number of arms for a bucket that none has.
    [[nodiscard]] int armOf(int bucket) const
    {
        return static_cast<int>(std::ranges::upper_bound(bounds, bucket) - bounds.begin());
    }
};

/// One node of a route graph, compiled. Immutable; owned by its plan, whose policy it points into.
struct PlanNode
{
    static constexpr int none = -1;

    models::RouteNodeKind kind = models::RouteNodeKind::Target;
    int route = none; ///< index of the route it belongs to
    QString id;
    std::string path; ///< "route/id", UTF-8
    quint64 bindingKey = 0; ///< ConversationMemory::bindingKey() of the two
    const models::RouteNode *source = nullptr;
    /// The nodes it leads to, in the order of models::forEachLink(); none where one is left out. A
    /// sub-route leads to the start of its route.
    std::vector<int> next;
    /// Target and shadow: one; pool: one for each member. Index among the plan's candidates; none
    /// for a target that does not exist.
    std::vector<int> candidates;
    /// Fallback: for each step, after which failures it may be entered; bit n: ErrorClass n.
    std::vector<quint32> classes;
    /// Transform: of its variables, in their order. Cache: what decides behind it besides the body.
    std::vector<SignalQuery> queries;
    std::vector<int> splits; ///< Cache: those behind it, as indices of the plan
    std::variant<std::monostate, CompiledPredicate, CompiledSwitch, CompiledTable, PlannedSplit>
        compiled;

    template<typename Body>
    [[nodiscard]] const Body &body() const
    {
        return *std::get_if<Body>(&source->body);
    }
};

/// Classes of failure for which another target may help; a step without `on` takes these.
quint32 defaultFallbackClasses();
quint32 classBit(models::ErrorClass errorClass);

} // namespace signalbox::routing
