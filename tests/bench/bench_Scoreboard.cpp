// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a request pays for the scoreboard: all figures of a pool's members, the end of an attempt,
// and what saving takes of the proxy thread.

#include "routing/route/ScoreboardFile.h"

#include <benchmark/benchmark.h>
#include <memory>
#include <random>
#include <vector>

using signalbox::models::ErrorClass;
using signalbox::routing::AttemptOutcome;
using signalbox::routing::Breaker;
using signalbox::routing::Scoreboard;
using signalbox::routing::ScoreboardFile;
using signalbox::routing::TargetScore;
using Speed = TargetScore::Speed;

namespace {

constexpr qint64 second = 1'000'000'000;
constexpr int members = 8;

AttemptOutcome randomOutcome(std::mt19937 &random, qint64 nowNs)
{
    std::lognormal_distribution<double> ttftUs(13, 0.6);
    AttemptOutcome outcome;
    outcome.errorClass = random() % 50 == 0 ? ErrorClass::ServerError : ErrorClass::None;
    outcome.ttftUs = static_cast<qint64>(ttftUs(random));
    outcome.totalUs = outcome.ttftUs * 5;
    outcome.usage = {.input = 900, .cachedInput = 300, .output = 200};
    outcome.isStream = true;
    outcome.taskType = static_cast<int>(random() % 12);
    outcome.nowNs = nowNs;
    outcome.wallMs = 1'764'000'000'000 + nowNs / 1'000'000;
    return outcome;
}

/// Five minutes of attempts, \a perSlot of them in each ten seconds.
void fill(TargetScore &score, int perSlot, unsigned seed)
{
    std::mt19937 random(seed);
    for (qint64 slot = 0; slot < 30; ++slot)
        for (int i = 0; i < perSlot; ++i)
            score.attemptEnded(randomOutcome(random, slot * 10 * second));
}

std::vector<TargetScore *> filledMembers(Scoreboard &board)
{
    std::vector<TargetScore *> scores;
    for (int i = 0; i < members; ++i) {
        const QString target = QString::number(i);
        scores.push_back(&board.score(target));
        fill(*scores.back(), 50, static_cast<unsigned>(i));
        for (int judged = 0; judged < 40; ++judged)
            board.accuracies().judge(target, judged % 12, 0.8, 1);
    }
    return scores;
}

double readFigures(const TargetScore &score, qint64 nowNs)
{
    return score.speed(Speed::Ttft, 50, nowNs).value + score.speed(Speed::Ttft, 95, nowNs).value
        + score.speed(Speed::Total, 95, nowNs).value
        + score.speed(Speed::TimePerOutputToken, 50, nowNs).value
        + score.successRateBound(nowNs).value + score.outputTokens(0).value
        + static_cast<double>(score.inFlight);
}

void figuresOfEightTargets(benchmark::State &state)
{
    Scoreboard board;
    const std::vector<TargetScore *> scores = filledMembers(board);
    for (auto _ : state)
        for (const TargetScore *score : scores)
            benchmark::DoNotOptimize(readFigures(*score, 299 * second));
}
BENCHMARK(figuresOfEightTargets);

void accuraciesOfEightTargets(benchmark::State &state)
{
    Scoreboard board;
    filledMembers(board);
    std::vector<QString> targets;
    for (int i = 0; i < members; ++i)
        targets.push_back(QString::number(i));
    for (auto _ : state)
        for (const QString &target : targets)
            benchmark::DoNotOptimize(board.accuracies().accuracy(target, 0).bound);
}
BENCHMARK(accuraciesOfEightTargets);

void breakersOfEightTargets(benchmark::State &state)
{
    const std::vector<Breaker> breakers(2 * members, Breaker(Breaker::Of::Model));
    for (auto _ : state)
        for (const Breaker &breaker : breakers)
            benchmark::DoNotOptimize(breaker.mayTry(second));
}
BENCHMARK(breakersOfEightTargets);

/// One member's attempt ends between two requests: its percentiles are counted anew.
void figuresOfEightTargetsAfterAnEnd(benchmark::State &state)
{
    Scoreboard board;
    const std::vector<TargetScore *> scores = filledMembers(board);
    std::mt19937 random(1);
    const AttemptOutcome outcome = randomOutcome(random, 299 * second);
    for (auto _ : state) {
        scores.front()->attemptEnded(outcome);
        for (const TargetScore *score : scores)
            benchmark::DoNotOptimize(readFigures(*score, 299 * second));
    }
}
BENCHMARK(figuresOfEightTargetsAfterAnEnd);

void attemptEnded(benchmark::State &state)
{
    TargetScore score;
    fill(score, 50, 1);
    std::mt19937 random(1);
    std::vector<AttemptOutcome> outcomes;
    for (int i = 0; i < 1024; ++i)
        outcomes.push_back(randomOutcome(random, 0));
    std::size_t i = 0;
    qint64 nowNs = 300 * second;
    for (auto _ : state) {
        AttemptOutcome &outcome = outcomes[i++ % outcomes.size()];
        outcome.nowNs = nowNs += 1'000'000; // a thousand a second
        score.attemptEnded(outcome);
    }
}
BENCHMARK(attemptEnded);

void breakerEnded(benchmark::State &state)
{
    Breaker breaker(Breaker::Of::Model);
    qint64 nowNs = second;
    for (auto _ : state) {
        nowNs += 1'000'000;
        breaker.ended(breaker.tryBegan(nowNs), ErrorClass::None, -1, nowNs);
    }
}
BENCHMARK(breakerEnded);

/// The argument is how many attempts each target had in each ten seconds.
void savingTwoHundredTargets(benchmark::State &state)
{
    Scoreboard board;
    for (int i = 0; i < 200; ++i)
        fill(board.score(QString::number(i)), static_cast<int>(state.range(0)),
             static_cast<unsigned>(i));
    qsizetype size = 0;
    for (auto _ : state) {
        const QByteArray bytes = ScoreboardFile::toBytes(board, 299 * second, 1'764'000'300'000);
        size = bytes.size();
        benchmark::DoNotOptimize(bytes.constData());
    }
    state.counters["bytes"] = static_cast<double>(size);
}
BENCHMARK(savingTwoHundredTargets)->Arg(1)->Arg(50)->Unit(benchmark::kMillisecond);

/// What the proxy thread itself pays for it: a copy, which another thread writes.
void copyingTwoHundredTargets(benchmark::State &state)
{
    Scoreboard board;
    for (int i = 0; i < 200; ++i)
        fill(board.score(QString::number(i)), 50, static_cast<unsigned>(i));
    for (auto _ : state) {
        auto copy = std::make_unique<const Scoreboard>(board);
        benchmark::DoNotOptimize(copy);
        state.PauseTiming(); // the other thread deletes it
        copy.reset();
        state.ResumeTiming();
    }
}
BENCHMARK(copyingTwoHundredTargets)->Unit(benchmark::kMillisecond);

} // namespace
