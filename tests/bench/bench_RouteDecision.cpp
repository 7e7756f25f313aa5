// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a request pays for its decision: a switch, a table, a match and a pool of eight candidates
// with three limits, of a graph of twenty nodes (tests/data/policies/routing.signalbox.json).

#include "models/policy/PolicyReader.h"
#include "routing/proxy/LiveWorld.h"
#include "routing/proxy/ModelCatalog.h"
#include "routing/route/RouteWalk.h"

#include <QFile>

#include <atomic>
#include <benchmark/benchmark.h>
#include <cstdlib>
#include <new>

using namespace signalbox;
using namespace signalbox::routing;

namespace {

std::atomic<std::size_t> allocations = 0;

std::shared_ptr<const models::Policy> benchPolicy(const char *start)
{
    QFile file(QStringLiteral(SIGNALBOX_TEST_DATA "/policies/routing.signalbox.json"));
    if (!file.open(QIODevice::ReadOnly))
        std::abort();
    auto read = models::readPolicy(file.readAll());
    if (!read)
        std::abort();
    auto policy = std::make_shared<models::Policy>(read.takeValue().policy);
    policy->routes[0].graph.start = QString::fromLatin1(start);
    return policy;
}

/// About two kilobytes, a question that is none of coding, mathematics or translation.
ClientCall benchCall()
{
    std::string text;
    while (text.size() < 1900)
        text += "The committee met on Tuesday and looked at the figures of the last quarter. ";
    HttpRequest::Message message;
    message.target("/v1/chat/completions");
    HttpRequest request(std::move(message));
    request.setBody("{\"model\":\"auto\",\"stream\":true,\"messages\":[{\"role\":\"user\","
                    "\"content\":\"Summarise this text: "
                    + text + "\"}]}");
    return ClientCall::read(std::move(request), ServedPath::parse("/v1/chat/completions"));
}

/// All that a decision goes by, as after five busy minutes.
struct Bench
{
    explicit Bench(const char *start)
        : policy(benchPolicy(start))
        , plan(policy)
        , books(catalog)
        , call(benchCall())
    {
        catalog.setBooks(models::PriceBook::shipped(), models::ModelTable::shipped());
        state.scoreboard.setPolicy(*policy, clock.monotonicNs());
        state.budgets.setBudgets(policy->budgets);
        for (const Candidate &candidate : plan.candidates())
            fill(candidate);
    }

    void fill(const Candidate &candidate)
    {
        constexpr int attempts = 400;
        TargetScore &score = state.scoreboard.score(candidate.target);
        for (int i = 0; i < attempts; ++i) {
            AttemptOutcome outcome;
            outcome.ttftUs = 300'000 + i * 97;
            outcome.totalUs = 1'500'000 + i * 311;
            outcome.usage = {.input = 900, .cachedInput = 100, .output = 200};
            outcome.isStream = true;
            outcome.nowNs = clock.monotonicNs();
            outcome.wallMs = clock.wallMs();
            score.attemptBegan();
            score.attemptEnded(outcome);
        }
    }

    [[nodiscard]] Surroundings surroundings()
    {
        return {.plan = plan,
                .state = state,
                .books = books,
                .clock = clock,
                .access = {},
                .random = [this] { return random = random < 0.9 ? random + 0.07 : 0.01; }};
    }

    models::SystemClock clock;
    std::shared_ptr<const models::Policy> policy;
    RoutePlan plan;
    ModelCatalog catalog;
    PlanBooks books;
    RoutingState state;
    ReasoningMemory memory;
    ClientCall call;
    double random = 0.5;
};

const Candidate *decide(const RoutePlan &plan, const Resolution &resolution, LiveWorld &world)
{
    RouteWalk walk(plan, world);
    walk.begin(resolution);
    return walk.first() == WalkEnd::Candidate ? walk.candidate() : nullptr;
}

void report(benchmark::State &state, std::size_t before)
{
    state.counters["allocations"] = benchmark::Counter(
        static_cast<double>(allocations.load() - before), benchmark::Counter::kAvgIterations);
}

/// With the request's signals, which are read from its body for each decision.
void decisionFromTheBody(benchmark::State &state, const char *start)
{
    Bench bench(start);
    std::optional<Candidate> madeUp;
    const auto resolution = bench.plan.resolve(bench.call.model, madeUp);
    const std::size_t before = allocations.load();
    for (auto _ : state) {
        RequestVersions versions(bench.call, bench.memory);
        LiveWorld world(versions, "default", "sbx_0", bench.surroundings());
        benchmark::DoNotOptimize(decide(bench.plan, *resolution, world));
    }
    report(state, before);
}
BENCHMARK_CAPTURE(decisionFromTheBody, eightCandidates, "by-task");
BENCHMARK_CAPTURE(decisionFromTheBody, withTransformAndCache, "polite");

/// The walk alone: signals that were read are remembered.
void decisionWithKnownSignals(benchmark::State &state)
{
    Bench bench("by-task");
    std::optional<Candidate> madeUp;
    const auto resolution = bench.plan.resolve(bench.call.model, madeUp);
    RequestVersions versions(bench.call, bench.memory);
    LiveWorld world(versions, "default", "sbx_0", bench.surroundings());
    const std::size_t before = allocations.load();
    for (auto _ : state)
        benchmark::DoNotOptimize(decide(bench.plan, *resolution, world));
    report(state, before);
}
BENCHMARK(decisionWithKnownSignals);

} // namespace

// Counts what the common path takes from the heap.
void *operator new(std::size_t size)
{
    allocations.fetch_add(1, std::memory_order_relaxed);
    if (void *memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}

void operator delete(void *memory) noexcept
{
    std::free(memory);
}

void operator delete(void *memory, std::size_t /*size*/) noexcept
{
    std::free(memory);
}
