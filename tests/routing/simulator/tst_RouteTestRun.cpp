// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyReader.h"
#include "models/routetests/RouteTestsReader.h"
#include "routing/simulator/RouteTestRun.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace signalbox::models;
using namespace signalbox::routing;

namespace {

QByteArray dataFile(const char *name)
{
    QFile file(QStringLiteral(SIGNALBOX_TEST_DATA "/policies/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::shared_ptr<const Policy> routingPolicy()
{
    auto read = readPolicy(dataFile("routing.signalbox.json"));
    return std::make_shared<const Policy>(read.takeValue().policy);
}

RouteTests exampleTests(const Policy &policy)
{
    auto read = readRouteTests(dataFile("routing.signalbox-tests.json"), &policy);
    return read ? read.takeValue().tests : RouteTests();
}

const CoveredRoute &routeOf(const std::vector<CoveredRoute> &routes, const char *name)
{
    return *std::ranges::find(routes, QString::fromLatin1(name), &CoveredRoute::route);
}

} // namespace

class RouteTestRunTest final : public QObject
{
    Q_OBJECT

private slots:
    void exampleIsMetAndCoversMost()
    {
        const auto policy = routingPolicy();
        const RouteTests tests = exampleTests(*policy);
        QVERIFY(tests.cases.size() >= 10);
        RouteSimulator simulator(policy);

        const RouteTestReport report = runRouteTests(simulator, tests);

        for (const RouteCaseResult &result : report.results)
            QVERIFY2(result.isPassed(), qPrintable(result.name));
        QCOMPARE(report.failed(), 0);
        const auto routes = report.coverage.routes();
        QCOMPARE(routes.size(), 4U);
        const CoveredRoute &main = routeOf(routes, "auto");
        QCOMPARE(main.nodes, 19);
        QCOMPARE(main.coveredNodes, 16);
        QCOMPARE(main.uncoveredNodes,
                 QStringList({QStringLiteral("huge"), QStringLiteral("large"),
                              QStringLiteral("too-large")}));
        QCOMPARE(main.links, 23);
        QCOMPARE(main.coveredLinks, main.links - static_cast<int>(main.uncoveredLinks.size()));
        QVERIFY(main.uncoveredLinks.contains(QStringLiteral("by-size row 1 -> huge")));
        for (const char *name : {"spread", "thrifty", "status"})
            QCOMPARE(routeOf(routes, name).coveredNodes, 1);
    }

    /// One simulator serves them all: what a case assumes must not reach the next one.
    void caseIsDecidedAlikeInAnyOrder()
    {
        const auto policy = routingPolicy();
        RouteTests tests = exampleTests(*policy);
        std::ranges::reverse(tests.cases);
        tests.cases += exampleTests(*policy).cases;
        RouteSimulator simulator(policy);

        QCOMPARE(runRouteTests(simulator, tests).failed(), 0);
    }

    void sameInputGivesTheSameReport()
    {
        const auto policy = routingPolicy();
        const RouteTests tests = exampleTests(*policy);
        const auto ways = [&] {
            RouteSimulator simulator(policy);
            QStringList told;
            for (const RouteCaseResult &result : runRouteTests(simulator, tests).results)
                told.append(result.way + result.decision.reason + result.decision.target);
            return told;
        };

        QCOMPARE(ways(), ways());
    }

    void eachExpectationCanFail_data()
    {
        QTest::addColumn<RouteExpectation>("expected");
        QTest::addColumn<RouteMismatch>("mismatch");

        const auto row = [](const char *name, const RouteExpectation &expected, const char *wanted,
                            const char *actual) {
            QTest::newRow(name) << expected
                                << RouteMismatch{QString::fromLatin1(name),
                                                 QString::fromLatin1(wanted),
                                                 QString::fromLatin1(actual)};
        };
        row("served", {.isServed = false}, "refused", "served");
        row("route", {.route = QString()}, "none", "auto");
        row("target", {.targets = {QStringLiteral("mini"), QStringLiteral("small")}},
            "mini or small", "coder");
        row("not_target", {.notTargets = {QStringLiteral("coder")}}, "not coder", "coder");
        row("variant", {.variant = QStringLiteral("long")}, "long", "brief");
        row("reason_contains", {.reasonContains = QStringLiteral("zebra")}, "zebra",
            "the only one");
        row("path_contains", {.pathContains = {QStringLiteral("code"), QStringLiteral("cheap")}},
            "cheap",
            "auto: polite -> house-style -> repeated -> by-task -> money -> code -> coder");
        row("error", {.error = QStringLiteral("rejected")}, "rejected", "coder");
    }

    void eachExpectationCanFail()
    {
        QFETCH(const RouteExpectation, expected);
        QFETCH(const RouteMismatch, mismatch);
        RouteSimulator simulator(routingPolicy());
        RouteCase one{.name = QStringLiteral("code"), .expectation = expected};
        one.request.body = R"({"model":"auto","messages":[{"role":"user","content":
            "Write a Python function that reverses a linked list."}]})";

        const RouteCaseResult result = runRouteCase(simulator, {}, one);

        QVERIFY(!result.isPassed());
        QCOMPARE(result.mismatches.size(), 1U);
        QCOMPARE(result.mismatches[0].what, mismatch.what);
        QCOMPARE(result.mismatches[0].expected, mismatch.expected);
        if (mismatch.what != QLatin1String("reason_contains"))
            QCOMPARE(result.mismatches[0].actual, mismatch.actual);
    }

    void refusalIsTold()
    {
        RouteSimulator simulator(routingPolicy());
        RouteCase one{.name = QStringLiteral("unknown"),
                      .expectation = {.targets = {QStringLiteral("mini")}}};
        one.request.body = R"({"model":"smart"})";

        const RouteCaseResult result = runRouteCase(simulator, {}, one);

        QCOMPARE(result.mismatches.size(), 1U);
        QVERIFY(result.mismatches[0].actual.startsWith(QLatin1String("model_not_found (")));
        QVERIFY(result.way.isEmpty());
    }

    void nothingIsCoveredByNoCase()
    {
        RouteSimulator simulator(routingPolicy());

        const auto routes = runRouteTests(simulator, {}).coverage.routes();

        for (const CoveredRoute &route : routes) {
            QCOMPARE(route.coveredNodes, 0);
            QCOMPARE(route.coveredLinks, 0);
            QCOMPARE(route.uncoveredNodes.size(), route.nodes);
            QCOMPARE(route.uncoveredLinks.size(), route.links);
        }
    }
};

QTEST_GUILESS_MAIN(RouteTestRunTest)
#include "tst_RouteTestRun.moc"
