// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"

#include <QString>

#include <type_traits>

namespace signalbox::models {

/// Calls \a visit with every node id that \a node leads to, in the order of its fields. An id may
/// be empty where the field may be left out. The ids of a node that is not const may be changed.
template<typename Node, typename Visit>
requires std::is_same_v<std::remove_const_t<Node>, RouteNode>
void forEachLink(Node &node, Visit visit)
{
    const auto links = [&visit](auto &body) {
        using Body = std::remove_cvref_t<decltype(body)>;
        if constexpr (std::is_same_v<Body, FallbackNode>) {
            for (auto &step : body.steps)
                visit(step.node);
        } else if constexpr (std::is_same_v<Body, MatchNode>) {
            visit(body.then);
            visit(body.otherwise);
        } else if constexpr (std::is_same_v<Body, SwitchNode>) {
            for (auto &one : body.cases)
                visit(one.node);
            visit(body.otherwise);
        } else if constexpr (std::is_same_v<Body, TableNode>) {
            for (auto &row : body.rows)
                visit(row.node);
            visit(body.otherwise);
        } else if constexpr (std::is_same_v<Body, SplitNode>) {
            for (auto &arm : body.arms)
                visit(arm.node);
        } else if constexpr (std::is_same_v<Body,
                                            BudgetNode> || std::is_same_v<Body, RateLimitNode>) {
            visit(body.within);
            visit(body.over);
        } else if constexpr (
            std::is_same_v<
                Body,
                CacheNode> || std::is_same_v<Body, TransformNode> || std::is_same_v<Body, ShadowNode>) {
            visit(body.node);
        }
    };
    std::visit(links, node.body);
}

/// Calls \a visit with every target that \a node names itself: targets, members of pools, shadows.
template<typename Node, typename Visit>
requires std::is_same_v<std::remove_const_t<Node>, RouteNode>
void forEachTarget(Node &node, Visit visit)
{
    const auto targets = [&visit](auto &body) {
        using Body = std::remove_cvref_t<decltype(body)>;
        if constexpr (std::is_same_v<Body, TargetNode> || std::is_same_v<Body, ShadowNode>) {
            visit(body.target);
        } else if constexpr (std::is_same_v<Body, PoolNode>) {
            for (auto &member : body.members)
                visit(member.target);
        }
    };
    std::visit(targets, node.body);
}

} // namespace signalbox::models
