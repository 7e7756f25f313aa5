// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/TestsOutcome.h"

#include "models/policy/JsonText.h"
#include "models/policy/JsonTree.h"
#include "models/policy/NodePorts.h"
#include "routing/simulator/CaseFromExchange.h"
#include "routing/simulator/RouteTestRun.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace signalbox::ui {

using routing::RouteMismatch;

namespace {

struct TestsWords
{
    Q_DECLARE_TR_FUNCTIONS(TestsWords)
};

/// What is expected, as the file calls it, for people.
QString expectationText(const QString &what)
{
    if (what == QLatin1String("served"))
        return TestsWords::tr("Outcome");
    if (what == QLatin1String("route"))
        return TestsWords::tr("Route");
    if (what == QLatin1String("target") || what == QLatin1String("not_target"))
        return TestsWords::tr("Target");
    if (what == QLatin1String("variant"))
        return TestsWords::tr("Prompt variant");
    if (what == QLatin1String("reason_contains"))
        return TestsWords::tr("Reason");
    if (what == QLatin1String("path_contains"))
        return TestsWords::tr("Path");
    if (what == QLatin1String("error"))
        return TestsWords::tr("Error");
    return what;
}

QString reasonText(const RouteMismatch &mismatch)
{
    //: %1 is what was compared: "Target", "Route".
    return TestsWords::tr("%1: expected %2, got %3")
        .arg(expectationText(mismatch.what), mismatch.expected, mismatch.actual);
}

std::vector<WayVisits> visitsOf(const routing::RoutePlan &plan,
                                const routing::RouteCoverage &coverage)
{
    std::vector<WayVisits> all;
    for (int index = 0; index < plan.nodeCount(); ++index) {
        const routing::PlanNode &node = plan.node(index);
        const QString route = plan.routeName(node.route);
        all.push_back({.stop = {.route = route, .at = {.node = node.id, .port = {}}},
                       .visits = coverage.visits(index)});
        const auto ports = models::portsOf(*node.source);
        for (std::size_t output = 0; output < std::min(ports.size(), node.next.size()); ++output)
            all.push_back(
                {.stop = {.route = route, .at = {.node = node.id, .port = ports[output].id}},
                 .visits = coverage.visits(index, static_cast<int>(output))});
    }
    return all;
}

/// When \a input is decided, as its rules read the clock.
QDateTime momentOf(const SimulatorInput &input)
{
    if (!input.moment)
        return QDateTime::currentDateTime();
    const auto at = QDateTime::fromMSecsSinceEpoch(input.moment->wallMs, input.moment->timeZone);
    return at.toOffsetFromUtc(at.offsetFromUtc());
}

QString freshName(const QString &wish, const QStringList &taken)
{
    QString name = wish;
    for (int number = 2; taken.contains(name); ++number)
        name = QStringLiteral("%1 (%2)").arg(wish).arg(number);
    return name;
}

} // namespace

int TestsOutcome::passed() const
{
    return static_cast<int>(std::ranges::count_if(cases, &CaseOutcome::isPassed));
}

TestsOutcome outcomeOf(const std::shared_ptr<const models::Policy> &policy,
                       const models::RouteTests &tests)
{
    routing::RouteSimulator simulator(policy);
    const routing::RouteTestReport report = routing::runRouteTests(simulator, tests);
    TestsOutcome outcome{.coverage = report.coverage.routes(),
                         .visits = visitsOf(simulator.plan(), report.coverage)};
    for (const routing::RouteCaseResult &result : report.results) {
        CaseOutcome one{.name = result.name, .way = result.way};
        for (const RouteMismatch &mismatch : result.mismatches)
            one.reasons.append(reasonText(mismatch));
        outcome.cases.push_back(std::move(one));
    }
    return outcome;
}

models::Result<models::RouteCase, QString> caseOf(const models::ExchangeRecord &record,
                                                  const QStringList &taken)
{
    auto made = routing::caseFromExchange(record);
    if (!made)
        return made;
    models::RouteCase one = made.takeValue();
    const QString asked = record.requestedModel;
    const QString target = one.expectation.targets.value(0);
    one.name = freshName(target.isEmpty() ? TestsWords::tr("%1 is answered").arg(asked)
                                          : TestsWords::tr("%1 goes to %2").arg(asked, target),
                         taken);
    return one;
}

models::RouteCase caseOf(const SimulatorInput &input, const SimulatedDecision &decision,
                         const QStringList &taken)
{
    const models::DecisionTree &tree = decision.tree;
    const bool isServed = tree.isServed.value_or(false);
    models::RouteCase made{.request = input.request, .conditions = input.conditions};
    // A file holds bodies without spaces; one that is no object cannot be held.
    const models::JsonTree body = models::JsonTree::parse(input.request.body);
    made.request.body = body.root() ? models::toCompactJsonText(*body.root()) : QByteArray();
    if (made.conditions.at.isEmpty())
        made.conditions.at = momentOf(input).toString(Qt::ISODate);
    made.expectation.route = tree.route;
    if (isServed && !tree.target.isEmpty())
        made.expectation.targets = {tree.target};
    else
        made.expectation.isServed = isServed;
    if (!tree.variant.isEmpty())
        made.expectation.variant = tree.variant;
    const QString asked = tree.model.isEmpty() ? input.request.route : tree.model;
    made.name = freshName(!isServed ? TestsWords::tr("%1 is refused").arg(asked)
                              : tree.target.isEmpty()
                              ? TestsWords::tr("%1 is answered").arg(asked)
                              : TestsWords::tr("%1 goes to %2").arg(asked, tree.target),
                          taken);
    return made;
}

} // namespace signalbox::ui
