// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/NodeEdits.h"
#include "ui/rules/SampleGraphs.h"
#include "ui/rules/canvas/GraphScene.h"
#include "ui/shell/Theme.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

using namespace signalbox;
using ui::GraphScene;

class GraphSceneTest final : public QObject
{
    Q_OBJECT

private slots:
    void nodesWithoutAPositionAreLaidOutApart()
    {
        const ui::Theme theme(*qApp);
        GraphScene scene(theme);
        scene.setGraph(tests::chainOfMatches(12));
        const QStringList ids = scene.graph().nodes.keys();
        QCOMPARE(ids.size(), 12);
        for (const QString &one : ids) {
            for (const QString &other : ids)
                QVERIFY(one == other
                        || !scene.node(one)->sceneBox().intersects(scene.node(other)->sceneBox()));
        }
    }

    void everyLinkIsAnEdgeBetweenItsPorts()
    {
        const ui::Theme theme(*qApp);
        GraphScene scene(theme);
        scene.setGraph(tests::chainOfMatches(4));
        QCOMPARE(scene.edges().size(), 4); // start, two to targets, one to the next match
        for (const ui::EdgeItem *edge : scene.edges())
            QVERIFY(!edge->way().isEmpty());
    }

    void smallEditKeepsAllOtherItems()
    {
        const ui::Theme theme(*qApp);
        GraphScene scene(theme);
        scene.setGraph(tests::chainOfMatches(8));
        const ui::NodeItem *kept = scene.node(QStringLiteral("match-0"));
        const auto edges = scene.edges();
        auto graph = models::setPosition(scene.graph(), QStringLiteral("target-3"), {900, 900});
        QVERIFY(graph);
        scene.setGraph(graph.value());
        QCOMPARE(scene.node(QStringLiteral("match-0")), kept);
        QCOMPARE(scene.node(QStringLiteral("target-3"))->pos(), QPointF(900, 900));
        QCOMPARE(QSet<ui::EdgeItem *>(edges.begin(), edges.end()).size(), scene.edges().size());
        for (ui::EdgeItem *edge : scene.edges())
            QVERIFY(edges.contains(edge));
    }

    void removedNodeGoesWithItsEdges()
    {
        const ui::Theme theme(*qApp);
        GraphScene scene(theme);
        scene.setGraph(tests::chainOfMatches(4));
        auto graph = models::removeNodes(scene.graph(), {QStringLiteral("target-1")});
        QVERIFY(graph);
        scene.setGraph(graph.value());
        QVERIFY(!scene.node(QStringLiteral("target-1")));
        QCOMPARE(scene.edges().size(), 3);
    }

    void selectionIsToldWhenMadeByHandOnly()
    {
        const ui::Theme theme(*qApp);
        GraphScene scene(theme);
        scene.setGraph(tests::chainOfMatches(4));
        QSignalSpy told(&scene, &GraphScene::nodesSelected);
        scene.selectNodes({QStringLiteral("match-1")});
        QCOMPARE(scene.selectedNodes(), QStringList{QStringLiteral("match-1")});
        QVERIFY(told.isEmpty());
        scene.node(QStringLiteral("match-0"))->setSelected(true);
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.front().front().toStringList().size(), 2);
    }

    void problemsAreOnTheNode()
    {
        const ui::Theme theme(*qApp);
        GraphScene scene(theme);
        scene.setGraph(tests::chainOfMatches(2));
        const ui::NodeItem &match = *scene.node(QStringLiteral("match-0"));
        const double height = match.boundingRect().height();
        const QString message = QStringLiteral("Output leads nowhere.");
        models::PolicyProblem worst;
        worst.message = message;
        models::PolicyProblem other;
        other.message = QStringLiteral("x");
        scene.setProblems({{match.id(), {worst, other}}});
        QVERIFY(match.hasProblems());
        QVERIFY(match.toolTip().contains(message));
        QVERIFY(match.toolTip().contains(QStringLiteral("Error: x")));
        QVERIFY(match.spoken().contains(message));
        // Cut to the node's width, in room of its own below it.
        QVERIFY(match.problemText().startsWith(QStringLiteral("Error: Output")));
        QVERIFY(match.boundingRect().height() > height);
        scene.setProblems({});
        QCOMPARE(match.boundingRect().height(), height);
        QVERIFY(!scene.node(QStringLiteral("target-0"))->hasProblems());
    }

    void frameSurroundsItsNodes()
    {
        const ui::Theme theme(*qApp);
        GraphScene scene(theme);
        auto graph = tests::chainOfMatches(4);
        graph.layout.frames.push_back(
            {.label = QStringLiteral("Long prompts"), .nodes = {QStringLiteral("match-1")}});
        scene.setGraph(graph);
        bool isFound = false;
        for (const QGraphicsItem *item : scene.items()) {
            if (const auto *frame = dynamic_cast<const ui::FrameItem *>(item))
                isFound = frame->boundingRect().contains(
                    scene.node(QStringLiteral("match-1"))->sceneBox());
        }
        QVERIFY(isFound);
    }

    void pathIsLitAndAllElseFades()
    {
        const ui::Theme theme(*qApp);
        GraphScene scene(theme);
        const auto graph = tests::chainOfMatches(4);
        scene.setGraph(graph);
        const QString first = QStringLiteral("match-0");
        const QString taken = QStringLiteral("target-0");
        const auto isLit = [&scene](const QString &node, const char *port) {
            for (const ui::EdgeItem *edge : scene.edges()) {
                if (edge->from() == models::PortRef{node, QLatin1String(port)})
                    return edge->isLit();
            }
            return false;
        };

        scene.setPath({first, taken}, {{first, QStringLiteral("then")}});
        scene.setGraph(graph); // a path stays with the graph

        QVERIFY(!scene.node(first)->isFaded());
        QVERIFY(!scene.node(taken)->isFaded());
        QVERIFY(scene.node(QStringLiteral("match-1"))->isFaded());
        QVERIFY(isLit(first, "then"));
        QVERIFY(!isLit(first, "else"));
        scene.setPath({}, {});
        QVERIFY(!scene.node(QStringLiteral("match-1"))->isFaded());
        QVERIFY(!isLit(first, "then"));
    }

    void graphOfAnyDraftIsPainted()
    {
        const ui::Theme theme(*qApp);
        GraphScene scene(theme);
        auto graph = tests::chainOfMatches(4);
        graph.start = QStringLiteral("missing");
        std::get<models::MatchNode>(graph.nodes[QStringLiteral("match-1")].body).otherwise =
            QStringLiteral("match-0"); // a circle
        scene.setGraph(graph);
        QImage image(400, 300, QImage::Format_ARGB32_Premultiplied);
        QPainter painter(&image);
        scene.render(&painter);
        scene.setGraph({});
        QVERIFY(scene.edges().isEmpty());
    }
};

QTEST_MAIN(GraphSceneTest)
#include "tst_GraphScene.moc"
