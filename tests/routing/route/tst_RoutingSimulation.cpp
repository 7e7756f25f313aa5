// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/simulation/Scenarios.h"
#include "support/simulation/SimulationMoments.h"

#include <QTest>

#include <algorithm>

using namespace signalbox::models;
using namespace signalbox::routing;
using namespace signalbox::tests;

namespace {

constexpr quint64 seeds[] = {1, 2, 3};
constexpr int favourite = 0;

void addStrategies(std::initializer_list<Strategy> strategies)
{
    QTest::addColumn<Strategy>("strategy");
    for (const Strategy strategy : strategies)
        QTest::newRow(strategyText(strategy)) << strategy;
}

} // namespace

/// What the routing promises under faults, shown by traffic through the real route, ranking, scores
/// and breakers in virtual time.
class TestRoutingSimulation final : public QObject
{
    Q_OBJECT

private slots:
    void sameSeedMakesTheSameRun();
    void anOutageIsSeenByNoClientAndEnds_data();
    void anOutageIsSeenByNoClientAndEnds();
    void aProbedTargetIsBackWithinTwoIntervals();
    void aFlappingTargetOpensItsBreakerLessAndLess();
    void nobodyOverAHardCeilingServes();
    void anHonestWorldKeepsItsCeiling();
    void thePriceIsFollowedAtTheNextDecision();
    void aHerdSpreadsOverEquals_data();
    void aHerdSpreadsOverEquals();
    void whenAllAreDownErrorsAreQuickAndEnd();
    void noStrategyFailsMoreThanRoundRobin_data();
    void noStrategyFailsMoreThanRoundRobin();
    void whatAStrategyIsForIsNearTheOracle_data();
    void whatAStrategyIsForIsNearTheOracle();
};

void TestRoutingSimulation::sameSeedMakesTheSameRun()
{
    const auto ttfts = [](quint64 seed) {
        Simulation simulation(setupOf(Scenario::Outage, Strategy::Balanced), seed);
        simulation.run();
        std::vector<double> found;
        for (const SimulatedRequest &request : simulation.requests())
            found.push_back(request.ttftMs);
        return found;
    };
    QCOMPARE(ttfts(1), ttfts(1));
    QVERIFY(ttfts(1) != ttfts(2));
}

void TestRoutingSimulation::anOutageIsSeenByNoClientAndEnds_data()
{
    addStrategies({Strategy::Priority, Strategy::Cheapest, Strategy::Fastest});
}

void TestRoutingSimulation::anOutageIsSeenByNoClientAndEnds()
{
    QFETCH(const Strategy, strategy);
    constexpr double recoveryS = 180;
    for (const quint64 seed : seeds) {
        SimulationSetup setup = setupOf(Scenario::Outage, strategy);
        setup.seconds = 600;
        Simulation simulation(setup, seed);
        simulation.run();

        const auto openings = simulation.openingsOf(favourite);
        QVERIFY(!openings.empty());
        const double openedS = openings.front().atS;
        // When the share of failures in its window is reached; the window moves by its tenth.
        const auto windowS = static_cast<double>(setup.breaker.window.count());
        QVERIFY2(openedS <= 60 + (setup.breaker.failureShare + 0.1) * windowS,
                 qPrintable(QString::number(openedS)));
        for (const SimulatedRequest &request : simulation.requests())
            QVERIFY(request.hasSucceeded || request.arrivedS() < openedS);
        // Only what finds out goes there: one attempt for each time that ended.
        const auto during =
            std::ranges::count_if(openings, [](const auto &one) { return one.atS < recoveryS; });
        QVERIFY(attemptsAt(simulation, favourite, openedS, recoveryS) <= during);

        const double backS = firstSuccessS(simulation, favourite, recoveryS);
        const double openS = openTimeAt(simulation, favourite, recoveryS);
        QVERIFY2(backS >= 0 && backS <= recoveryS + 2 * openS,
                 qPrintable(QStringLiteral("back at %1 s, open for %2 s").arg(backS).arg(openS)));
        // And it is the favourite again, not just looked at.
        QVERIFY(attemptsAt(simulation, favourite, backS, 600) > (600 - backS) * 3);
    }
}

/// However long its breaker would stay open.
void TestRoutingSimulation::aProbedTargetIsBackWithinTwoIntervals()
{
    constexpr double recoveryS = 180;
    constexpr double intervalS = 10;
    for (const quint64 seed : seeds) {
        SimulationSetup setup = setupOf(Scenario::Outage, Strategy::Priority);
        setup.breaker.open = setup.breaker.maxOpen = std::chrono::seconds(3600);
        setup.breaker.probeInterval = std::chrono::seconds(10);
        Simulation simulation(setup, seed);
        simulation.run();
        QVERIFY(simulation.probeCount() > 0);
        const double backS = firstSuccessS(simulation, favourite, recoveryS);
        QVERIFY2(backS >= 0 && backS <= recoveryS + 2 * intervalS,
                 qPrintable(QString::number(backS)));
        for (const SimulatedRequest &request : simulation.requests())
            QVERIFY(request.hasSucceeded
                    || request.arrivedS() < simulation.openingsOf(favourite).front().atS);
    }
}

void TestRoutingSimulation::aFlappingTargetOpensItsBreakerLessAndLess()
{
    for (const quint64 seed : seeds) {
        const SimulationSetup setup = setupOf(Scenario::Flapping, Strategy::Priority);
        Simulation simulation(setup, seed);
        simulation.run();
        const auto openings = simulation.openingsOf(favourite);
        QVERIFY(openings.size() >= 3);
        // Up and down alternate faster than the level falls, so each opening is at least twice as
        // long as the one before, up to the longest.
        double leastS = static_cast<double>(setup.breaker.open.count());
        const auto mostS = static_cast<double>(setup.breaker.maxOpen.count());
        double endS = 0;
        std::size_t bound = 0;
        for (const SimulatedOpening &opening : openings) {
            const double openS = opening.untilS - opening.atS;
            QVERIFY2(openS >= leastS - 0.001, qPrintable(QString::number(openS)));
            QVERIFY(opening.atS >= endS);
            endS = opening.untilS;
            leastS = std::min(mostS, 2 * leastS);
        }
        // As many as open times fit one after the other.
        double sumS = 0;
        for (double openS = static_cast<double>(setup.breaker.open.count()); sumS < setup.seconds;
             openS = std::min(mostS, 2 * openS)) {
            sumS += openS;
            ++bound;
        }
        QVERIFY2(openings.size() <= bound, qPrintable(QString::number(openings.size())));
        QCOMPARE(simulation.summary().successRate, 1.0);
    }
}

void TestRoutingSimulation::nobodyOverAHardCeilingServes()
{
    for (const quint64 seed : seeds) {
        SimulationSetup setup = setupOf(Scenario::BrownOut, Strategy::Cheapest);
        setup.pool.limits = {{.measure = Measure::Ttft, .bound = 1000, .isHard = true}};
        Simulation simulation(setup, seed);
        int decisions = 0;
        int violations = 0;
        int excluded = 0;
        simulation.ranked = [&](const PoolTrace &trace) {
            bool isAnyWithin = false;
            bool servesBeyond = false;
            for (const RankedMember &member : trace.ranking) {
                const QString &id = simulation.target(member.member).id;
                const Figure p95 = simulation.scoreboard().score(id).speed(TargetScore::Speed::Ttft,
                                                                           95, simulation.nowNs());
                const bool isOver = p95.isKnown() && p95.samples >= 10 && p95.value > 1000;
                const bool serves = member.verdict != RankedMember::Verdict::Excluded;
                isAnyWithin = isAnyWithin || !isOver;
                servesBeyond = servesBeyond || (isOver && serves);
                excluded += serves ? 0 : 1;
            }
            ++decisions;
            violations += isAnyWithin && servesBeyond ? 1 : 0;
        };
        simulation.run();
        QVERIFY(decisions > 500);
        QVERIFY(excluded > 100);
        QCOMPARE(violations, 0);
    }
}

void TestRoutingSimulation::anHonestWorldKeepsItsCeiling()
{
    for (const quint64 seed : seeds) {
        SimulationSetup setup;
        // Of a log-normal with this spread, 95 % are below 1.64 times its median.
        setup.targets = {
            {.id = QStringLiteral("slow"), .ttftMs = 1500, .ttftSpread = 0.3, .dollars = 0.0005},
            {.id = QStringLiteral("good"), .ttftMs = 600, .ttftSpread = 0.3, .dollars = 0.001},
            {.id = QStringLiteral("fast"), .ttftMs = 200, .ttftSpread = 0.3, .dollars = 0.005}};
        setup.pool.strategy = Strategy::Cheapest;
        setup.pool.limits = {{.measure = Measure::Ttft, .bound = 1000, .isHard = true}};
        setup.seconds = 1500;
        Simulation simulation(setup, seed);
        simulation.run();
        const auto count = static_cast<double>(simulation.requests().size());
        const auto over = static_cast<double>(std::ranges::count_if(
            simulation.requests(), [](const auto &request) { return request.ttftMs > 1000; }));
        // A point for what is tried out anew when old measurements are forgotten.
        QVERIFY2(over <= 0.06 * count, qPrintable(QString::number(over / count)));
        const double dollars = simulation.summary().meanDollars;
        QVERIFY2(dollars < 0.0015, qPrintable(QString::number(dollars)));
    }
}

void TestRoutingSimulation::thePriceIsFollowedAtTheNextDecision()
{
    for (const quint64 seed : seeds) {
        SimulationSetup setup = setupOf(Scenario::Calm, Strategy::Cheapest);
        setup.changes = {{100, favourite, [](SimulatedTarget &target) { target.dollars = 1; }}};
        Simulation simulation(setup, seed);
        simulation.run();
        for (const SimulatedRequest &request : simulation.requests())
            QCOMPARE(request.first(), request.arrivedS() < 100 ? favourite : 1);
    }
}

void TestRoutingSimulation::aHerdSpreadsOverEquals_data()
{
    QTest::addColumn<Strategy>("strategy");
    QTest::addColumn<double>("warmS");
    for (int i = 0; i < strategyCount; ++i) {
        const auto strategy = static_cast<Strategy>(i);
        if (strategy == Strategy::Priority) // what is listed first is meant to serve
            continue;
        for (const double warmS : {0.0, 200.0})
            QTest::addRow("%s after %.0f s", strategyText(strategy), warmS) << strategy << warmS;
    }
}

void TestRoutingSimulation::aHerdSpreadsOverEquals()
{
    QFETCH(const Strategy, strategy);
    QFETCH(const double, warmS);
    constexpr int targets = 5;
    constexpr int herd = 500;
    for (const quint64 seed : seeds) {
        SimulationSetup setup;
        for (int i = 0; i < targets; ++i)
            setup.targets.push_back({.id = QString::number(i), .ttftSpread = 0.1});
        setup.pool.strategy = strategy;
        setup.seconds = warmS;
        setup.arrivalsPerS = 10;
        setup.burstAtS = warmS + 30;
        setup.burst = herd;
        Simulation simulation(setup, seed);
        simulation.run();
        std::array<int, targets> counts{};
        for (const SimulatedRequest &request : simulation.requests()) {
            if (request.arrivedS() >= setup.burstAtS)
                ++counts.at(static_cast<std::size_t>(request.first()));
        }
        const int most = *std::ranges::max_element(counts);
        // Half more than its part.
        QVERIFY2(most <= herd / targets * 3 / 2, qPrintable(QString::number(most)));
    }
}

void TestRoutingSimulation::whenAllAreDownErrorsAreQuickAndEnd()
{
    constexpr double recoveryS = 90;
    for (const quint64 seed : seeds) {
        const SimulationSetup setup = setupOf(Scenario::AllDown, Strategy::Priority);
        Simulation simulation(setup, seed);
        simulation.run();
        double openS = 0;
        for (int target = 0; target < static_cast<int>(setup.targets.size()); ++target)
            openS = std::max(openS, openTimeAt(simulation, target, recoveryS));
        for (const SimulatedRequest &request : simulation.requests()) {
            if (request.arrivedS() < 60 || request.arrivedS() >= recoveryS)
                continue;
            QVERIFY(!request.hasSucceeded);
            QVERIFY(request.endedNs > 0);
            QVERIFY2(request.tookMs() < 1000, qPrintable(QString::number(request.tookMs())));
        }
        const double backS = firstSuccessS(simulation, -1, recoveryS);
        QVERIFY2(backS >= 0 && backS <= recoveryS + 2 * openS, qPrintable(QString::number(backS)));
        QCOMPARE(simulation.summary(recoveryS + 2 * openS).successRate, 1.0);
    }
}

void TestRoutingSimulation::noStrategyFailsMoreThanRoundRobin_data()
{
    QTest::addColumn<Scenario>("scenario");
    for (const Scenario scenario : {Scenario::Outage, Scenario::BrownOut, Scenario::RateLimitStorm,
                                    Scenario::SlowStart, Scenario::PriceChange, Scenario::Herd})
        QTest::newRow(scenarioText(scenario)) << scenario;
}

void TestRoutingSimulation::noStrategyFailsMoreThanRoundRobin()
{
    QFETCH(const Scenario, scenario);
    for (const quint64 seed : seeds) {
        const auto successRate = [&](Strategy strategy) {
            SimulationSetup setup = setupOf(scenario, strategy);
            setup.arrivalsPerS = 2;
            Simulation simulation(setup, seed);
            simulation.run();
            return simulation.summary().successRate;
        };
        const double least = successRate(Strategy::RoundRobin);
        for (int i = 0; i < strategyCount; ++i) {
            const double rate = successRate(static_cast<Strategy>(i));
            QVERIFY2(rate >= least,
                     qPrintable(QStringLiteral("%1: %2, round robin: %3")
                                    .arg(QLatin1String(strategyText(static_cast<Strategy>(i))))
                                    .arg(rate)
                                    .arg(least)));
        }
    }
}

void TestRoutingSimulation::whatAStrategyIsForIsNearTheOracle_data()
{
    QTest::addColumn<Scenario>("scenario");
    QTest::addColumn<Strategy>("strategy");
    QTest::addColumn<double>("mostTimesOracle");
    const auto row = [](Scenario scenario, Strategy strategy, double mostTimesOracle) {
        QTest::addRow("%s: %s", scenarioText(scenario), strategyText(strategy))
            << scenario << strategy << mostTimesOracle;
    };
    for (const Scenario scenario :
         {Scenario::Calm, Scenario::Outage, Scenario::BrownOut, Scenario::PriceChange}) {
        // A brown-out turns the median only when it has filled half of the five minutes.
        if (scenario != Scenario::BrownOut)
            row(scenario, Strategy::Fastest, 1.4); // of TTFT p95
        row(scenario, Strategy::Cheapest, 1.1); // of the cost
    }
}

/// And better than round robin, which does not look at it.
void TestRoutingSimulation::whatAStrategyIsForIsNearTheOracle()
{
    QFETCH(const Scenario, scenario);
    QFETCH(const Strategy, strategy);
    QFETCH(const double, mostTimesOracle);
    const bool isSpeed = strategy == Strategy::Fastest;
    for (const quint64 seed : seeds) {
        const auto figure = [&](Strategy with, SimulationSetup::Oracle oracle) {
            SimulationSetup setup = setupOf(scenario, with);
            setup.oracle = oracle;
            Simulation simulation(setup, seed);
            simulation.run();
            const SimulationSummary found = simulation.summary();
            return isSpeed ? found.ttftP95Ms : found.meanDollars;
        };
        using Oracle = SimulationSetup::Oracle;
        const double found = figure(strategy, Oracle::None);
        const double best = figure(strategy, isSpeed ? Oracle::Fastest : Oracle::Cheapest);
        const double usual = figure(Strategy::RoundRobin, Oracle::None);
        const QString words =
            QStringLiteral("%1, oracle %2, round robin %3").arg(found).arg(best).arg(usual);
        QVERIFY2(found <= mostTimesOracle * best, qPrintable(words));
        QVERIFY2(found < usual, qPrintable(words));
    }
}

QTEST_GUILESS_MAIN(TestRoutingSimulation)
#include "tst_RoutingSimulation.moc"
