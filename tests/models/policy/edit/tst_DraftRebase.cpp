// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/DraftRebase.h"
#include "support/EditedGraphs.h"

#include <QTest>

using namespace signalbox::models;
using namespace signalbox::tests;

namespace {

Route route(const char *name, const char *target)
{
    return {.name = QLatin1String(name),
            .graph = {.start = QStringLiteral("n"),
                      .nodes = {{QStringLiteral("n"), targetNode(QLatin1String(target))}}}};
}

Policy policyOf(const QList<Route> &routes)
{
    Policy policy;
    policy.routes = routes;
    return policy;
}

} // namespace

/// Routes are written as their name and their target.
class DraftRebaseTest final : public QObject
{
    Q_OBJECT

private slots:
    void rebases_data()
    {
        QTest::addColumn<QList<Route>>("before");
        QTest::addColumn<QList<Route>>("served");
        QTest::addColumn<QList<Route>>("draft");
        QTest::addColumn<QList<Route>>("rebased");
        QTest::addColumn<QStringList>("conflicts");

        const Route a = route("a", "1");
        const Route edited = route("a", "2");
        const Route other = route("a", "3");
        const Route b = route("b", "1");
        using Routes = QList<Route>;
        const QStringList none;
        const QStringList conflict{QStringLiteral("a")};
        QTest::newRow("nothing changed")
            << Routes{a} << Routes{a} << Routes{a} << Routes{a} << none;
        QTest::newRow("edited here")
            << Routes{a} << Routes{a} << Routes{edited} << Routes{edited} << none;
        QTest::newRow("edited there")
            << Routes{a} << Routes{edited} << Routes{a} << Routes{edited} << none;
        QTest::newRow("edited in both alike")
            << Routes{a} << Routes{edited} << Routes{edited} << Routes{edited} << none;
        QTest::newRow("edited in both")
            << Routes{a} << Routes{other} << Routes{edited} << Routes{edited} << conflict;
        QTest::newRow("new here") << Routes{a} << Routes{a} << Routes{a, b} << Routes{a, b} << none;
        QTest::newRow("new there")
            << Routes{a} << Routes{a, b} << Routes{a} << Routes{a, b} << none;
        QTest::newRow("new in both")
            << Routes{} << Routes{other} << Routes{edited} << Routes{edited} << conflict;
        QTest::newRow("taken out here")
            << Routes{a, b} << Routes{a, b} << Routes{b} << Routes{b} << none;
        QTest::newRow("taken out there")
            << Routes{a, b} << Routes{b} << Routes{a, b} << Routes{b} << none;
        QTest::newRow("taken out here, edited there")
            << Routes{a, b} << Routes{other, b} << Routes{b} << Routes{b} << conflict;
        QTest::newRow("edited here, taken out there")
            << Routes{a, b} << Routes{b} << Routes{edited, b} << Routes{edited, b} << conflict;
    }

    void rebases()
    {
        QFETCH(const QList<Route>, before);
        QFETCH(const QList<Route>, served);
        QFETCH(const QList<Route>, draft);
        QFETCH(const QList<Route>, rebased);
        QFETCH(const QStringList, conflicts);

        const RebasedDraft result = rebasedDraft(
            {.before = policyOf(before), .served = policyOf(served), .draft = policyOf(draft)});

        QCOMPARE(result.policy.routes, rebased);
        QStringList found;
        for (const DraftConflict &conflict : result.conflicts)
            found.append(conflict.name);
        QCOMPARE(found, conflicts);
    }

    void listsAreMergedByTheirNames()
    {
        Policy served = policyOf({route("a", "1")});
        served.providers.append(Provider());
        served.providers.back().id = QStringLiteral("new");
        Policy draft = policyOf({route("a", "2")});
        draft.targets.append(Target());
        draft.targets.back().id = QStringLiteral("mine");

        const RebasedDraft result =
            rebasedDraft({.before = policyOf({route("a", "1")}), .served = served, .draft = draft});

        QCOMPARE(result.policy.providers, served.providers);
        QCOMPARE(result.policy.targets, draft.targets);
        QCOMPARE(result.policy.routes, draft.routes);
        QVERIFY(result.conflicts.isEmpty());
    }

    void settingsAreMergedByGroups()
    {
        const Policy before;
        Policy served;
        served.retry.retries = 7;
        served.limits.bodyMib = 5;
        Policy draft;
        draft.limits.bodyMib = 9;
        draft.capture.bodies = CaptureBodies::None;

        const RebasedDraft result =
            rebasedDraft({.before = before, .served = served, .draft = draft});

        QCOMPARE(result.policy.retry, served.retry); // edited there
        QCOMPARE(result.policy.capture, draft.capture); // edited here
        QCOMPARE(result.policy.limits, draft.limits); // in both
        QCOMPARE(result.conflicts, (QList<DraftConflict>{{.part = DraftConflict::Part::Limits}}));
    }

    void budgetsAndClientsOfTheDraftStay()
    {
        Policy draft;
        draft.budgets.resize(1);
        draft.budgets[0].id = QStringLiteral("daily");
        draft.clients.resize(1);
        draft.clients[0].name = QStringLiteral("ci");

        const RebasedDraft result =
            rebasedDraft({.before = Policy(), .served = Policy(), .draft = draft});

        QCOMPARE(result.policy, draft);
    }
};

QTEST_GUILESS_MAIN(DraftRebaseTest)
#include "tst_DraftRebase.moc"
