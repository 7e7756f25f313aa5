// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/RoutePlan.h"

#include <QTest>

using signalbox::models::ErrorClass;
using signalbox::models::FallbackStep;
using signalbox::models::Policy;
using signalbox::models::Provider;
using signalbox::models::ProviderDialect;
using signalbox::models::RouteNode;
using signalbox::routing::Resolution;
using signalbox::routing::RoutePlan;

namespace {

RouteNode targetNode(const QString &target)
{
    return {.body = signalbox::models::TargetNode{target}};
}

RouteNode fallbackNode(std::vector<FallbackStep> steps)
{
    return {.body = signalbox::models::FallbackNode{.steps = std::move(steps)}};
}

/// Providers p and q with targets a, b, c, d on p; no routes.
Policy basicPolicy()
{
    Policy policy;
    Provider p;
    p.id = QStringLiteral("p");
    p.models = {QStringLiteral("listed")};
    Provider q;
    q.id = QStringLiteral("q");
    policy.providers = {p, q};
    for (const char *id : {"a", "b", "c", "d"}) {
        const QString name = QString::fromLatin1(id);
        policy.targets.append({.id = name,
                               .provider = QStringLiteral("p"),
                               .model = QStringLiteral("model-") + name});
    }
    return policy;
}

Policy policyWith(const QString &route, const QString &start, QHash<QString, RouteNode> nodes)
{
    Policy policy = basicPolicy();
    policy.routes.append({.name = route, .graph = {.start = start, .nodes = std::move(nodes)}});
    return policy;
}

RoutePlan planOf(Policy policy)
{
    return RoutePlan(std::make_shared<const Policy>(std::move(policy)));
}

QStringList targetsOf(const Resolution *resolution)
{
    QStringList targets;
    if (resolution) {
        for (const auto &candidate : resolution->candidates)
            targets.append(candidate.target);
    }
    return targets;
}

/// a, then (b, then c on timeouts) on rate limits or server errors, then d on server errors.
Policy nestedPolicy()
{
    using enum ErrorClass;
    return policyWith(
        QStringLiteral("r"), QStringLiteral("outer"),
        {{QStringLiteral("outer"),
          fallbackNode({{QStringLiteral("na"), {}},
                        {QStringLiteral("inner"), {RateLimited, ServerError}},
                        {QStringLiteral("nd"), {ServerError}}})},
         {QStringLiteral("inner"),
          fallbackNode({{QStringLiteral("nb"), {}}, {QStringLiteral("nc"), {Timeout}}})},
         {QStringLiteral("na"), targetNode(QStringLiteral("a"))},
         {QStringLiteral("nb"), targetNode(QStringLiteral("b"))},
         {QStringLiteral("nc"), targetNode(QStringLiteral("c"))},
         {QStringLiteral("nd"), targetNode(QStringLiteral("d"))}});
}

} // namespace

class RoutePlanTest final : public QObject
{
    Q_OBJECT

private slots:
    void nameIsARouteThenATargetThenProviderAndModel()
    {
        const RoutePlan plan =
            planOf(policyWith(QStringLiteral("a"), QStringLiteral("n"),
                              {{QStringLiteral("n"), targetNode(QStringLiteral("b"))}}));
        Resolution scratch;

        const Resolution *route = plan.resolve(QStringLiteral("a"), scratch);
        QCOMPARE(targetsOf(route), QStringList{QStringLiteral("b")});
        QCOMPARE(route->route, QStringLiteral("a"));
        const Resolution *target = plan.resolve(QStringLiteral("b"), scratch);
        QCOMPARE(target->candidates.front().model, QStringLiteral("model-b"));
        QVERIFY(target->route.isEmpty());
        const Resolution *direct = plan.resolve(QStringLiteral("q/some/model:7b"), scratch);
        QCOMPARE(direct->candidates.front().provider->id, QStringLiteral("q"));
        QCOMPARE(direct->candidates.front().model, QStringLiteral("some/model:7b"));
        QVERIFY(direct->route.isEmpty());
    }

    void targetWithASlashInItsIdWinsOverProviderAndModel()
    {
        Policy policy = basicPolicy();
        policy.targets.append({.id = QStringLiteral("q/x"),
                               .provider = QStringLiteral("p"),
                               .model = QStringLiteral("y")});
        const RoutePlan plan = planOf(policy);
        Resolution scratch;

        QCOMPARE(plan.resolve(QStringLiteral("q/x"), scratch)->candidates.front().model,
                 QStringLiteral("y"));
    }

    void defaultTagOfOllamasClientsIsTakenOff()
    {
        Policy policy = basicPolicy();
        policy.targets.append({.id = QStringLiteral("q/x:latest"),
                               .provider = QStringLiteral("p"),
                               .model = QStringLiteral("y")});
        const RoutePlan plan = planOf(policy);

        QCOMPARE(plan.withoutDefaultTag(QStringLiteral("a:latest")), QStringLiteral("a"));
        QCOMPARE(plan.withoutDefaultTag(QStringLiteral("q/m:7b")), QStringLiteral("q/m:7b"));
        QCOMPARE(plan.withoutDefaultTag(QStringLiteral("q/x:latest")),
                 QStringLiteral("q/x:latest"));
    }

    void unknownNamesResolveToNothing_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"", "nothing", "A", "p", "p/", "/x", "/", "nobody/model", " a"})
            QTest::newRow(*name != '\0' ? name : "empty") << QString::fromLatin1(name);
    }

    void unknownNamesResolveToNothing()
    {
        QFETCH(QString, name);
        const RoutePlan plan = planOf(basicPolicy());
        Resolution scratch;

        QVERIFY(!plan.resolve(name, scratch));
    }

    void fallbackOrderIsTheOrderOfTheSteps()
    {
        const RoutePlan plan = planOf(nestedPolicy());
        Resolution scratch;

        QCOMPARE(targetsOf(plan.resolve(QStringLiteral("r"), scratch)),
                 (QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"),
                              QStringLiteral("d")}));
    }

    void nextTargetDependsOnTheClassOfFailure_data()
    {
        QTest::addColumn<int>("failed");
        QTest::addColumn<ErrorClass>("errorClass");
        QTest::addColumn<int>("next");
        const auto row = [](const char *title, int failed, ErrorClass errorClass, int next) {
            QTest::newRow(title) << failed << errorClass << next;
        };
        using enum ErrorClass;
        row("a is limited: into the inner chain", 0, RateLimited, 1);
        row("a breaks: into the inner chain", 0, ServerError, 1);
        row("a is slow: nothing allows it", 0, Timeout, -1);
        row("a is asked nonsense", 0, BadRequest, -1);
        row("b is slow: on inside", 1, Timeout, 2);
        row("b breaks: out and on", 1, ServerError, 3);
        row("b is limited: nothing allows it", 1, RateLimited, -1);
        row("c breaks: out and on", 2, ServerError, 3);
        row("c is slow", 2, Timeout, -1);
        row("d is last", 3, ServerError, -1);
    }

    void nextTargetDependsOnTheClassOfFailure()
    {
        QFETCH(int, failed);
        QFETCH(ErrorClass, errorClass);
        QFETCH(int, next);
        const RoutePlan plan = planOf(nestedPolicy());
        Resolution scratch;
        const auto found = plan.resolve(QStringLiteral("r"), scratch)
                               ->next(static_cast<std::size_t>(failed), errorClass);

        QCOMPARE(found ? static_cast<int>(*found) : -1, next);
    }

    void stepWithoutClassesTakesWhatAnotherTargetMayServe_data()
    {
        QTest::addColumn<ErrorClass>("errorClass");
        QTest::addColumn<bool>("goesOn");
        using enum ErrorClass;
        for (const ErrorClass helped : {RateLimited, ServerError, Timeout, Connection,
                                        Authentication, ContextTooLong, ContentFilter})
            QTest::newRow(signalbox::models::errorClassName(helped).data()) << helped << true;
        for (const ErrorClass final : {BadRequest, Cancelled, None})
            QTest::newRow(signalbox::models::errorClassName(final).data()) << final << false;
    }

    void stepWithoutClassesTakesWhatAnotherTargetMayServe()
    {
        QFETCH(ErrorClass, errorClass);
        QFETCH(bool, goesOn);
        const RoutePlan plan = planOf(
            policyWith(QStringLiteral("r"), QStringLiteral("f"),
                       {{QStringLiteral("f"),
                         fallbackNode({{QStringLiteral("na"), {}}, {QStringLiteral("nb"), {}}})},
                        {QStringLiteral("na"), targetNode(QStringLiteral("a"))},
                        {QStringLiteral("nb"), targetNode(QStringLiteral("q/model"))}}));
        Resolution scratch;

        QCOMPARE(plan.resolve(QStringLiteral("r"), scratch)->next(0, errorClass).has_value(),
                 goesOn);
    }

    void missingNodesAndTargetsAreLeftOut()
    {
        const RoutePlan plan =
            planOf(policyWith(QStringLiteral("r"), QStringLiteral("f"),
                              {{QStringLiteral("f"),
                                fallbackNode({{QStringLiteral("gone"), {}},
                                              {QStringLiteral("na"), {}},
                                              {QStringLiteral("nb"), {}}})},
                               {QStringLiteral("na"), targetNode(QStringLiteral("nobody"))},
                               {QStringLiteral("nb"), targetNode(QStringLiteral("b"))}}));
        Resolution scratch;

        QCOMPARE(targetsOf(plan.resolve(QStringLiteral("r"), scratch)),
                 QStringList{QStringLiteral("b")});
    }

    void graphThatRunsInCirclesIsCutOff_data()
    {
        QTest::addColumn<int>("levels");
        QTest::addColumn<bool>("isCircle");
        QTest::newRow("circle") << 1 << true;
        QTest::newRow("every step twice") << 40 << false;
    }

    void graphThatRunsInCirclesIsCutOff()
    {
        QFETCH(int, levels);
        QFETCH(bool, isCircle);
        QHash<QString, RouteNode> nodes;
        for (int i = 0; i < levels; ++i) {
            const QString next = QString::number(isCircle ? 0 : i + 1);
            nodes.insert(QString::number(i), fallbackNode({{next, {}}, {next, {}}}));
        }
        nodes.insert(QString::number(levels), targetNode(QStringLiteral("a")));
        const RoutePlan plan = planOf(policyWith(QStringLiteral("r"), QStringLiteral("0"), nodes));
        Resolution scratch;

        QVERIFY(targetsOf(plan.resolve(QStringLiteral("r"), scratch)).size() <= 256);
    }

    void listedNamesAreRoutesTargetsThenModels()
    {
        Policy policy = policyWith(QStringLiteral("a"), QStringLiteral("n"),
                                   {{QStringLiteral("n"), targetNode(QStringLiteral("b"))}});
        Provider sim;
        sim.id = QStringLiteral("sim");
        sim.dialect = ProviderDialect::Simulated;
        sim.simulated.models = {QStringLiteral("s1")};
        policy.providers.append(sim);

        QCOMPARE(planOf(policy).names(),
                 (QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"),
                              QStringLiteral("d"), QStringLiteral("p/listed"),
                              QStringLiteral("sim/s1")}));
    }

    void slipsAreRecognised()
    {
        Policy policy = policyWith(QStringLiteral("smart"), QStringLiteral("n"),
                                   {{QStringLiteral("n"), targetNode(QStringLiteral("b"))}});
        const RoutePlan plan = planOf(policy);

        QCOMPARE(plan.nearestName(QStringLiteral("smrat")), QStringLiteral("smart"));
        QVERIFY(plan.nearestName(QStringLiteral("something else entirely")).isEmpty());
        QVERIFY(plan.nearestName(QString(100'000, QLatin1Char('x'))).isEmpty());
    }

    void answerFieldsTellTheWayAndCannotBeBrokenOutOf()
    {
        const RoutePlan plan =
            planOf(policyWith(QStringLiteral("r"), QStringLiteral("n"),
                              {{QStringLiteral("n"), targetNode(QStringLiteral("b"))}}));
        Resolution scratch;

        QCOMPARE(plan.resolve(QStringLiteral("r"), scratch)->candidates.front().answerFields,
                 std::string("x-signalbox-route: r\r\nx-signalbox-target: b\r\n"
                             "x-signalbox-model: p/model-b\r\n"));
        const QString evil = QString::fromUtf8("q/m\r\nset-cookie: \xc3\xa9");
        QCOMPARE(plan.resolve(evil, scratch)->candidates.front().answerFields,
                 std::string("x-signalbox-target: q/m??set-cookie: ?\r\n"
                             "x-signalbox-model: q/m??set-cookie: ?\r\n"));
    }

    void builtInPolicyServesAuto()
    {
        const RoutePlan plan = planOf(Policy::builtIn());
        Resolution scratch;

        QVERIFY(!targetsOf(plan.resolve(QStringLiteral("auto"), scratch)).isEmpty());
        QVERIFY(plan.names().contains(QStringLiteral("auto")));
    }
};

QTEST_GUILESS_MAIN(RoutePlanTest)
#include "tst_RoutePlan.moc"
