// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What it takes to lay a route graph out: matches that each lead to two later nodes, so that many
// edges pass columns.

#include "models/policy/edit/LayeredLayout.h"
#include "support/RandomChoice.h"

#include <algorithm>
#include <benchmark/benchmark.h>

using namespace signalbox::models;

namespace {

QString id(int node)
{
    return QStringLiteral("n%1").arg(node);
}

RouteGraph graphOf(int count)
{
    signalbox::tests::RandomChoice random(7);
    RouteGraph graph{.start = id(0), .nodes = {}};
    for (int node = 0; node < count; ++node) {
        const int left = std::min(count - node - 1, 30);
        RouteNode added{.body = TargetNode{QStringLiteral("t")}};
        if (left > 0)
            added.body = MatchNode{.when = {},
                                   .then = id(node + 1 + random.below(left)),
                                   .otherwise = id(node + 1 + random.below(left))};
        graph.nodes.insert(id(node), added);
    }
    return graph;
}

void layOut(benchmark::State &state)
{
    const RouteGraph graph = graphOf(static_cast<int>(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(layeredLayout(graph, {}, QSize(160, 60)));
}
BENCHMARK(layOut)->Arg(12)->Arg(100)->Arg(500)->Unit(benchmark::kMicrosecond);

} // namespace
