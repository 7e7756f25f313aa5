// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a request pays for its decision: a switch, a table, a match and a pool of eight candidates
// with three limits, of a graph of twenty nodes (tests/data/policies/routing.signalbox.json).

#include "support/BusyDecision.h"

#include <benchmark/benchmark.h>

using namespace signalbox;
using namespace signalbox::routing;

namespace {

constexpr const char *policyFile = SIGNALBOX_TEST_DATA "/policies/routing.signalbox.json";

/// With the request's signals, which are read from its body for each decision.
void decisionFromTheBody(benchmark::State &state, const char *start)
{
    tests::BusyDecision busy(policyFile, start);
    for (auto _ : state) {
        RequestVersions versions(busy.call, busy.memory);
        LiveWorld world(versions, "default", "sbx_0", busy.surroundings());
        benchmark::DoNotOptimize(busy.decide(world));
    }
}
BENCHMARK_CAPTURE(decisionFromTheBody, eightCandidates, "by-task");
BENCHMARK_CAPTURE(decisionFromTheBody, withTransformAndCache, "polite");

/// The walk alone: signals that were read are remembered.
void decisionWithKnownSignals(benchmark::State &state)
{
    tests::BusyDecision busy(policyFile, "by-task");
    RequestVersions versions(busy.call, busy.memory);
    LiveWorld world(versions, "default", "sbx_0", busy.surroundings());
    for (auto _ : state)
        benchmark::DoNotOptimize(busy.decide(world));
}
BENCHMARK(decisionWithKnownSignals);

} // namespace
