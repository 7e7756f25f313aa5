// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyWriter.h"
#include "models/policy/edit/GraphClipboard.h"
#include "support/EditedGraphs.h"
#include "support/GraphProblems.h"
#include "support/PolicyMaker.h"

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

QStringList idsOf(const RouteGraph &graph)
{
    QStringList ids = graph.nodes.keys();
    ids.sort();
    return ids;
}

QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

} // namespace

class GraphClipboardTest final : public QObject
{
    Q_OBJECT

private slots:
    void nodesArePastedIntoAnotherGraph()
    {
        const QByteArray text = copyNodes(smallGraph(), {"cache"_q, "large"_q});
        const RouteGraph other{.start = "first"_q, .nodes = {{"first"_q, cacheNode({})}}};

        const auto pasted = pasteNodes(other, text, {1000, 500});

        QVERIFY2(pasted, qPrintable(pasted ? QString() : pasted.error()));
        const RouteGraph &graph = pasted.value().graph;
        QCOMPARE(idsOf(graph).join(u' '), "cache first large"_q);
        QCOMPARE(nextOf(graph, "cache"_q, "node"), "large"_q);
        QCOMPARE(graph.layout.nodes["cache"_q], (CanvasPoint{1000, 500}));
        QCOMPARE(graph.layout.nodes["large"_q], (CanvasPoint{1200, 500}));
        QCOMPARE(graph.layout.frames.size(), 1);
        QCOMPARE(graph.layout.bends.size(), 1);
        QCOMPARE(graph.layout.bends[0].points[0], (CanvasPoint{1100, 540}));
        QCOMPARE(problemOf(graph), QString());
    }

    void idsThatAreTakenBecomeFresh()
    {
        const auto pasted =
            pasteNodes(smallGraph(), copyNodes(smallGraph(), {"cache"_q, "large"_q}), {});

        const RouteGraph &graph = pasted.value().graph;
        QCOMPARE(pasted.value().ids.value("cache"_q), "cache-2"_q);
        QCOMPARE(nextOf(graph, "cache-2"_q, "node"), "large-2"_q);
        QCOMPARE(nextOf(graph, "match"_q, "then"), "cache"_q);
        QCOMPARE(graph.nodes["large-2"_q], graph.nodes["large"_q]);
    }

    void linksToNodesLeftBehindAreEmpty()
    {
        const auto pasted = pasteNodes(smallGraph(), copyNodes(smallGraph(), {"match"_q}), {});

        QCOMPARE(nextOf(pasted.value().graph, "match-2"_q, "then"), QString());
    }

    void textIsForPeopleToo()
    {
        QCOMPARE(QString::fromUtf8(copyNodes(smallGraph(), {"small"_q, "no"_q})),
                 "{\n"
                 "  \"signalbox_nodes\": 1,\n"
                 "  \"nodes\": { \"small\": { \"kind\": \"target\", \"target\": \"mini\" } },\n"
                 "  \"layout\": { \"nodes\": { \"small\": [200, 40] } }\n"
                 "}\n"_q);
    }

    void anyNodesComeBackEqual()
    {
        PolicyMaker maker(11);
        int compared = 0;
        for (int round = 0; round < 200; ++round) {
            const Policy policy = maker.make();
            for (const Route &route : policy.routes) {
                const QByteArray text = copyNodes(route.graph, route.graph.nodes.keys());

                auto pasted = pasteNodes({}, text, {});

                QVERIFY2(pasted, qPrintable(pasted ? QString() : pasted.error()));
                QCOMPARE(pasted.value().graph.nodes, route.graph.nodes);
                ++compared;
            }
        }
        QVERIFY(compared > 100);
    }

    void newNodesOfEveryKindCanBeCarried()
    {
        for (int kind = 0; kind < routeNodeKindCount; ++kind) {
            const AddedNode added = addNode({}, static_cast<RouteNodeKind>(kind), {});

            const auto pasted = pasteNodes({}, copyNodes(added.graph, {added.id}), {});

            QVERIFY2(pasted, qPrintable(pasted ? QString() : pasted.error()));
            QCOMPARE(pasted.value().graph.nodes, added.graph.nodes);
        }
    }

    void badTextIsRefusedWithASentence_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("error");
        const auto row = [](const char *name, const char *text, const QString &error) {
            QTest::newRow(name) << json(text) << error;
        };

        row("nothing", "", "This text is not JSON"_q);
        row("words", "hello", "This text is not JSON"_q);
        row("other JSON", "{'a':1}", "it has no \"signalbox_nodes\""_q);
        row("later version", "{'signalbox_nodes':2,'nodes':{}}", "another version"_q);
        row("no nodes", "{'signalbox_nodes':1,'nodes':{}}", "There are no nodes"_q);
        row("nodes missing", "{'signalbox_nodes':1}", "These nodes cannot be pasted"_q);
        row("more keys", "{'signalbox_nodes':1,'nodes':{},'start':'a'}", "no \"start\""_q);
        row("no object", "{'signalbox_nodes':1,'nodes':{'a':7}}",
            "These nodes cannot be pasted: /nodes/a: "_q);
        row("no kind", "{'signalbox_nodes':1,'nodes':{'a':{'kind':''}}}", "/nodes/a/kind: "_q);
        row("wrong type", "{'signalbox_nodes':1,'nodes':{'a':{'kind':'cache','node':7}}}",
            "/nodes/a/node: "_q);
        row("unknown key",
            "{'signalbox_nodes':1,'nodes':{'a':{'kind':'target','target':'t','x':1}}}",
            "/nodes/a/x: "_q);
        row("bad id", "{'signalbox_nodes':1,'nodes':{'a b':{'kind':'target','target':'t'}}}",
            "These nodes cannot be pasted"_q);
        row("circle",
            "{'signalbox_nodes':1,'nodes':{'a':{'kind':'cache','node':'b'},"
            "'b':{'kind':'cache','node':'a'}}}",
            "leads to itself"_q);
    }

    void badTextIsRefusedWithASentence()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, error);

        const auto pasted = pasteNodes(smallGraph(), text, {});

        QVERIFY(!pasted);
        QVERIFY2(pasted.error().contains(error), qPrintable(pasted.error()));
    }

    void linksThatLeadNowhereArePastedOpen()
    {
        const auto pasted =
            pasteNodes(smallGraph(),
                       json("{'signalbox_nodes':1,'nodes':{'a':{'kind':'cache','node':'small'}},"
                            "'layout':{'frames':[{'label':'','nodes':['gone']}]}}"),
                       {3, 4});

        // Not to the node of that name that happens to be in this graph.
        QCOMPARE(nextOf(pasted.value().graph, "a"_q, "node"), QString());
        QCOMPARE(pasted.value().graph.layout.nodes["a"_q], (CanvasPoint{3, 4}));
        QCOMPARE(problemOf(pasted.value().graph), QString());
    }

    void anyCutOfATextIsRefused()
    {
        const QByteArray text = copyNodes(smallGraph(), smallGraph().nodes.keys()).trimmed();

        for (qsizetype length = 0; length < text.size(); ++length)
            QVERIFY(!pasteNodes({}, text.left(length), {}));
        QVERIFY(pasteNodes({}, text, {}));
    }

    void tooManyNodesAreRefused()
    {
        RouteGraph graph;
        for (int i = 0; i <= 2'000; ++i)
            graph.nodes.insert(QStringLiteral("n%1").arg(i), targetNode());

        const auto pasted = pasteNodes({}, copyNodes(graph, graph.nodes.keys()), {});

        QVERIFY(!pasted);
        QCOMPARE(pasted.error(), "These are 2001 nodes; at most 2000 can be pasted at once."_q);
    }

    void nodesAreKnownAtAGlance()
    {
        QVERIFY(looksLikeNodes(copyNodes(smallGraph(), {})));
        QVERIFY(!looksLikeNodes("signalbox_nodes"));
        QVERIFY(!looksLikeNodes(writePolicy(Policy::builtIn())));
    }
};

QTEST_GUILESS_MAIN(GraphClipboardTest)
#include "tst_GraphClipboard.moc"
