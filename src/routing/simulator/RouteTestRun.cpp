// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulator/RouteTestRun.h"

#include <algorithm>

namespace signalbox::routing {

using models::RouteExpectation;

namespace {

/// \a text as a report has it, where nothing has to be told from something.
QString orNone(const QString &text)
{
    return text.isEmpty() ? QStringLiteral("none") : text;
}

QString servedWord(bool isServed)
{
    return isServed ? QStringLiteral("served") : QStringLiteral("refused");
}

/// Whether the way comes by \a name, which is a node's id or `route/node`.
bool passes(const RoutePlan &plan, std::span<const WalkedNode> way, const QString &name)
{
    return std::ranges::any_of(way, [&](const WalkedNode &walked) {
        const PlanNode &node = plan.node(walked.node);
        return name == node.id || name == plan.routeName(node.route) + u'/' + node.id;
    });
}

/// Why nobody serves, or what serves.
QString outcomeInWords(const Explanation &decision)
{
    if (decision.isServed)
        return decision.target.isEmpty() ? decision.reason : decision.target;
    return decision.error.isEmpty()
        ? decision.problem
        : decision.error + QStringLiteral(" (") + decision.problem + u')';
}

} // namespace

int RouteTestReport::failed() const
{
    return static_cast<int>(std::ranges::count_if(
        results, [](const RouteCaseResult &result) { return !result.isPassed(); }));
}

std::vector<RouteMismatch> mismatchesOf(const RouteExpectation &expected,
                                        const Explanation &decision, const RoutePlan &plan)
{
    std::vector<RouteMismatch> found;
    const auto compare = [&found](const char *what, bool isMet, const QString &wanted,
                                  const QString &actual) {
        if (!isMet)
            found.push_back({QString::fromLatin1(what), wanted, actual});
    };
    if (expected.isServed)
        compare("served", *expected.isServed == decision.isServed, servedWord(*expected.isServed),
                decision.isServed ? servedWord(true)
                                  : servedWord(false) + QStringLiteral(": ") + decision.problem);
    if (expected.route)
        compare("route", *expected.route == decision.route, orNone(*expected.route),
                orNone(decision.route));
    if (!expected.targets.isEmpty())
        compare("target", expected.targets.contains(decision.target),
                expected.targets.join(QStringLiteral(" or ")), outcomeInWords(decision));
    compare(
        "not_target", decision.target.isEmpty() || !expected.notTargets.contains(decision.target),
        QStringLiteral("not ") + expected.notTargets.join(QStringLiteral(", ")), decision.target);
    if (expected.variant)
        compare("variant", *expected.variant == decision.variant, orNone(*expected.variant),
                orNone(decision.variant));
    const QString &told = decision.isServed ? decision.reason : decision.problem;
    compare("reason_contains", told.contains(expected.reasonContains, Qt::CaseInsensitive),
            expected.reasonContains, told);
    for (const QString &node : expected.pathContains)
        compare("path_contains", passes(plan, decision.way, node), node,
                orNone(wayInWords(plan, decision.way)));
    if (!expected.error.isEmpty())
        compare("error", expected.error == decision.error, expected.error,
                outcomeInWords(decision));
    return found;
}

RouteCaseResult runRouteCase(RouteSimulator &simulator, const models::RouteTests &tests,
                             const models::RouteCase &one)
{
    RouteCaseResult result{.name = one.name, .line = one.line};
    result.decision =
        simulator.run(one.request, one.conditions.over(tests.conditions), ExplainDetail::Decision);
    result.mismatches = mismatchesOf(one.expectation, result.decision, simulator.plan());
    result.way = wayInWords(simulator.plan(), result.decision.way);
    return result;
}

RouteTestReport runRouteTests(RouteSimulator &simulator, const models::RouteTests &tests)
{
    RouteTestReport report{.results = {}, .coverage = RouteCoverage(simulator.plan())};
    report.results.reserve(static_cast<std::size_t>(tests.cases.size()));
    for (const models::RouteCase &one : tests.cases) {
        report.results.push_back(runRouteCase(simulator, tests, one));
        report.coverage.add(report.results.back().decision.way);
    }
    return report;
}

} // namespace signalbox::routing
