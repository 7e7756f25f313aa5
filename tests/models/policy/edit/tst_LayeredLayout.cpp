// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/NodeLinks.h"
#include "models/policy/edit/LayerOrder.h"
#include "models/policy/edit/LayeredLayout.h"
#include "support/BranchRules.h"
#include "support/RandomChoice.h"

#include <QRect>
#include <QTest>

using namespace signalbox::models;
using namespace signalbox::tests;

namespace {

constexpr QSize usual(160, 60);

QString id(int node)
{
    return QStringLiteral("n%1").arg(node);
}

RouteNode match(const QString &then, const QString &otherwise)
{
    return {.body = MatchNode{.when = {}, .then = then, .otherwise = otherwise}};
}

RouteNode target()
{
    return {.body = TargetNode{QStringLiteral("t")}};
}

RouteNode switchTo(const QStringList &nodes)
{
    SwitchNode body;
    for (const QString &node : nodes)
        body.cases.push_back({.values = {}, .node = node});
    return {.body = body};
}

/// Nodes lead to later ones, not far behind; where \a circles are allowed, anywhere.
RouteGraph randomGraph(RandomChoice &random, int count, bool circles)
{
    RouteGraph graph{.start = id(0), .nodes = {}};
    for (int node = 0; node < count; ++node) {
        const int left = count - node - 1;
        const auto next = [&] {
            if (circles && random.below(10) == 0)
                return id(random.below(count));
            return left == 0 ? QString() : id(node + 1 + random.below(std::min(left, 30)));
        };
        const int kind = random.below(6);
        if (kind == 0 || left == 0)
            graph.nodes.insert(id(node), target());
        else if (kind == 1)
            graph.nodes.insert(id(node), switchTo({next(), next(), next(), next()}));
        else if (kind == 2)
            graph.nodes.insert(id(node), {.body = CacheNode{.node = next()}});
        else
            graph.nodes.insert(id(node), match(next(), next()));
    }
    return graph;
}

QHash<QString, QSize> randomSizes(RandomChoice &random, const RouteGraph &graph)
{
    QHash<QString, QSize> sizes;
    QStringList ids = graph.nodes.keys();
    ids.sort();
    for (const QString &node : ids) {
        if (random.chance())
            sizes.insert(node, QSize(80 + random.below(200), 30 + random.below(200)));
    }
    return sizes;
}

QString overlapIn(const QHash<QString, CanvasPoint> &places, const QHash<QString, QSize> &sizes)
{
    for (auto one = places.cbegin(); one != places.cend(); ++one) {
        const QRect first(QPoint(one->x, one->y), sizes.value(one.key(), usual));
        for (auto other = places.cbegin(); other != one; ++other) {
            if (first.intersects({QPoint(other->x, other->y), sizes.value(other.key(), usual)}))
                return one.key() + u' ' + other.key();
        }
    }
    return {};
}

QString edgeToTheLeft(const RouteGraph &graph, const QHash<QString, CanvasPoint> &places,
                      const QHash<QString, QSize> &sizes)
{
    QString found;
    for (auto node = graph.nodes.cbegin(); node != graph.nodes.cend(); ++node) {
        const int right = places[node.key()].x + sizes.value(node.key(), usual).width();
        forEachLink(*node, [&](const QString &link) {
            if (graph.nodes.contains(link) && places[link].x <= right)
                found = node.key() + u' ' + link;
        });
    }
    return found;
}

} // namespace

class LayeredLayoutTest final : public QObject
{
    Q_OBJECT

private slots:
    void emptyGraphHasNoPlaces() { QVERIFY(layeredLayout({}, {}, usual).isEmpty()); }

    void startStandsAtTheOriginAndTheRestToItsRight()
    {
        RouteGraph graph{.start = id(0), .nodes = {}};
        graph.nodes = {{id(0), match(id(1), id(2))}, {id(1), target()}, {id(2), target()}};

        const auto places = layeredLayout(graph, {}, usual);

        QCOMPARE(places[id(0)], (CanvasPoint{0, 0}));
        QCOMPARE(places[id(1)].x, 160 + 80);
        QCOMPARE(places[id(2)].x, 160 + 80);
        QCOMPARE(places[id(2)].y - places[id(1)].y, 60 + 32);
        // The parent stands beside the middle of its two.
        QCOMPARE(places[id(1)].y + places[id(2)].y, 0);
    }

    void chainIsALine()
    {
        RouteGraph graph{.start = id(0), .nodes = {}};
        for (int node = 0; node < 5; ++node)
            graph.nodes.insert(id(node), {.body = CacheNode{.node = id(node + 1)}});
        graph.nodes.insert(id(5), target());

        const auto places = layeredLayout(graph, {}, usual);

        for (int node = 0; node <= 5; ++node)
            QCOMPARE(places[id(node)], (CanvasPoint{240 * node, 0}));
    }

    void crossingIsUndone()
    {
        // a -> d, b -> c, although c comes before d in every other order.
        RouteGraph graph{.start = QStringLiteral("s"), .nodes = {}};
        const auto leadTo = [](const char *node) {
            return RouteNode{.body = CacheNode{.node = QLatin1String(node)}};
        };
        graph.nodes = {{QStringLiteral("s"), match(QStringLiteral("a"), QStringLiteral("b"))},
                       {QStringLiteral("a"), leadTo("d")},
                       {QStringLiteral("b"), leadTo("c")},
                       {QStringLiteral("c"), target()},
                       {QStringLiteral("d"), target()}};

        const auto places = layeredLayout(graph, {}, usual);

        QVERIFY(places[QStringLiteral("a")].y < places[QStringLiteral("b")].y);
        QVERIFY(places[QStringLiteral("d")].y < places[QStringLiteral("c")].y);
    }

    void treeHasNoCrossings()
    {
        RouteGraph graph{.start = id(0), .nodes = {}};
        for (int node = 0; node < 31; ++node)
            graph.nodes.insert(id(node), match(id(2 * node + 1), id(2 * node + 2)));
        for (int node = 31; node < 63; ++node)
            graph.nodes.insert(id(node), target());

        QCOMPARE(LayerOrder(LayerGraph(graph), LayerOrder::Part::Reached).crossings(), 0);
    }

    void sameGraphHasTheSamePlaces()
    {
        for (unsigned seed = 0; seed < 20; ++seed) {
            RandomChoice random(seed);
            const RouteGraph graph = randomGraph(random, 40, true);
            // Filled in another order, so that the hash is another one.
            RouteGraph again{.start = graph.start, .nodes = {}};
            QStringList ids = graph.nodes.keys();
            ids.sort();
            std::ranges::reverse(ids);
            for (const QString &node : ids)
                again.nodes.insert(node, graph.nodes[node]);

            QCOMPARE(layeredLayout(again, {}, usual), layeredLayout(graph, {}, usual));
        }
    }

    void nodesNeverOverlap()
    {
        for (unsigned seed = 0; seed < 100; ++seed) {
            RandomChoice random(seed);
            const RouteGraph graph = randomGraph(random, 1 + random.below(60), seed % 2 == 0);
            const auto sizes = randomSizes(random, graph);

            const auto places = layeredLayout(graph, sizes, usual);

            QCOMPARE(places.size(), graph.nodes.size());
            const QString overlap = overlapIn(places, sizes);
            QVERIFY2(overlap.isEmpty(), qPrintable(QString::number(seed) + u' ' + overlap));
        }
    }

    void everyEdgeOfAnAcyclicGraphGoesRight()
    {
        for (unsigned seed = 0; seed < 100; ++seed) {
            RandomChoice random(seed);
            const RouteGraph graph = randomGraph(random, 1 + random.below(60), false);
            const auto sizes = randomSizes(random, graph);

            const auto places = layeredLayout(graph, sizes, usual);

            const QString edge = edgeToTheLeft(graph, places, sizes);
            QVERIFY2(edge.isEmpty(), qPrintable(QString::number(seed) + u' ' + edge));
        }
    }

    /// What stood above stands above still, and columns stay, when a node is hung onto an output
    /// that led nowhere, and when it is taken away again.
    void oneNodeMoreLeavesTheOthersInTheirOrder()
    {
        int pairs = 0;
        int turned = 0;
        for (unsigned seed = 0; seed < 200; ++seed) {
            RandomChoice random(seed);
            const RouteGraph before = randomGraph(random, 5 + random.below(40), false);
            RouteGraph after = before;
            QString *open = nullptr;
            QStringList ids = before.nodes.keys();
            ids.sort();
            for (const QString &node : ids) {
                forEachLink(after.nodes[node], [&](QString &link) {
                    if (!open && link.isEmpty())
                        open = &link;
                });
            }
            if (!open)
                continue;
            *open = QStringLiteral("more");
            after.nodes.insert(QStringLiteral("more"), target());

            const auto old = layeredLayout(before, {}, usual);
            const auto now = layeredLayout(after, {}, usual);
            for (qsizetype i = 0; i < ids.size(); ++i) {
                QCOMPARE(now[ids[i]].x, old[ids[i]].x);
                for (qsizetype j = 0; j < i; ++j) {
                    if (old[ids[i]].x != old[ids[j]].x)
                        continue;
                    ++pairs;
                    turned += (old[ids[i]].y < old[ids[j]].y) != (now[ids[i]].y < now[ids[j]].y);
                }
            }
        }
        QVERIFY(pairs > 1000);
        // Crossings count more than what was: one pair in forty or so turns.
        QVERIFY2(turned * 100 <= 4 * pairs,
                 qPrintable(QStringLiteral("%1 of %2").arg(turned).arg(pairs)));
    }

    void trueBranchIsTheUpperOneUnlessOthersWantTheOpposite()
    {
        int checked = 0;
        for (unsigned seed = 0; seed < 200; ++seed) {
            RandomChoice random(seed);
            const RouteGraph graph = randomGraph(random, 2 + random.below(40), false);
            const QList<BranchRule> rules = branchRulesOf(graph);

            const auto places = layeredLayout(graph, {}, usual);

            for (const auto &[upper, lower] : rules) {
                ++checked;
                QVERIFY2(places[upper].y < places[lower].y || wantAbove(rules, lower, upper),
                         qPrintable(QStringLiteral("%1 %2 %3").arg(seed).arg(upper, lower)));
            }
        }

        QVERIFY2(checked > 200, qPrintable(QString::number(checked)));
    }

    void trueBranchIsTheUpperOneWhereverNobodyElseLeadsThere()
    {
        for (unsigned seed = 0; seed < 100; ++seed) {
            RandomChoice random(seed);
            RouteGraph graph = randomGraph(random, 2 + random.below(40), true);
            // Two leaves of its own for every match.
            for (const QString &node : graph.nodes.keys()) {
                if (!std::holds_alternative<MatchNode>(graph.nodes[node].body))
                    continue;
                graph.nodes.insert(node, match(node + u'a', node + u'b'));
                graph.nodes.insert(node + u'a', target());
                graph.nodes.insert(node + u'b', target());
            }

            const auto places = layeredLayout(graph, {}, usual);

            for (auto node = graph.nodes.cbegin(); node != graph.nodes.cend(); ++node) {
                if (std::holds_alternative<MatchNode>(node->body))
                    QVERIFY2(places[node.key() + u'a'].y < places[node.key() + u'b'].y,
                             qPrintable(QString::number(seed) + u' ' + node.key()));
            }
        }
    }

    void whatNothingLeadsToStandsBelow()
    {
        for (unsigned seed = 0; seed < 100; ++seed) {
            RandomChoice random(seed);
            const RouteGraph graph = randomGraph(random, 30, seed % 2 == 0);
            const LayerGraph layers(graph);

            const auto places = layeredLayout(graph, {}, usual);

            int lowestReached = -100'000'000;
            int highestOther = 100'000'000;
            for (std::size_t node = 0; node < layers.count(); ++node) {
                const int y = places[layers.ids[static_cast<qsizetype>(node)]].y;
                if (layers.isReached[node])
                    lowestReached = std::max(lowestReached, y + usual.height());
                else
                    highestOther = std::min(highestOther, y);
            }
            QVERIFY2(lowestReached < highestOther, qPrintable(QString::number(seed)));
        }
    }

    void draftsAreLaidOutToo()
    {
        RouteGraph graph; // no start, a circle, a node that leads to itself and one to nowhere
        graph.nodes = {{id(0), match(id(1), QStringLiteral("missing"))},
                       {id(1), match(id(0), id(1))},
                       {id(2), match({}, {})}};

        const auto places = layeredLayout(graph, {}, usual);

        QCOMPARE(places.size(), 3);
        QVERIFY(overlapIn(places, {}).isEmpty());
    }

    void edgesPassColumnsThroughGaps()
    {
        RandomChoice random(11);
        for (int round = 0; round < 20; ++round) {
            const RouteGraph graph = randomGraph(random, 40, false);

            const LayeredDrawing drawing = layeredDrawing(graph, {}, usual);

            QCOMPARE(drawing.nodes, layeredLayout(graph, {}, usual));
            for (const EdgeBends &bends : drawing.bends) {
                QVERIFY(!bends.points.empty());
                for (std::size_t i = 1; i < bends.points.size(); ++i) {
                    const CanvasPoint in = bends.points[i - 1];
                    const CanvasPoint out = bends.points[i];
                    QVERIFY(in.x < out.x);
                    if (in.y != out.y)
                        continue; // between two columns
                    const QRect pass(in.x, in.y, out.x - in.x, 1);
                    for (const CanvasPoint &node : drawing.nodes)
                        QVERIFY(!QRect(QPoint(node.x, node.y), usual).intersects(pass));
                }
            }
        }
    }

    void largeGraphIsLaidOutWhole()
    {
        RandomChoice random(7);
        const RouteGraph graph = randomGraph(random, 500, true);

        QCOMPARE(layeredLayout(graph, {}, usual).size(), 500);
    }
};

QTEST_GUILESS_MAIN(LayeredLayoutTest)
#include "tst_LayeredLayout.moc"
