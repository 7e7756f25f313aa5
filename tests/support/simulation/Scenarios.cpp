// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/simulation/Scenarios.h"

#include "models/policy/PolicyNames.h"

#include <cmath>

namespace signalbox::tests {

using models::ErrorClass;
using models::Strategy;

namespace {

constexpr double faultS = 60;
constexpr double recoveryS = 180;

using Changes = std::vector<SimulatedChange>;

void fail(Changes &changes, int target, double fromS, double toS, ErrorClass errorClass)
{
    changes.push_back({fromS, target, [errorClass](SimulatedTarget &found) {
                           found.errorProbability = 1;
                           found.errorClass = errorClass;
                       }});
    changes.push_back({toS, target, [](SimulatedTarget &found) { found.errorProbability = 0; }});
}

void slowDown(Changes &changes, double atS, double factor)
{
    changes.push_back({atS, 0, [factor](SimulatedTarget &found) { found.ttftMs *= factor; }});
}

void addChanges(Scenario scenario, SimulationSetup &setup)
{
    Changes &changes = setup.changes;
    switch (scenario) {
    case Scenario::Calm:
        return;
    case Scenario::Outage:
        fail(changes, 0, faultS, recoveryS, ErrorClass::ServerError);
        return;
    case Scenario::Flapping:
        setup.seconds = 1200;
        for (double atS = 20; atS < setup.seconds; atS += 40)
            fail(changes, 0, atS, atS + 20, ErrorClass::ServerError);
        return;
    case Scenario::BrownOut:
        slowDown(changes, faultS, 5);
        slowDown(changes, recoveryS, 0.2);
        return;
    case Scenario::RateLimitStorm: {
        const int capacity = setup.targets.front().capacity;
        changes.push_back({faultS, 0, [](SimulatedTarget &found) {
                               found.capacity = 1;
                               found.retryAfterMs = 2000;
                           }});
        changes.push_back(
            {recoveryS, 0, [capacity](SimulatedTarget &found) { found.capacity = capacity; }});
        return;
    }
    case Scenario::SlowStart:
        setup.targets.front().ttftMs *= 10;
        for (const double atS : {15.0, 30.0, 45.0, 60.0})
            slowDown(changes, atS, std::pow(0.1, 0.25));
        return;
    case Scenario::PriceChange:
        changes.push_back({faultS, 0, [](SimulatedTarget &found) { found.dollars *= 10; }});
        return;
    case Scenario::Herd:
        setup.targets.front().capacity = 50;
        setup.burstAtS = faultS;
        setup.burst = 300;
        return;
    case Scenario::AllDown:
        for (int target = 0; target < static_cast<int>(setup.targets.size()); ++target)
            fail(changes, target, faultS, 90, ErrorClass::Connection);
        return;
    }
}

} // namespace

const char *scenarioText(Scenario scenario)
{
    switch (scenario) {
    case Scenario::Calm:
        return "calm";
    case Scenario::Outage:
        return "outage";
    case Scenario::Flapping:
        return "flapping";
    case Scenario::BrownOut:
        return "brown-out";
    case Scenario::RateLimitStorm:
        return "429 storm";
    case Scenario::SlowStart:
        return "slow start";
    case Scenario::PriceChange:
        return "price change";
    case Scenario::Herd:
        return "herd";
    case Scenario::AllDown:
        return "all down";
    }
    return "";
}

const char *strategyText(Strategy strategy)
{
    return models::strategyNames[static_cast<std::size_t>(strategy)].second.data();
}

SimulationSetup setupOf(Scenario scenario, Strategy strategy)
{
    SimulationSetup setup;
    setup.targets = {
        {.id = QStringLiteral("favourite"), .ttftMs = 250, .dollars = 0.0005, .accuracy = 0.9},
        {.id = QStringLiteral("second"), .ttftMs = 400, .dollars = 0.001},
        {.id = QStringLiteral("third"), .ttftMs = 600, .dollars = 0.003}};
    setup.pool.strategy = strategy;
    setup.arrivalsPerS = 4;
    addChanges(scenario, setup);
    return setup;
}

} // namespace signalbox::tests
