// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/routetests/RouteTests.h"
#include "routing/simulator/RouteCoverage.h"
#include "routing/simulator/RouteSimulator.h"

#include <QString>

#include <vector>

namespace signalbox::routing {

/// One thing that came otherwise than expected.
struct RouteMismatch
{
    QString what; ///< as the file calls it: "target", "path_contains"
    QString expected;
    QString actual;

    bool operator==(const RouteMismatch &) const = default;
};

/// What came of one case.
struct RouteCaseResult
{
    QString name{};
    int line = 0; ///< in the file; 0: unknown
    std::vector<RouteMismatch> mismatches{}; ///< none: it passed
    Explanation decision{}; ///< without its JSON, which run() of the simulator has
    QString way{}; ///< in words

    [[nodiscard]] bool isPassed() const { return mismatches.empty(); }
};

struct RouteTestReport
{
    std::vector<RouteCaseResult> results; ///< as the file's cases
    RouteCoverage coverage; ///< refers to the simulator's plan

    [[nodiscard]] int failed() const;
};

/// What \a decision has of other than \a expected, in the order of the file's keys.
[[nodiscard]] std::vector<RouteMismatch> mismatchesOf(const models::RouteExpectation &expected,
                                                      const Explanation &decision,
                                                      const RoutePlan &plan);

/// Tries one case of \a tests.
[[nodiscard]] RouteCaseResult runRouteCase(RouteSimulator &simulator,
                                           const models::RouteTests &tests,
                                           const models::RouteCase &one);
/// Tries all of them, in order. Calls nobody; the same tests and policy give the same report. Keeps
/// the JSON of the decisions that failed only: thousands of others are large, and nobody reads
/// them.
[[nodiscard]] RouteTestReport runRouteTests(RouteSimulator &simulator,
                                            const models::RouteTests &tests);

} // namespace signalbox::routing
