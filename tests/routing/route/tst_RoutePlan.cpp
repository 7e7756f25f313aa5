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

/// What \a name leads to; empty for nothing.
struct Led
{
    Led(const RoutePlan &plan, const QString &name)
        : resolution(plan.resolve(name, m_madeUp))
    {
        if (resolution) {
            for (const auto *candidate : plan.candidatesOf(*resolution))
                targets.append(candidate->target);
        }
    }

private:
    std::optional<signalbox::routing::Candidate> m_madeUp;

public:
    std::optional<Resolution> resolution;
    QStringList targets;
};

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

        const Led route(plan, QStringLiteral("a"));
        QCOMPARE(route.targets, QStringList{QStringLiteral("b")});
        QCOMPARE(route.resolution->route->name, QStringLiteral("a"));
        const Led target(plan, QStringLiteral("b"));
        QCOMPARE(target.resolution->candidate->model, QStringLiteral("model-b"));
        QVERIFY(!target.resolution->route);
        const Led direct(plan, QStringLiteral("q/some/model:7b"));
        QCOMPARE(direct.resolution->candidate->provider->id, QStringLiteral("q"));
        QCOMPARE(direct.resolution->candidate->model, QStringLiteral("some/model:7b"));
        QVERIFY(!direct.resolution->route);
    }

    void targetWithASlashInItsIdWinsOverProviderAndModel()
    {
        Policy policy = basicPolicy();
        policy.targets.append({.id = QStringLiteral("q/x"),
                               .provider = QStringLiteral("p"),
                               .model = QStringLiteral("y")});
        const RoutePlan plan = planOf(policy);

        QCOMPARE(Led(plan, QStringLiteral("q/x")).resolution->candidate->model,
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

        QVERIFY(!Led(plan, name).resolution);
    }

    void routeLeadsToEveryTargetOfItsGraphOnce()
    {
        const RoutePlan plan = planOf(
            policyWith(QStringLiteral("r"), QStringLiteral("f"),
                       {{QStringLiteral("f"),
                         fallbackNode({{QStringLiteral("na"), {}},
                                       {QStringLiteral("inner"), {}},
                                       {QStringLiteral("na"), {}}})},
                        {QStringLiteral("inner"),
                         fallbackNode({{QStringLiteral("nc"), {}}, {QStringLiteral("nb"), {}}})},
                        {QStringLiteral("na"), targetNode(QStringLiteral("a"))},
                        {QStringLiteral("nb"), targetNode(QStringLiteral("q/model"))},
                        {QStringLiteral("nc"), targetNode(QStringLiteral("c"))}}));

        QCOMPARE(
            Led(plan, QStringLiteral("r")).targets,
            (QStringList{QStringLiteral("a"), QStringLiteral("c"), QStringLiteral("q/model")}));
    }

    void stepWithoutClassesTakesWhatAnotherTargetMayServe_data()
    {
        QTest::addColumn<ErrorClass>("errorClass");
        QTest::addColumn<bool>("goesOn");
        using enum ErrorClass;
        for (const ErrorClass helped : {RateLimited, ServerError, Timeout, Connection,
                                        Authentication, ContextTooLong, ContentFilter, NotFound})
            QTest::newRow(signalbox::models::errorClassName(helped).data()) << helped << true;
        for (const ErrorClass final : {BadRequest, Cancelled, None})
            QTest::newRow(signalbox::models::errorClassName(final).data()) << final << false;
    }

    void stepWithoutClassesTakesWhatAnotherTargetMayServe()
    {
        QFETCH(ErrorClass, errorClass);
        QFETCH(bool, goesOn);

        const quint32 bit = signalbox::routing::classBit(errorClass);
        QCOMPARE((signalbox::routing::defaultFallbackClasses() & bit) != 0, goesOn);
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

        QCOMPARE(Led(plan, QStringLiteral("r")).targets, QStringList{QStringLiteral("b")});
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

        const Led route(plan, QStringLiteral("r"));
        QCOMPARE(std::string(route.resolution->routeField),
                 std::string("x-signalbox-route: r\r\n"));
        QCOMPARE(Led(plan, QStringLiteral("b")).resolution->candidate->answerFields,
                 std::string("x-signalbox-target: b\r\nx-signalbox-model: p/model-b\r\n"));
        const QString evil = QString::fromUtf8("q/m\r\nset-cookie: \xc3\xa9");
        QCOMPARE(Led(plan, evil).resolution->candidate->answerFields,
                 std::string("x-signalbox-target: q/m??set-cookie: ?\r\n"
                             "x-signalbox-model: q/m??set-cookie: ?\r\n"));
    }

    void builtInPolicyServesAuto()
    {
        const RoutePlan plan = planOf(Policy::builtIn());

        QVERIFY(!Led(plan, QStringLiteral("auto")).targets.isEmpty());
        QVERIFY(plan.names().contains(QStringLiteral("auto")));
    }
};

QTEST_GUILESS_MAIN(RoutePlanTest)
#include "tst_RoutePlan.moc"
