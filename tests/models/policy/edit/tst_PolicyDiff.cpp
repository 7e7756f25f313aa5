// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/GraphEdit.h"
#include "models/policy/edit/NodeEdits.h"
#include "models/policy/edit/PolicyDiff.h"
#include "support/EditedGraphs.h"

#include <QTest>

using namespace signalbox::models;
using namespace signalbox::tests;
using Kind = PolicyChange::Kind;
using Part = PolicyChange::Part;

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

Policy policyWith(const RouteGraph &graph)
{
    Policy policy;
    policy.routes = {{.name = s("smart"), .graph = graph}};
    return policy;
}

/// One line for each change: "changed node smart/match /then large->small".
QStringList linesOf(const QList<PolicyChange> &changes)
{
    static const QStringList kinds{s("added"), s("removed"), s("changed"), s("renamed")};
    static const QStringList parts{s("route"), s("node"), s("layout"), s("other")};
    QStringList lines;
    for (const PolicyChange &change : changes) {
        QStringList words{
            kinds.at(static_cast<int>(change.kind)), parts.at(static_cast<int>(change.part)),
            change.route + (change.node.isEmpty() ? QString() : u'/' + change.node) + change.field};
        for (const FieldChange &field : change.fields)
            words.append(QStringLiteral("%1 %2->%3").arg(field.path, field.before, field.after));
        if (!change.before.isEmpty())
            words.append(QStringLiteral("was ") + change.before);
        lines.append(words.join(u' '));
    }
    return lines;
}

} // namespace

class PolicyDiffTest final : public QObject
{
    Q_OBJECT

private slots:
    void equalPoliciesDoNotDiffer()
    {
        QCOMPARE(policyDiff(policyWith(smallGraph()), policyWith(smallGraph())),
                 QList<PolicyChange>());
    }

    void changedLinkIsOneChangeOfItsNode()
    {
        const auto edited =
            connectPort(smallGraph(), {.node = s("match"), .port = s("else")}, s("large"));
        QVERIFY(edited);

        QCOMPARE(linesOf(policyDiff(policyWith(smallGraph()), policyWith(edited.value()))),
                 QStringList(s("changed node smart/match /else \"small\"->\"large\"")));
    }

    void nodesComeAndGo()
    {
        const RouteGraph more = addNode(smallGraph(), RouteNodeKind::Reject, {}).graph;

        const QStringList added = linesOf(policyDiff(policyWith(smallGraph()), policyWith(more)));
        const QStringList removed = linesOf(policyDiff(policyWith(more), policyWith(smallGraph())));

        QVERIFY(added.contains(s("added node smart/reject")));
        QVERIFY(removed.contains(s("removed node smart/reject")));
    }

    void nodeUnderAnotherNameIsRenamed()
    {
        const auto renamed = renameNode(smallGraph(), s("small"), s("tiny"));
        QVERIFY(renamed);

        const QStringList lines =
            linesOf(policyDiff(policyWith(smallGraph()), policyWith(renamed.value())));

        QVERIFY2(lines.contains(s("renamed node smart/tiny was small")),
                 qPrintable(lines.join(u'\n')));
        QVERIFY(lines.filter(s("removed")).isEmpty());
    }

    void routeUnderAnotherNameIsRenamed()
    {
        Policy after = policyWith(smallGraph());
        after.routes.front().name = s("clever");
        QCOMPARE(linesOf(policyDiff(policyWith(smallGraph()), after)),
                 QStringList(s("renamed route clever was smart")));
    }

    void movedNodesAreOneChangeOfTheLayout()
    {
        const auto moved = setPosition(smallGraph(), s("match"), {.x = 1000, .y = 8});
        QVERIFY(moved);

        QCOMPARE(linesOf(policyDiff(policyWith(smallGraph()), policyWith(moved.value()))),
                 QStringList(s("changed layout smart")));
    }

    void anotherStartIsAChangeOfTheRoute()
    {
        RouteGraph graph = smallGraph();
        graph.start = s("cache");

        QCOMPARE(linesOf(policyDiff(policyWith(smallGraph()), policyWith(graph))),
                 QStringList(s("changed route smart /start \"match\"->\"cache\"")));
    }

    void routesComeAndGoWithTheirNodes()
    {
        const QStringList added = linesOf(policyDiff({}, policyWith(smallGraph())));
        const QStringList removed = linesOf(policyDiff(policyWith(smallGraph()), {}));

        QCOMPARE(added.first(), s("added route smart"));
        QVERIFY(added.contains(s("added node smart/large")));
        QCOMPARE(removed, QStringList(s("removed route smart")));
    }

    void theRestOfThePolicyIsToldByField()
    {
        Policy after = policyWith(smallGraph());
        after.retry.retries += 1;

        const QStringList lines = linesOf(policyDiff(policyWith(smallGraph()), after));

        QCOMPARE(lines.size(), 1);
        QVERIFY2(lines.first().startsWith(s("changed other retry")), qPrintable(lines.first()));
    }
};

QTEST_GUILESS_MAIN(PolicyDiffTest)
#include "tst_PolicyDiff.moc"
