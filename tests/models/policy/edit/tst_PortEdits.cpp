// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/PortEdits.h"
#include "support/EditedGraphs.h"
#include "support/GraphProblems.h"

#include <QTest>

using namespace signalbox::models;
using namespace signalbox::tests;

namespace {

QString operator""_q(const char *text, std::size_t size)
{
    return QString::fromUtf8(text, static_cast<qsizetype>(size));
}

/// The node x with outputs to a, b and c; the edges bend at 1, 2 and 3.
RouteGraph graphWith(const RouteNode &node, const QString &word)
{
    RouteGraph graph{
        .start = "x"_q,
        .nodes = {
            {"x"_q, node}, {"a"_q, targetNode()}, {"b"_q, targetNode()}, {"c"_q, targetNode()}}};
    for (int i = 1; i <= 3; ++i)
        graph.layout.bends.push_back(
            {.from = "x"_q, .port = QStringLiteral("%1 %2").arg(word).arg(i), .points = {{i, i}}});
    return graph;
}

RouteGraph switchGraph()
{
    return graphWith(switchNode({{"coding"_q, "a"_q}, {"math"_q, "b"_q}, {"chat"_q, "c"_q}}, {}),
                     "case"_q);
}

RouteGraph splitGraph()
{
    return graphWith(splitNode({{20'000, "a"_q}, {30'000, "b"_q}, {50'000, "c"_q}}), "arm"_q);
}

/// "a1 b2" : where the outputs of x lead, and where their edges bend.
QString waysOf(const RouteGraph &graph)
{
    QStringList ways;
    for (const NodePort &port : portsOf(*graph.nodes.constFind("x"_q))) {
        QString way = port.node;
        for (const EdgeBends &bends : graph.layout.bends) {
            if (bends.port == port.id)
                way += QString::number(bends.points[0].x);
        }
        ways.append(way);
    }
    return ways.join(u' ');
}

std::vector<int> sharesOf(const RouteGraph &graph)
{
    std::vector<int> shares;
    for (const SplitArm &arm : std::get<SplitNode>(graph.nodes.constFind("x"_q)->body).arms)
        shares.push_back(arm.share);
    return shares;
}

} // namespace

class PortEditsTest final : public QObject
{
    Q_OBJECT

private slots:
    void portsAreAdded_data()
    {
        QTest::addColumn<RouteNode>("node");
        QTest::addColumn<QString>("port");

        TableNode table{.columns = {{}, {SignalKind::InputTokens, {}}}, .rows = {{}}};
        QTest::newRow("fallback") << fallbackNode({{"a"_q, {}}}) << "step 2"_q;
        QTest::newRow("switch") << switchNode({{"chat"_q, "a"_q}}, "b"_q) << "case 2"_q;
        QTest::newRow("table") << RouteNode{.body = table} << "row 2"_q;
        QTest::newRow("split") << splitNode({{100'000, "a"_q}}) << "arm 2"_q;
    }

    void portsAreAdded()
    {
        QFETCH(const RouteNode, node);
        QFETCH(const QString, port);
        const RouteGraph graph{
            .start = "x"_q, .nodes = {{"x"_q, node}, {"a"_q, targetNode()}, {"b"_q, targetNode()}}};

        const auto added = addPort(graph, "x"_q);

        QVERIFY(added);
        QCOMPARE(added.value().port, port);
        QCOMPARE(findPort(added.value().graph.nodes["x"_q], port)->node, QString());
        QCOMPARE(problemOf(added.value().graph), QString());
    }

    void newRowHasACellForEveryColumn()
    {
        TableNode table{.columns = {{}, {SignalKind::InputTokens, {}}}, .rows = {}};
        const RouteGraph graph{.start = "x"_q, .nodes = {{"x"_q, {.body = table}}}};

        const auto added = addPort(graph, "x"_q);

        const auto rows = std::get<TableNode>(added.value().graph.nodes["x"_q].body).rows;
        QCOMPARE(rows[0].cells, std::vector<TableCell>(2));
    }

    void newCaseIsForAValueThatIsFree_data()
    {
        QTest::addColumn<SignalKind>("kind");
        QTest::addColumn<QList<SignalValue>>("taken");
        QTest::addColumn<SignalValue>("value");
        using Values = QList<SignalValue>;

        QTest::newRow("of a list")
            << SignalKind::TaskType << Values{"coding"_q} << SignalValue("math"_q);
        QTest::newRow("number") << SignalKind::Hour << Values{0.0, 1.0} << SignalValue(2.0);
        QTest::newRow("flag") << SignalKind::Stream << Values{true} << SignalValue(false);
        QTest::newRow("any text") << SignalKind::Client << Values{"value 1"_q}
                                  << SignalValue("value 2"_q);
    }

    void newCaseIsForAValueThatIsFree()
    {
        QFETCH(const SignalKind, kind);
        QFETCH(const QList<SignalValue>, taken);
        QFETCH(const SignalValue, value);
        SwitchNode node{.on = {.kind = kind, .argument = {}}, .cases = {{.values = taken}}};

        const auto added = addPort({.start = {}, .nodes = {{"x"_q, {.body = node}}}}, "x"_q);

        const auto cases = std::get<SwitchNode>(added.value().graph.nodes["x"_q].body).cases;
        QCOMPARE(cases[1].values, QList<SignalValue>{value});
    }

    void newArmHalvesTheLargest()
    {
        QCOMPARE(sharesOf(addPort(splitGraph(), "x"_q).value().graph),
                 (std::vector{20'000, 30'000, 25'000, 25'000}));
    }

    void portIsRemovedAndTheOthersMoveUp()
    {
        QCOMPARE(waysOf(switchGraph()), "a1 b2 c3 "_q);
        QCOMPARE(waysOf(removePort(switchGraph(), {"x"_q, "case 1"_q}).value()), "b2 c3 "_q);
        QCOMPARE(waysOf(removePort(switchGraph(), {"x"_q, "case 2"_q}).value()), "a1 c3 "_q);
        QCOMPARE(waysOf(removePort(switchGraph(), {"x"_q, "case 3"_q}).value()), "a1 b2 "_q);
    }

    void shareOfARemovedArmStays()
    {
        QCOMPARE(sharesOf(removePort(splitGraph(), {"x"_q, "arm 1"_q}).value()),
                 (std::vector{50'000, 50'000}));
        QCOMPARE(sharesOf(removePort(splitGraph(), {"x"_q, "arm 3"_q}).value()),
                 (std::vector{20'000, 80'000}));
    }

    void portMovesWithItsBends()
    {
        QCOMPARE(waysOf(movePort(switchGraph(), {"x"_q, "case 3"_q}, 0).value()), "c3 a1 b2 "_q);
        QCOMPARE(waysOf(movePort(switchGraph(), {"x"_q, "case 1"_q}, 1).value()), "b2 a1 c3 "_q);
        QCOMPARE(waysOf(movePort(switchGraph(), {"x"_q, "case 1"_q}, 99).value()), "b2 c3 a1 "_q);
    }

    void portsThatBelongToTheKindStay()
    {
        QVERIFY(!removePort(switchGraph(), {"x"_q, "else"_q}));
        QVERIFY(!removePort(smallGraph(), {"match"_q, "then"_q}));
        QVERIFY(!removePort(smallGraph(), {}));
        QVERIFY(!movePort(switchGraph(), {"x"_q, "else"_q}, 0));
        QVERIFY(!addPort(smallGraph(), "match"_q));
        QVERIFY(!addPort(smallGraph(), "no"_q));
    }

    void lastPortStays()
    {
        RouteGraph graph = switchGraph();
        graph = removePort(graph, {"x"_q, "case 1"_q}).takeValue();
        graph = removePort(graph, {"x"_q, "case 1"_q}).takeValue();

        const auto edited = removePort(graph, {"x"_q, "case 1"_q});

        QVERIFY(!edited);
        QCOMPARE(edited.error(),
                 "The node \"x\" needs one output of this sort; remove the node instead."_q);
    }
};

QTEST_GUILESS_MAIN(PortEditsTest)
#include "tst_PortEdits.moc"
