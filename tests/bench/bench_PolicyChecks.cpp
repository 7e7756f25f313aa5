// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What it takes to check a policy: a table of 10,000 rows, its analysis alone, and many nodes.

#include "models/policy/PolicyReader.h"
#include "models/policy/checks/TableAnalysis.h"
#include "support/PolicyTexts.h"

#include <benchmark/benchmark.h>
#include <cstdint>
#include <memory>

using namespace signalbox::models;
using signalbox::tests::graphText;

namespace {

constexpr auto ends = ",'x':{'kind':'target','target':'a'},'y':{'kind':'target','target':'b'}";

/// Rows by client, task and length: no two hold for the same, and only the last ones are missing.
QByteArray tableText(std::int64_t rows, const char *hit)
{
    QByteArray text = "'start':{'kind':'table','hit':'";
    text += hit;
    text += "','columns':['header.x-team','task_type','input_tokens','stream'],'rows':[";
    for (std::int64_t i = 0; i < rows; ++i) {
        const bool isLong = i % 2 == 0;
        text += i == 0 ? "" : ",";
        text += "{'when':['team-" + QByteArray::number(i / 4) + "',"
            + (i % 4 < 2 ? "['coding','math']" : "{'op':'not_in','value':['coding','math']}")
            + ",{'op':'" + (isLong ? ">" : "<=") + "','value':8000},null],'node':'"
            + (isLong ? "x" : "y") + "'}";
    }
    return text + "],'else':'x'}";
}

void readTable(benchmark::State &state, const char *hit)
{
    const QByteArray text = graphText(tableText(state.range(0), hit) + ends);
    for (auto _ : state) {
        const auto result = readPolicy(text);
        if (!result)
            state.SkipWithError("refused");
    }
    state.counters["KiB"] = static_cast<double>(text.size()) / 1024;
}
BENCHMARK_CAPTURE(readTable, first, "first")->Arg(100)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(readTable, unique, "unique")->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(readTable, collect, "collect")->Arg(10'000)->Unit(benchmark::kMillisecond);

void analyse(benchmark::State &state, const char *hit)
{
    const auto result = readPolicy(graphText(tableText(state.range(0), hit) + ends));
    if (!result) {
        state.SkipWithError("refused");
        return;
    }
    const RouteNode node =
        result.value().policy.routes[0].graph.nodes.value(QStringLiteral("start"));
    for (auto _ : state)
        benchmark::DoNotOptimize(analyseTable(std::get<TableNode>(node.body)));
}
BENCHMARK_CAPTURE(analyse, first, "first")->Arg(100)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(analyse, unique, "unique")->Arg(10'000)->Unit(benchmark::kMillisecond);

void readNodes(benchmark::State &state)
{
    QByteArray nodes = "'start':{'kind':'switch','on':'header.x','cases':[";
    QByteArray targets;
    for (std::int64_t i = 0; i < state.range(0); ++i) {
        const QByteArray number = QByteArray::number(i);
        nodes += (i == 0 ? "{'is':'v" : ",{'is':'v") + number + "','node':'n" + number + "'}";
        targets += ",'n" + number + "':{'kind':'target','target':'a'}";
    }
    const QByteArray text = graphText(nodes + "],'else':'n0'}" + targets);
    for (auto _ : state) {
        if (!readPolicy(text))
            state.SkipWithError("refused");
    }
}
BENCHMARK(readNodes)->Arg(500)->Arg(10'000)->Unit(benchmark::kMillisecond);

} // namespace
