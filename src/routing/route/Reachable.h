// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/route/PlanNode.h"

#include <vector>

namespace signalbox::routing {

/// Every node that a walk may come to from \a start on, as places among \a nodes: each once, the
/// first of its ways before the others. Allocates; for plans in the making and explanations, never
/// for a request.
inline std::vector<int> reachable(const std::vector<PlanNode> &nodes, int start)
{
    std::vector<int> found;
    std::vector<bool> wasSeen(nodes.size());
    std::vector<int> open{start};
    while (!open.empty()) {
        const int index = open.back();
        open.pop_back();
        if (index == PlanNode::none || wasSeen[static_cast<std::size_t>(index)])
            continue;
        wasSeen[static_cast<std::size_t>(index)] = true;
        found.push_back(index);
        const std::vector<int> &next = nodes[static_cast<std::size_t>(index)].next;
        open.insert(open.end(), next.rbegin(), next.rend());
    }
    return found;
}

} // namespace signalbox::routing
