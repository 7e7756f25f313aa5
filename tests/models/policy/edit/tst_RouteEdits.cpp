// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/RouteEdits.h"
#include "support/EditedGraphs.h"

#include <QTest>

using namespace signalbox::models;
using namespace signalbox::tests;

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

/// Routes `smart` and `cheap`; `smart`, a budget and a client key name `cheap`.
Policy policyWithReferences()
{
    Policy policy;
    policy.routes = {
        {.name = s("smart"),
         .graph = {.start = s("sub"),
                   .nodes = {{s("sub"), {.body = SubRouteNode{.route = s("cheap")}}}}}},
        {.name = s("cheap"), .graph = {.start = s("n"), .nodes = {{s("n"), targetNode()}}}},
    };
    policy.budgets.append(Budget());
    policy.budgets.back().id = s("daily");
    policy.budgets.back().downgradeRoute = s("cheap");
    policy.clients.append(ClientKey());
    policy.clients.back().routes = {s("cheap"), s("smart")};
    return policy;
}

QStringList namesOf(const Policy &policy)
{
    QStringList names;
    for (const Route &route : policy.routes)
        names.append(route.name);
    return names;
}

} // namespace

class RouteEditsTest final : public QObject
{
    Q_OBJECT

private slots:
    void routeIsAddedAtTheEnd()
    {
        const auto result = addRoute(policyWithReferences(), s("new"));

        QVERIFY(result);
        QCOMPARE(namesOf(result.value()), QStringList({s("smart"), s("cheap"), s("new")}));
        QVERIFY(result.value().routes.back().graph.nodes.isEmpty());
    }

    void routeIsCopiedBehindItself()
    {
        const auto result = copyRoute(policyWithReferences(), s("smart"), s("smart-2"));

        QVERIFY(result);
        QCOMPARE(namesOf(result.value()), QStringList({s("smart"), s("smart-2"), s("cheap")}));
        QCOMPARE(result.value().routes.at(1).graph, result.value().routes.at(0).graph);
    }

    void newNameIsUsedEverywhere()
    {
        const auto result = renameRoute(policyWithReferences(), s("cheap"), s("low"));

        QVERIFY(result);
        const Policy &policy = result.value();
        QCOMPARE(namesOf(policy), QStringList({s("smart"), s("low")}));
        QCOMPARE(
            std::get<SubRouteNode>(policy.routes.front().graph.nodes.value(s("sub")).body).route,
            s("low"));
        QCOMPARE(policy.budgets.front().downgradeRoute, s("low"));
        QCOMPARE(policy.clients.front().routes, QStringList({s("low"), s("smart")}));
    }

    void routeThatIsNamedElsewhereStays()
    {
        const auto result = removeRoute(policyWithReferences(), s("cheap"));

        QVERIFY(!result);
        QVERIFY2(result.error().contains(s("sub")), qPrintable(result.error()));
    }

    void routeThatNobodyNamesGoes()
    {
        Policy policy = policyWithReferences();
        policy.clients.clear();

        const auto result = removeRoute(policy, s("smart"));

        QVERIFY(result);
        QCOMPARE(namesOf(result.value()), QStringList(s("cheap")));
    }

    void namesAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("why");
        QTest::newRow("none") << s("") << s("needs a name");
        QTest::newRow("slash") << s("a/b") << s("is made of");
        QTest::newRow("space") << s("a b") << s("is made of");
        QTest::newRow("there already") << s("smart") << s("already");
        QTest::newRow("too long") << QString(129, u'a') << s("at most 128");
        QTest::newRow("of a target") << s("gpt") << s("target");
    }

    void namesAreRefused()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, why);
        Policy policy = policyWithReferences();
        policy.targets.append(Target());
        policy.targets.back().id = s("gpt");

        for (const auto &result : {addRoute(policy, name), copyRoute(policy, s("cheap"), name),
                                   renameRoute(policy, s("cheap"), name)}) {
            QVERIFY(!result);
            QVERIFY2(result.error().contains(why), qPrintable(result.error()));
        }
    }

    void missingRouteIsTold()
    {
        QVERIFY(!copyRoute({}, s("x"), s("y")));
        QVERIFY(!renameRoute({}, s("x"), s("y")));
        QVERIFY(!removeRoute({}, s("x")));
    }
};

QTEST_GUILESS_MAIN(RouteEditsTest)
#include "tst_RouteEdits.moc"
