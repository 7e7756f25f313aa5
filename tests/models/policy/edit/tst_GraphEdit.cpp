// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/GraphEdit.h"
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

QString nextOf(const RouteGraph &graph, const char *node, const char *port)
{
    return findPort(graph.nodes.value(QLatin1String(node)), QLatin1String(port))->node;
}

QString errorOf(const GraphEditResult &result)
{
    return result ? QString() : result.error();
}

const FallbackNode &fallbackOf(const RouteGraph &graph)
{
    return std::get<FallbackNode>(graph.nodes.find("f"_q)->body);
}

/// "a, b[timeout]" : the steps of the node f.
QString stepsOf(const RouteGraph &graph)
{
    QStringList words;
    for (const FallbackStep &step : fallbackOf(graph).steps) {
        QStringList classes;
        for (const ErrorClass errorClass : step.on)
            classes.append(QString::fromLatin1(errorClassName(errorClass).data()));
        words.append(step.node
                     + (classes.isEmpty() ? QString() : u'[' + classes.join(u' ') + u']'));
    }
    return words.join(QStringLiteral(", "));
}

RouteGraph fallbackGraph(std::initializer_list<FallbackStep> steps)
{
    return {.start = "f"_q,
            .nodes = {{"f"_q, fallbackNode(steps)},
                      {"a"_q, targetNode()},
                      {"b"_q, targetNode()},
                      {"c"_q, targetNode()}}};
}

} // namespace

class GraphEditTest final : public QObject
{
    Q_OBJECT

private slots:
    void portIsConnected()
    {
        const RouteGraph graph = smallGraph();

        const auto edited = connectPort(graph, {"match"_q, "else"_q}, "large"_q);

        QVERIFY(edited);
        QCOMPARE(nextOf(edited.value(), "match", "else"), "large"_q);
        QCOMPARE(edited.value().layout, graph.layout);
        QCOMPARE(nextOf(graph, "match", "else"), "small"_q); // the one before stays
    }

    void bendsOfAnEdgeThatLeadsElsewhereGo()
    {
        const auto edited = connectPort(smallGraph(), {"match"_q, "then"_q}, "large"_q);

        QCOMPARE(edited.value().layout.bends.size(), 1);
        QCOMPARE(edited.value().layout.bends[0].from, "cache"_q);
    }

    void connectingWhatIsConnectedChangesNothing()
    {
        QCOMPARE(connectPort(smallGraph(), {"match"_q, "then"_q}, "cache"_q).value(), smallGraph());
    }

    void portIsDisconnected()
    {
        const auto edited = disconnectPort(smallGraph(), {"match"_q, "then"_q});

        QCOMPARE(nextOf(edited.value(), "match", "then"), QString());
        QCOMPARE(problemOf(edited.value()), QString());
    }

    void startIsReplacedAndTakenAway()
    {
        QCOMPARE(replaceStart(smallGraph(), "small"_q).value().start, "small"_q);
        QCOMPARE(disconnectPort(smallGraph(), {}).value().start, QString());
    }

    void whatCannotBeIsRefused_data()
    {
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("words");
        const RouteGraph graph = smallGraph();

        const auto row = [](const char *name, const GraphEditResult &result, const char *words) {
            QTest::newRow(name) << errorOf(result) << QString::fromLatin1(words);
        };
        row("unknown node", connectPort(graph, {"no"_q, "then"_q}, "small"_q),
            "There is no node \"no\" in this graph.");
        row("unknown goal", connectPort(graph, {"match"_q, "then"_q}, "no"_q),
            "There is no node \"no\" in this graph.");
        row("unknown port", connectPort(graph, {"match"_q, "case 1"_q}, "small"_q),
            "The node \"match\" has no output \"case 1\".");
        row("unknown port to disconnect", disconnectPort(graph, {"small"_q, "node"_q}),
            "The node \"small\" has no output \"node\".");
        row("itself", connectPort(graph, {"match"_q, "then"_q}, "match"_q),
            "The node \"match\" cannot lead to itself.");
        row("circle", connectPort(graph, {"cache"_q, "node"_q}, "match"_q),
            "The node \"match\" leads to \"cache\" already; a path may not come back to a node it "
            "has passed.");
        row("unknown start", replaceStart(graph, "no"_q), "There is no node \"no\" in this graph.");
        row("unknown to detach", detachNode(graph, "no"_q),
            "There is no node \"no\" in this graph.");
        row("unknown to place", setPosition(graph, "no"_q, {}),
            "There is no node \"no\" in this graph.");
        row("leaf on an edge", insertOnEdge(graph, {"match"_q, "then"_q}, "small"_q),
            "The node \"small\" ends a path; it cannot stand on an edge.");
        row("end of its own edge", insertOnEdge(graph, {"match"_q, "then"_q}, "cache"_q),
            "The node \"cache\" is at an end of this edge already.");
        row("nothing free", insertOnEdge(graph, {"match"_q, "else"_q}, "cache"_q),
            "Every output of the node \"cache\" leads somewhere already.");
        row("bends of nothing", setBends(graph, {}, {{1, 2}}), "There is no edge that could bend.");
    }

    void whatCannotBeIsRefused()
    {
        QFETCH(const QString, error);
        QFETCH(const QString, words);

        QCOMPARE(error, words);
    }

    void nodeIsPutOnAnEdge()
    {
        RouteGraph graph = smallGraph();
        graph.nodes.insert("new"_q, matchNode({}, {}));

        const auto edited = insertOnEdge(graph, {"match"_q, "then"_q}, "new"_q);

        QCOMPARE(nextOf(edited.value(), "match", "then"), "new"_q);
        QCOMPARE(nextOf(edited.value(), "new", "else"), "cache"_q); // its usual way
        QCOMPARE(nextOf(edited.value(), "new", "then"), QString());
        QCOMPARE(problemOf(edited.value()), QString());
    }

    void nodeIsPutBeforeTheStart()
    {
        RouteGraph graph = smallGraph();
        graph.nodes.insert("new"_q, cacheNode({}));

        const auto edited = insertOnEdge(graph, {}, "new"_q);

        QCOMPARE(edited.value().start, "new"_q);
        QCOMPARE(nextOf(edited.value(), "new", "node"), "match"_q);
    }

    void nodeOnAnOpenEndIsJustConnected()
    {
        RouteGraph graph = smallGraph();
        graph.nodes.insert("open"_q, matchNode("small"_q, {}));

        const auto edited = insertOnEdge(graph, {"open"_q, "else"_q}, "large"_q);

        QCOMPARE(nextOf(edited.value(), "open", "else"), "large"_q);
    }

    void detachedNodeIsHealedOver()
    {
        const auto edited = detachNode(smallGraph(), "cache"_q);

        QCOMPARE(nextOf(edited.value(), "match", "then"), "large"_q);
        QCOMPARE(nextOf(edited.value(), "cache", "node"), QString());
        QVERIFY(edited.value().layout.bends.empty());
        QCOMPARE(edited.value().layout.nodes, smallGraph().layout.nodes);
    }

    void detachedStartHandsOnToItsSuccessor()
    {
        QCOMPARE(detachNode(smallGraph(), "match"_q).value().start, "small"_q);
    }

    void detachedLeafLeavesAnOpenEnd()
    {
        QCOMPARE(nextOf(detachNode(smallGraph(), "small"_q).value(), "match", "else"), QString());
    }

    void nodesMoveWithTheBendsBetweenThem()
    {
        const auto edited = moveNodes(smallGraph(), {"cache"_q, "large"_q}, {10, 20});

        const GraphLayout &layout = edited.value().layout;
        QCOMPARE(layout.nodes["cache"_q], (CanvasPoint{210, -20}));
        QCOMPARE(layout.nodes["small"_q], (CanvasPoint{200, 40}));
        QCOMPARE(layout.bends[0].points[0], (CanvasPoint{100, -80})); // from a node that stays
        QCOMPARE(layout.bends[1].points[0], (CanvasPoint{310, 20}));
    }

    void placesStayOnTheCanvas()
    {
        const auto edited = setPosition(smallGraph(), "small"_q, {2'000'000'000, -2'000'000'000});

        QCOMPARE(edited.value().layout.nodes["small"_q],
                 (CanvasPoint{CanvasPoint::farthest, -CanvasPoint::farthest}));
    }

    void bendsAreReplaced()
    {
        const auto edited = setBends(smallGraph(), {"match"_q, "then"_q}, {{1, 2}, {3, 4}});
        const auto straight = setBends(edited.value(), {"match"_q, "then"_q}, {});

        QCOMPARE(edited.value().layout.bends.size(), 2);
        QCOMPARE(edited.value().layout.bends[1].points.size(), 2);
        QCOMPARE(straight.value().layout.bends.size(), 1);
    }

    void failuresAreLedByTheirClass_data()
    {
        QTest::addColumn<RouteGraph>("graph");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("steps");

        QTest::newRow("new step") << fallbackGraph({{"a"_q, {}}}) << "b"_q
                                  << "a, b[timeout]"_q;
        QTest::newRow("step that is there")
            << fallbackGraph({{"a"_q, {}}, {"b"_q, {ErrorClass::RateLimited}}}) << "b"_q
            << "a, b[rate_limited timeout]"_q;
        QTest::newRow("taken from the one before")
            << fallbackGraph({{"a"_q, {}}, {"b"_q, {ErrorClass::Timeout, ErrorClass::BadRequest}}})
            << "c"_q
            << "a, b[bad_request], c[timeout]"_q;
        QTest::newRow("one for nothing goes")
            << fallbackGraph({{"a"_q, {}}, {"b"_q, {ErrorClass::Timeout}}}) << "c"_q
            << "a, c[timeout]"_q;
        QTest::newRow("the usual ones are written out")
            << fallbackGraph({{"a"_q, {}}, {"b"_q, {}}}) << "c"_q
            << "a, b[rate_limited server_error connection auth context_too_long content_filter "
               "not_found], c[timeout]"_q;
        QTest::newRow("those behind keep it")
            << fallbackGraph({{"a"_q, {}}, {"b"_q, {ErrorClass::Timeout}}, {"c"_q, {}}}) << "b"_q
            << "a, b[timeout], c"_q;
        QTest::newRow("final") << fallbackGraph({{"a"_q, {}}, {"b"_q, {ErrorClass::Timeout}}})
                               << QString() << "a"_q;
    }

    void failuresAreLedByTheirClass()
    {
        QFETCH(const RouteGraph, graph);
        QFETCH(const QString, to);
        QFETCH(const QString, steps);

        const auto edited = connectErrorClass(graph, "f"_q, ErrorClass::Timeout, to);

        QVERIFY2(edited, qPrintable(errorOf(edited)));
        QCOMPARE(stepsOf(edited.value()), steps);
        const auto ports = errorClassPortsOf(fallbackOf(edited.value()));
        const auto port =
            std::ranges::find(ports, ErrorClass::Timeout, &ErrorClassPort::errorClass);
        QCOMPARE(port->node, to);
    }

    void usualFailuresTogetherAreLeftOut()
    {
        RouteGraph graph = fallbackGraph({{"a"_q, {}}, {"b"_q, {}}});
        graph = connectErrorClass(graph, "f"_q, ErrorClass::Timeout, "c"_q).takeValue();

        graph = connectErrorClass(graph, "f"_q, ErrorClass::Timeout, "b"_q).takeValue();

        // b takes it first again; c still takes it after b.
        QCOMPARE(stepsOf(graph), "a, b, c[timeout]"_q);
    }

    void bendsFollowTheirStep()
    {
        RouteGraph graph =
            fallbackGraph({{"a"_q, {}}, {"b"_q, {ErrorClass::Timeout}}, {"c"_q, {}}});
        graph.layout.bends = {{.from = "f"_q, .port = "step 2"_q, .points = {{1, 1}}},
                              {.from = "f"_q, .port = "step 3"_q, .points = {{2, 2}}}};

        const auto edited = connectErrorClass(graph, "f"_q, ErrorClass::Timeout, "c"_q);

        QCOMPARE(edited.value().layout.bends.size(), 1);
        QCOMPARE(edited.value().layout.bends[0].port, "step 2"_q);
        QCOMPARE(edited.value().layout.bends[0].points[0], (CanvasPoint{2, 2}));
    }

    void failuresThatLeadNowhereAreRefused()
    {
        const RouteGraph graph = fallbackGraph({{"a"_q, {}}});

        QVERIFY(!connectErrorClass(graph, "f"_q, ErrorClass::Cancelled, "b"_q));
        QVERIFY(!connectErrorClass(graph, "f"_q, ErrorClass::Timeout, "a"_q));
        QVERIFY(!connectErrorClass(graph, "f"_q, ErrorClass::Timeout, "f"_q));
        QVERIFY(!connectErrorClass(graph, "f"_q, ErrorClass::Timeout, "no"_q));
        QVERIFY(!connectErrorClass(graph, "a"_q, ErrorClass::Timeout, "b"_q));
    }
};

QTEST_GUILESS_MAIN(GraphEditTest)
#include "tst_GraphEdit.moc"
