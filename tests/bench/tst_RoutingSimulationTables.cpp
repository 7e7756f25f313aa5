// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/simulation/Scenarios.h"

#include <QTest>
#include <QTextStream>

using namespace signalbox::models;
using namespace signalbox::tests;

namespace {

constexpr quint64 seeds[] = {1, 2, 3, 4, 5};

/// The means over all seeds.
SimulationSummary meanOf(const SimulationSetup &setup)
{
    SimulationSummary mean;
    for (const quint64 seed : seeds) {
        Simulation simulation(setup, seed);
        simulation.run();
        const SimulationSummary one = simulation.summary();
        constexpr double part = 1.0 / std::size(seeds);
        mean.requests += one.requests;
        mean.successRate += part * one.successRate;
        mean.ttftP95Ms += part * one.ttftP95Ms;
        mean.meanDollars += part * one.meanDollars;
    }
    return mean;
}

SimulationSummary oracleOf(Scenario scenario, SimulationSetup::Oracle oracle)
{
    SimulationSetup setup = setupOf(scenario, Strategy::Priority);
    setup.oracle = oracle;
    return meanOf(setup);
}

QString row(Scenario scenario, const char *strategy, const SimulationSummary &found)
{
    return QStringLiteral("| %1 | %2 | %3 % | %4 | %5 |\n")
        .arg(QLatin1String(scenarioText(scenario)), QLatin1String(strategy))
        .arg(100 * found.successRate, 0, 'f', 2)
        .arg(found.ttftP95Ms, 0, 'f', 0)
        .arg(1000 * found.meanDollars, 0, 'f', 3);
}

} // namespace

/// Prints what each strategy makes of each scenario as a Markdown table, between round robin and
/// oracles that know the true state.
class TestRoutingSimulationTables final : public QObject
{
    Q_OBJECT

private slots:
    void tables();
};

void TestRoutingSimulationTables::tables()
{
    QTextStream out(stdout);
    out << "| scenario | strategy | success | TTFT p95, ms | cost, USD per 1000 |\n"
           "|---|---|---:|---:|---:|\n";
    for (int number = 0; number < scenarioCount; ++number) {
        const auto scenario = static_cast<Scenario>(number);
        const auto fastest = oracleOf(scenario, SimulationSetup::Oracle::Fastest);
        for (int i = 0; i < strategyCount; ++i) {
            const auto strategy = static_cast<Strategy>(i);
            const SimulationSummary found = meanOf(setupOf(scenario, strategy));
            out << row(scenario, strategyText(strategy), found);
            QVERIFY(found.requests > 0);
            QVERIFY(found.successRate <= fastest.successRate + 0.001);
        }
        out << row(scenario, "oracle: fastest", fastest)
            << row(scenario, "oracle: cheapest",
                   oracleOf(scenario, SimulationSetup::Oracle::Cheapest));
        out.flush();
    }
}

QTEST_GUILESS_MAIN(TestRoutingSimulationTables)
#include "tst_RoutingSimulationTables.moc"
