// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"

#include <QString>

#include <initializer_list>
#include <utility>

namespace signalbox::tests {

inline models::RouteNode targetNode(const QString &target = QStringLiteral("t"))
{
    return {.body = models::TargetNode{target}};
}

inline models::RouteNode matchNode(const QString &then, const QString &otherwise)
{
    return {.body = models::MatchNode{.when = {}, .then = then, .otherwise = otherwise}};
}

inline models::RouteNode cacheNode(const QString &node)
{
    return {.body = models::CacheNode{.node = node}};
}

inline models::RouteNode fallbackNode(std::initializer_list<models::FallbackStep> steps)
{
    return {.body = models::FallbackNode{.steps = steps}};
}

inline models::RouteNode splitNode(std::initializer_list<std::pair<int, QString>> arms)
{
    models::SplitNode split;
    for (const auto &[share, node] : arms)
        split.arms.push_back({.name = {}, .share = share, .node = node});
    return {.body = split};
}

inline models::RouteNode switchNode(std::initializer_list<std::pair<QString, QString>> cases,
                                    const QString &otherwise)
{
    models::SwitchNode node{.on = {.kind = models::SignalKind::TaskType, .argument = {}},
                            .cases = {},
                            .otherwise = otherwise};
    for (const auto &[value, next] : cases)
        node.cases.push_back({.values = {value}, .node = next});
    return {.body = node};
}

/// start: match -> cache -> large, match -> small. Every node stands somewhere, the edge from the
/// match to the cache bends, and cache and large are in a frame.
inline models::RouteGraph smallGraph()
{
    const auto s = [](const char *text) { return QString::fromLatin1(text); };
    return {.start = s("match"),
            .nodes = {{s("match"), matchNode(s("cache"), s("small"))},
                      {s("cache"), cacheNode(s("large"))},
                      {s("large"), targetNode(s("gpt"))},
                      {s("small"), targetNode(s("mini"))}},
            .layout = {.nodes = {{s("match"), {0, 0}},
                                 {s("cache"), {200, -40}},
                                 {s("large"), {400, -40}},
                                 {s("small"), {200, 40}}},
                       .frames = {{.label = s("Slow"), .nodes = {s("cache"), s("large")}}},
                       .bends = {{.from = s("match"), .port = s("then"), .points = {{100, -80}}},
                                 {.from = s("cache"), .port = s("node"), .points = {{300, 0}}}}}};
}

} // namespace signalbox::tests
