// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/decision/DecisionTree.h"
#include "models/decision/RouteTraffic.h"
#include "models/policy/NodePorts.h"
#include "support/Records.h"

#include <QTest>

using namespace signalbox::models;
using signalbox::tests::makeRecord;

namespace {

const QString route = QStringLiteral("smart");

DecisionStep step(const char *node, RouteNodeKind kind, const char *took, const char *next)
{
    DecisionStep made;
    made.route = route;
    made.node = QLatin1String(node);
    made.kind = kind;
    made.took = QLatin1String(took);
    made.next = QLatin1String(next);
    return made;
}

DecisionStep again(const char *node, const char *took, const char *next)
{
    DecisionStep made = step(node, RouteNodeKind::Fallback, took, next);
    made.isAgain = true;
    made.after = QStringLiteral("timeout");
    return made;
}

DecisionTree decisionOf(std::vector<DecisionStep> path)
{
    DecisionTree tree;
    tree.path = std::move(path);
    return tree;
}

/// What was counted at an output of a node of one of the kinds that tests use.
EdgeTraffic at(const RouteTraffic &traffic, const char *id, const RouteNode &node, const char *port)
{
    const auto found = findPort(node, QLatin1String(port));
    const EdgeTraffic *edge =
        found ? traffic.edge(route, QLatin1String(id), node, *found) : nullptr;
    return edge ? *edge : EdgeTraffic();
}

RouteNode chain()
{
    return {.body = FallbackNode{
                .steps = {{.node = QStringLiteral("a")}, {.node = QStringLiteral("b")}}}};
}

} // namespace

class RouteTrafficTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyKindOfOutputIsFoundByItsPort_data()
    {
        QTest::addColumn<QString>("took");
        QTest::addColumn<QString>("port");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, RouteNodeKind kind, const char *took,
                            const char *port) {
            QTest::newRow(name) << QString(QLatin1String(took)) << QString(QLatin1String(port))
                                << static_cast<int>(kind);
        };
        row("then", RouteNodeKind::Match, "then", "then");
        row("else", RouteNodeKind::Match, "else", "else");
        row("case", RouteNodeKind::Switch, "case 2", "case 2");
        row("row", RouteNodeKind::Table, "row 1", "row 1");
        row("step", RouteNodeKind::Fallback, "step 2", "step 2");
        row("arm by name", RouteNodeKind::Split, "new", "arm 1");
        row("arm by node", RouteNodeKind::Split, "x", "arm 2");
        row("within", RouteNodeKind::Budget, "within", "within");
        row("cache", RouteNodeKind::Cache, "miss", "node");
        row("transform", RouteNodeKind::Transform, "", "node");
    }

    void everyKindOfOutputIsFoundByItsPort()
    {
        QFETCH(const QString, took);
        QFETCH(const QString, port);
        QFETCH(const int, kind);
        const QString x = QStringLiteral("x");
        RouteNode node;
        switch (static_cast<RouteNodeKind>(kind)) {
        case RouteNodeKind::Match:
            node.body = MatchNode{.when = {}, .then = x, .otherwise = x};
            break;
        case RouteNodeKind::Switch:
            node.body = SwitchNode{.cases = {{.values = {}, .node = x}, {.values = {}, .node = x}}};
            break;
        case RouteNodeKind::Table: {
            TableNode table;
            table.rows.push_back({});
            table.rows.back().node = x;
            node.body = table;
            break;
        }
        case RouteNodeKind::Split:
            node.body =
                SplitNode{.arms = {{.name = QStringLiteral("new"), .node = x}, {.node = x}}};
            break;
        case RouteNodeKind::Budget:
            node.body = BudgetNode{};
            break;
        case RouteNodeKind::Cache:
            node.body = CacheNode{};
            break;
        case RouteNodeKind::Transform:
            node.body = TransformNode{};
            break;
        default:
            node = chain();
        }
        RouteTraffic traffic;
        traffic.add(
            decisionOf({step("n", static_cast<RouteNodeKind>(kind), qPrintable(took), "x")}),
            makeRecord(1));

        QCOMPARE(at(traffic, "n", node, qPrintable(port)).exchanges, 1);
        QCOMPARE(traffic.start(route)->exchanges, 1);
    }

    void costAndIdsGoToEveryEdgeOfTheWay()
    {
        RouteTraffic traffic;
        RouteNode match{.body = MatchNode{.when = {}, .then = QStringLiteral("f")}};
        auto unknown = makeRecord(2);
        unknown.costSource = CostSource::Unknown;
        for (const auto &record : {makeRecord(1), unknown})
            traffic.add(decisionOf({step("m", RouteNodeKind::Match, "then", "f"),
                                    step("f", RouteNodeKind::Fallback, "step 1", "a")}),
                        record);

        const EdgeTraffic then = at(traffic, "m", match, "then");
        QCOMPARE(then.exchanges, 2);
        QCOMPARE(then.priced, 1);
        QCOMPARE(then.cost, makeRecord(1).cost);
        QCOMPARE(then.ids, (std::vector<quint64>{makeRecord(1).id, makeRecord(2).id}));
        QCOMPARE(at(traffic, "f", chain(), "step 1").exchanges, 2);
        QCOMPARE(at(traffic, "m", match, "else"), EdgeTraffic());
        QCOMPARE(traffic.exchanges(), 2);
    }

    void stepThatWasComeBackFromHasFailed()
    {
        RouteTraffic traffic;
        traffic.add(decisionOf({step("f", RouteNodeKind::Fallback, "step 1", "a"),
                                step("a", RouteNodeKind::Target, "", ""), again("f", "step 2", "b"),
                                step("b", RouteNodeKind::Target, "", "")}),
                    makeRecord(1));

        QCOMPARE(at(traffic, "f", chain(), "step 1").failures, 1);
        QCOMPARE(at(traffic, "f", chain(), "step 2").failures, 0);
        QCOMPARE(traffic.start(route)->failures, 0);
        QCOMPARE(traffic.start(route)->exchanges, 1); // coming back is not coming anew
    }

    void failedExchangeHasFailedEverywhere()
    {
        auto record = makeRecord(1);
        record.outcome = ExchangeOutcome::ProviderError;
        auto gone = makeRecord(2);
        gone.outcome = ExchangeOutcome::ClientGone;
        RouteTraffic traffic;
        for (const auto &one : {record, gone})
            traffic.add(decisionOf({step("f", RouteNodeKind::Fallback, "step 1", "a")}), one);

        QCOMPARE(at(traffic, "f", chain(), "step 1").exchanges, 2);
        QCOMPARE(at(traffic, "f", chain(), "step 1").failures, 1);
        QCOMPARE(traffic.start(route)->failures, 1);
    }

    void onlyClientsAreTraffic()
    {
        auto shadow = makeRecord(1);
        shadow.kind = ExchangeKind::Shadow;
        RouteTraffic traffic;
        traffic.add(decisionOf({step("f", RouteNodeKind::Fallback, "step 1", "a")}), shadow);
        traffic.add({}, makeRecord(2)); // recorded without a decision

        QCOMPARE(traffic.exchanges(), 0);
        QVERIFY(!traffic.start(route));
    }

    void routeWithinARouteHasAStartOfItsOwn()
    {
        RouteTraffic traffic;
        DecisionStep inner = step("f", RouteNodeKind::Fallback, "step 1", "a");
        inner.route = QStringLiteral("cheap");
        traffic.add(decisionOf({step("r", RouteNodeKind::Route, "", "f"), inner}), makeRecord(1));

        QCOMPARE(traffic.start(route)->exchanges, 1);
        QCOMPARE(traffic.start(QStringLiteral("cheap"))->exchanges, 1);
        QVERIFY(!traffic.start(QStringLiteral("other")));
    }
};

QTEST_GUILESS_MAIN(RouteTrafficTest)
#include "tst_RouteTraffic.moc"
