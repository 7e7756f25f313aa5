// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/CacheDependence.h"

#include "routing/route/Reachable.h"

#include <algorithm>

namespace signalbox::routing {

using models::RouteNodeKind;
using models::SignalKind;

namespace {

/// Whether equal requests may read it differently. Parts of the body that a cache's key leaves out
/// can be asked for by their pointer.
bool mayDiffer(SignalKind kind)
{
    switch (kind) {
    case SignalKind::Header:
    case SignalKind::Metadata:
    case SignalKind::Body:
    case SignalKind::Client:
    case SignalKind::Hour:
    case SignalKind::Weekday:
    case SignalKind::Conversation:
    case SignalKind::Frustration:
    case SignalKind::PreviousOutcome:
    case SignalKind::PreviousFailures:
        return true;
    default:
        return false;
    }
}

template<typename Visit>
void forEachQuery(const PlanNode &node, Visit visit)
{
    if (const auto *predicate = std::get_if<CompiledPredicate>(&node.compiled)) {
        for (std::size_t part = 0; part < predicate->partCount(); ++part) {
            if (const SignalQuery *query = predicate->query(part))
                visit(*query);
        }
    } else if (const auto *choice = std::get_if<CompiledSwitch>(&node.compiled)) {
        visit(choice->query());
    } else if (const auto *table = std::get_if<CompiledTable>(&node.compiled)) {
        std::ranges::for_each(table->columns(), visit);
    }
    if (node.kind == RouteNodeKind::Transform)
        std::ranges::for_each(node.queries, visit);
}

} // namespace

void noteCacheDependence(std::vector<PlanNode> &nodes)
{
    for (PlanNode &cache : nodes) {
        if (cache.kind != RouteNodeKind::Cache || cache.next.empty())
            continue;
        std::vector<SignalQuery> queries;
        std::vector<int> splits;
        std::vector<int> places = reachable(nodes, cache.next.front());
        std::ranges::sort(places); // the same policy makes the same keys
        for (const int index : places) {
            const PlanNode &behind = nodes[static_cast<std::size_t>(index)];
            if (behind.kind == RouteNodeKind::Split)
                splits.push_back(index);
            forEachQuery(behind, [&queries](const SignalQuery &query) {
                if (mayDiffer(query.kind) && std::ranges::find(queries, query) == queries.end())
                    queries.push_back(query);
            });
        }
        cache.queries = std::move(queries);
        cache.splits = std::move(splits);
    }
}

} // namespace signalbox::routing
