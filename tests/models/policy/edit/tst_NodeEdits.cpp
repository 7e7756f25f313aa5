// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyReader.h"
#include "models/policy/PolicyWriter.h"
#include "models/policy/edit/NodeEdits.h"
#include "support/EditedGraphs.h"
#include "support/GraphProblems.h"
#include "support/RandomChoice.h"

#include <QTest>

using namespace signalbox::models;
using namespace signalbox::tests;

namespace {

QString operator""_q(const char *text, std::size_t size)
{
    return QString::fromUtf8(text, static_cast<qsizetype>(size));
}

QString nextOf(const RouteGraph &graph, const QString &node, const char *port)
{
    return findPort(graph.nodes.value(node), QLatin1String(port))->node;
}

QStringList sortedIds(const RouteGraph &graph)
{
    QStringList ids = graph.nodes.keys();
    ids.sort();
    return ids;
}

QStringList sortedIds(const QHash<QString, QString> &made)
{
    QStringList ids = made.values();
    ids.sort();
    return ids;
}

NodeDefaults defaults()
{
    return {.targets = {"gpt"_q, "mini"_q}, .budget = "daily"_q, .route = "other"_q};
}

/// Does something to \a graph, or nothing where it cannot be.
void editAnyhow(RouteGraph &graph, RandomChoice &random)
{
    const QStringList ids = sortedIds(graph);
    const auto any = [&] { return ids.isEmpty() ? "none"_q : random.oneOf(ids); };
    const auto take = [&graph](GraphEditResult result) {
        if (result)
            graph = result.takeValue();
    };
    PortRef port{.node = any()};
    const std::vector<NodePort> ports = portsOf(graph.nodes.value(port.node));
    port = ports.empty() ? PortRef{} : PortRef{port.node, random.oneOf(ports).id};
    const auto kind = static_cast<RouteNodeKind>(random.below(routeNodeKindCount));
    switch (random.below(12)) {
    case 0:
        graph = addNode(graph, kind, {random.below(1000), 0}, defaults()).graph;
        break;
    case 1:
        if (auto added = addNodeOnEdge(graph, port, kind, {}))
            graph = added.takeValue().graph;
        break;
    case 2:
        take(disconnectPort(graph, port));
        break;
    case 3:
        take(removeNodes(graph, {any(), any()}));
        break;
    case 4:
        take(insertOnEdge(graph, port, any()));
        break;
    case 5:
        take(detachNode(graph, any()));
        break;
    case 6:
        take(renameNode(graph, any(), QStringLiteral("renamed-%1").arg(random.below(5))));
        break;
    case 7:
        if (auto grown = duplicateNodes(graph, {any(), any()}, {10, 10}); grown && ids.size() < 40)
            graph = grown.takeValue().graph;
        break;
    case 8:
        take(setBends(graph, port, {{random.below(100), 1}}));
        break;
    case 9:
        take(connectErrorClass(graph, any(), ErrorClass::Timeout, any()));
        break;
    default:
        take(connectPort(graph, port, any()));
    }
}

} // namespace

class NodeEditsTest final : public QObject
{
    Q_OBJECT

private slots:
    void idsAreFreshAndReadable_data()
    {
        QTest::addColumn<QStringList>("taken");
        QTest::addColumn<QString>("wish");
        QTest::addColumn<QString>("id");

        QTest::newRow("free") << QStringList() << "match"_q
                              << "match"_q;
        QTest::newRow("second") << QStringList{"match"_q} << "match"_q
                                << "match-2"_q;
        QTest::newRow("gap") << QStringList{"match"_q, "match-2"_q, "match-4"_q} << "match"_q
                             << "match-3"_q;
        QTest::newRow("copy of a copy") << QStringList{"match"_q, "match-2"_q} << "match-2"_q
                                        << "match-3"_q;
        QTest::newRow("a number of its own") << QStringList{"gpt-4"_q} << "gpt-4"_q
                                             << "gpt-2"_q;
        QTest::newRow("letters no id has") << QStringList() << "a b/ö"_q
                                           << "ab"_q;
        QTest::newRow("nothing left") << QStringList{"node"_q} << "ö"_q
                                      << "node-2"_q;
    }

    void idsAreFreshAndReadable()
    {
        QFETCH(const QStringList, taken);
        QFETCH(const QString, wish);
        QFETCH(const QString, id);
        RouteGraph graph;
        for (const QString &other : taken)
            graph.nodes.insert(other, {});

        QCOMPARE(freshNodeId(graph, wish), id);
    }

    void longIdStaysAnId()
    {
        RouteGraph graph;
        const QString first = freshNodeId(graph, QString(500, u'x'));
        graph.nodes.insert(first, {});

        QCOMPARE(whyNoNodeId(first), QString());
        QCOMPARE(whyNoNodeId(freshNodeId(graph, first)), QString());
    }

    void newNodesAreGoodAsTheyAre()
    {
        for (int kind = 0; kind < routeNodeKindCount; ++kind) {
            Policy policy = Policy::builtIn();
            const QString target = policy.providers[0].id + "/sim-fast"_q;
            policy.budgets.append({.id = "daily"_q, .microDollars = 1'000'000});
            policy.routes = {{.name = "other"_q,
                              .graph = {.start = "t"_q, .nodes = {{"t"_q, targetNode(target)}}}},
                             {.name = "edited"_q, .graph = {}}};
            RouteGraph &graph = policy.routes[1].graph;
            const AddedNode added =
                addNode(graph, static_cast<RouteNodeKind>(kind), {},
                        {.targets = {target}, .budget = "daily"_q, .route = "other"_q});
            graph = added.graph;
            for (const NodePort &port : portsOf(graph.nodes[added.id])) {
                const AddedNode leaf =
                    addNode(graph, RouteNodeKind::Target, {}, {.targets = {target}});
                graph = connectPort(leaf.graph, {added.id, port.id}, leaf.id).takeValue();
            }

            const auto read = readPolicy(writePolicy(policy));

            QVERIFY2(read, qPrintable(read ? QString() : read.error().constFirst().message));
            QCOMPARE(graph.start, added.id);
        }
    }

    void nodeIsAddedOnAnEdge()
    {
        const auto added =
            addNodeOnEdge(smallGraph(), {"match"_q, "then"_q}, RouteNodeKind::Transform, {7, 8});

        QVERIFY(added);
        QCOMPARE(added.value().id, "transform"_q);
        QCOMPARE(nextOf(added.value().graph, "match"_q, "then"), "transform"_q);
        QCOMPARE(nextOf(added.value().graph, "transform"_q, "node"), "cache"_q);
        QCOMPARE(added.value().graph.layout.nodes["transform"_q], (CanvasPoint{7, 8}));
    }

    void leafIsNotAddedOnAnEdge()
    {
        QVERIFY(!addNodeOnEdge(smallGraph(), {"match"_q, "then"_q}, RouteNodeKind::Target, {}));
        QVERIFY(!addNodeOnEdge(smallGraph(), {"small"_q, "then"_q}, RouteNodeKind::Cache, {}));
    }

    void removedNodeIsHealedOver()
    {
        const RouteGraph edited = removeNodes(smallGraph(), {"cache"_q}).takeValue();

        QCOMPARE(nextOf(edited, "match"_q, "then"), "large"_q);
        QCOMPARE(sortedIds(edited).join(u' '), "large match small"_q);
        QVERIFY(!edited.layout.nodes.contains("cache"_q));
        QCOMPARE(edited.layout.frames[0].nodes, QStringList{"large"_q});
        QVERIFY(edited.layout.bends.empty());
    }

    void removedNodesAreHealedOverTogether()
    {
        RouteGraph graph = smallGraph();
        graph = addNodeOnEdge(graph, {"cache"_q, "node"_q}, RouteNodeKind::Shadow, {})
                    .takeValue()
                    .graph;

        const RouteGraph edited = removeNodes(graph, {"shadow"_q, "cache"_q}).takeValue();

        QCOMPARE(nextOf(edited, "match"_q, "then"), "large"_q);
    }

    void removedLeafLeavesAnOpenEnd()
    {
        const RouteGraph edited = removeNodes(smallGraph(), {"large"_q}).takeValue();

        QCOMPARE(nextOf(edited, "cache"_q, "node"), QString());
        QCOMPARE(problemOf(edited), QString());
    }

    void removedStartHandsOnToItsSuccessor()
    {
        QCOMPARE(removeNodes(smallGraph(), {"match"_q}).value().start, "small"_q);
        QCOMPARE(removeNodes(smallGraph(), {"match"_q, "small"_q}).value().start, QString());
    }

    void everythingCanBeRemoved()
    {
        const RouteGraph edited = removeNodes(smallGraph(), sortedIds(smallGraph())).takeValue();

        QCOMPARE(edited, RouteGraph());
    }

    void stepOfARemovedNodeGoes()
    {
        RouteGraph graph{.start = "f"_q,
                         .nodes = {{"f"_q,
                                    fallbackNode({{"a"_q, {}},
                                                  {"b"_q, {ErrorClass::Timeout}},
                                                  {"c"_q, {ErrorClass::NotFound}}})},
                                   {"a"_q, targetNode()},
                                   {"b"_q, targetNode()},
                                   {"c"_q, targetNode()}}};
        graph.layout.bends = {{.from = "f"_q, .port = "step 3"_q, .points = {{1, 1}}}};

        const RouteGraph edited = removeNodes(graph, {"a"_q, "b"_q}).takeValue();

        const auto steps = std::get<FallbackNode>(edited.nodes["f"_q].body).steps;
        QCOMPARE(steps.size(), 1);
        QCOMPARE(steps[0].node, "c"_q);
        QVERIFY(steps[0].on.empty()); // the first step is for everything
        QCOMPARE(edited.layout.bends[0].port, "step 1"_q);
        const RouteGraph none = removeNodes(graph, {"a"_q, "b"_q, "c"_q}).takeValue();
        QCOMPARE(std::get<FallbackNode>(none.nodes["f"_q].body).steps.size(), 1);
    }

    void nodeIsRenamedEverywhere()
    {
        const RouteGraph edited = renameNode(smallGraph(), "cache"_q, "store"_q).takeValue();

        QCOMPARE(nextOf(edited, "match"_q, "then"), "store"_q);
        QCOMPARE(edited.layout.nodes["store"_q], (CanvasPoint{200, -40}));
        QCOMPARE(edited.layout.frames[0].nodes.join(u' '), "store large"_q);
        QCOMPARE(edited.layout.bends[1].from, "store"_q);
        QCOMPARE(renameNode(edited, "store"_q, "cache"_q).value(), smallGraph());
        QCOMPARE(renameNode(smallGraph(), "match"_q, "first"_q).value().start, "first"_q);
    }

    void namesThatCannotBeAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("error");

        QTest::newRow("empty") << QString() << "A node needs an id."_q;
        QTest::newRow("letters") << "a b"_q
                                 << "An id is made of letters, digits, _, . and -."_q;
        QTest::newRow("long") << QString(129, u'a') << "An id has at most 128 characters."_q;
        QTest::newRow("taken") << "small"_q
                               << "There is a node \"small\" already."_q;
    }

    void namesThatCannotBeAreRefused()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, error);

        const auto edited = renameNode(smallGraph(), "large"_q, name);

        QVERIFY(!edited);
        QCOMPARE(edited.error(), error);
    }

    void nodeIsReplaced()
    {
        const auto edited =
            replaceNode(smallGraph(), "match"_q, switchNode({{"coding"_q, "cache"_q}}, "small"_q));

        QCOMPARE(edited.value().layout.bends.size(), 1); // "then" is gone
        QVERIFY(!replaceNode(smallGraph(), "match"_q, cacheNode("no"_q)));
        QVERIFY(!replaceNode(smallGraph(), "cache"_q, cacheNode("match"_q)));
    }

    void nodesAreDuplicatedWithTheEdgesBetweenThem()
    {
        const GrownGraph grown =
            duplicateNodes(smallGraph(), {"match"_q, "cache"_q, "large"_q}, {50, 60}).takeValue();

        const RouteGraph &edited = grown.graph;
        QCOMPARE(sortedIds(grown.ids).join(u' '), "cache-2 large-2 match-2"_q);
        QCOMPARE(nextOf(edited, "match-2"_q, "then"), "cache-2"_q);
        QCOMPARE(nextOf(edited, "match-2"_q, "else"), QString()); // small is not copied
        QCOMPARE(nextOf(edited, "cache-2"_q, "node"), "large-2"_q);
        QCOMPARE(edited.start, "match"_q);
        QCOMPARE(edited.layout.nodes["large-2"_q], (CanvasPoint{450, 20}));
        QCOMPARE(edited.layout.frames.size(), 2);
        QCOMPARE(edited.layout.frames[1].nodes.join(u' '), "cache-2 large-2"_q);
        QCOMPARE(edited.layout.bends.size(), 4);
        QCOMPARE(problemOf(edited), QString());
    }

    void onlyWhatGoesOnCanBeMuted()
    {
        const auto muted = setMuted(smallGraph(), "cache"_q, Mute::On);

        QVERIFY(muted.value().nodes["cache"_q].isMuted);
        QCOMPARE(setMuted(muted.value(), "cache"_q, Mute::Off).value(), smallGraph());
        QVERIFY(!setMuted(smallGraph(), "match"_q, Mute::On));
        QVERIFY(!setMuted(smallGraph(), "large"_q, Mute::On));
    }

    void unknownNodesAreRefused()
    {
        const QString words = "There is no node \"no\" in this graph."_q;

        QCOMPARE(removeNodes(smallGraph(), {"small"_q, "no"_q}).error(), words);
        QCOMPARE(renameNode(smallGraph(), "no"_q, "x"_q).error(), words);
        QCOMPARE(replaceNode(smallGraph(), "no"_q, {}).error(), words);
        QCOMPARE(duplicateNodes(smallGraph(), {"no"_q}, {}).error(), words);
        QCOMPARE(setMuted(smallGraph(), "no"_q, Mute::On).error(), words);
    }

    void anyEditsLeaveNothingThatLeadsToWhatIsNotThere()
    {
        for (unsigned seed = 0; seed < 60; ++seed) {
            RandomChoice random(seed);
            RouteGraph graph;
            for (int step = 0; step < 120; ++step) {
                editAnyhow(graph, random);
                const QString problem = problemOf(graph);
                QVERIFY2(problem.isEmpty(),
                         qPrintable(QStringLiteral("%1/%2: %3").arg(seed).arg(step).arg(problem)));
            }
        }
    }
};

QTEST_GUILESS_MAIN(NodeEditsTest)
#include "tst_NodeEdits.moc"
