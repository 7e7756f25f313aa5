// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What rules cost: surveys of bodies, readings, predicates and tables.

#include "models/base/Clock.h"
#include "routing/signals/CompiledPredicate.h"
#include "routing/signals/CompiledTable.h"
#include "routing/signals/RequestSignals.h"
#include "support/FakeSignals.h"
#include "support/Requests.h"

#include <QTimeZone>

#include <benchmark/benchmark.h>
#include <string>

using signalbox::models::ClientDialect;
using signalbox::models::Comparison;
using signalbox::models::Predicate;
using signalbox::models::SignalKind;
using signalbox::models::SignalName;
using signalbox::models::SignalValue;
using signalbox::models::TableNode;
using signalbox::tests::FakeSignals;
using signalbox::tests::padded;
using signalbox::tests::RequestBuilder;
using namespace signalbox::routing;

namespace {

constexpr Endpoint chat{ClientDialect::OpenAiChat, Operation::Generate};

/// A conversation of \a bytes, a message in every 1.5 KB, with escapes as code has them.
std::string bodyOf(std::int64_t bytes)
{
    const std::string line =
        "Please look at this function and tell me why it returns \\\"null\\\" when"
        " the list is empty:\\n\\tif (list.size() == 0) { return first(list); }\\n";
    std::string message;
    while (message.size() < 1500 && static_cast<std::int64_t>(message.size()) < bytes / 2)
        message += line;
    std::string body = R"({"model":"m","messages":[{"role":"system","content":"Be brief."})";
    bool isUser = true;
    while (static_cast<std::int64_t>(body.size()) < bytes) {
        body += std::string(R"(,{"role":")") + (isUser ? "user" : "assistant") + R"(","content":")"
            + message + "\"}";
        isUser = !isUser;
    }
    return padded(body + R"(],"stream":true,"max_tokens":100})");
}

void survey(benchmark::State &state)
{
    const std::string body = bodyOf(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(RequestSurvey::read(chat, body));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(body.size()));
}
BENCHMARK(survey)->Arg(2000)->Arg(100'000);

void inputTokens(benchmark::State &state)
{
    const std::string body = bodyOf(state.range(0));
    const RequestSurvey surveyed = RequestSurvey::read(chat, body);
    for (auto _ : state)
        benchmark::DoNotOptimize(estimatedInputTokens(surveyed));
}
BENCHMARK(inputTokens)->Arg(2000)->Arg(100'000);

/// Everything from nothing, as a walk that asks for one signal does it.
void reading(benchmark::State &state, const char *name)
{
    const HttpRequest request =
        RequestBuilder("/v1/chat/completions").field("x-team", "blue").body(bodyOf(2000)).build();
    const signalbox::models::SystemClock clock;
    const QTimeZone zone(0);
    const ConversationMemory memory;
    SignalSlots slotsOfPlan;
    const SignalQuery query = slotsOfPlan.query(*SignalName::fromString(QLatin1String(name)));
    for (auto _ : state) {
        RequestSignals signalsOfRequest({.head = request.head(),
                                         .body = request.body(),
                                         .endpoint = chat,
                                         .model = "m",
                                         .isStream = true,
                                         .client = "laptop",
                                         .wallMs = 1'700'000'000'000,
                                         .timeZone = zone,
                                         .clock = clock,
                                         .memory = &memory},
                                        slotsOfPlan.count());
        benchmark::DoNotOptimize(signalsOfRequest.read(query));
    }
}
BENCHMARK_CAPTURE(reading, client, "client");
BENCHMARK_CAPTURE(reading, header, "header.x-team");
BENCHMARK_CAPTURE(reading, body, "body./max_tokens");
BENCHMARK_CAPTURE(reading, tools, "tools");
BENCHMARK_CAPTURE(reading, language, "language");
BENCHMARK_CAPTURE(reading, taskType, "task_type");
BENCHMARK_CAPTURE(reading, complexity, "complexity");
BENCHMARK_CAPTURE(reading, sentiment, "sentiment");
BENCHMARK_CAPTURE(reading, conversation, "conversation");

Predicate when(SignalKind kind, Comparison comparison, const SignalValue &value)
{
    Predicate predicate;
    predicate.kind = Predicate::Kind::Condition;
    predicate.condition = {{kind, {}}, comparison, {value}};
    return predicate;
}

void predicate(benchmark::State &state, Comparison comparison, const char *value)
{
    SignalSlots slotsOfPlan;
    Predicate all;
    for (int i = 0; i < 4; ++i)
        all.parts.push_back(when(SignalKind::LastText, comparison, QString::fromLatin1(value)));
    const CompiledPredicate compiled(all, slotsOfPlan);
    FakeSignals source;
    source.set(SignalKind::LastText, std::string_view("please fix the login page, it is broken"));
    for (auto _ : state)
        benchmark::DoNotOptimize(compiled.holds(source));
}
BENCHMARK_CAPTURE(predicate, fourEqual, Comparison::NotEqual, "something else");
BENCHMARK_CAPTURE(predicate, fourContain, Comparison::Contains, "BROKEN");
BENCHMARK_CAPTURE(predicate, fourGlob, Comparison::Glob, "*login*broken");
BENCHMARK_CAPTURE(predicate, fourRegex, Comparison::Regex, "log(in|out).*bro");

void table(benchmark::State &state)
{
    TableNode node;
    node.columns = {{SignalKind::Client, {}}, {SignalKind::Tools, {}}};
    for (int i = 0; i < state.range(0); ++i) {
        node.rows.push_back({.cells = {{.isAny = false,
                                        .comparison = Comparison::Equal,
                                        .values = {QStringLiteral("client-%1").arg(i)}},
                                       {.isAny = false,
                                        .comparison = Comparison::Above,
                                        .values = {double(i % 7)}}},
                             .node = {},
                             .priority = 0});
    }
    SignalSlots slotsOfPlan;
    const CompiledTable compiled(node, slotsOfPlan);
    FakeSignals source;
    const std::string last = "client-" + std::to_string(state.range(0) - 1);
    source.set(SignalKind::Client, std::string_view(last));
    source.set(SignalKind::Tools, 9.0);
    for (auto _ : state)
        benchmark::DoNotOptimize(compiled.rows(source));
}
BENCHMARK(table)->Arg(10)->Arg(10'000);

} // namespace

BENCHMARK_MAIN();
