// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/CanvasFixture.h"
#include "ui/rules/canvas/AddNodeMenu.h"

#include <QInputDialog>
#include <QLineEdit>
#include <QUndoStack>

using namespace signalbox;
using namespace signalbox::tests;
using models::CanvasPoint;

namespace {

const QString match = QStringLiteral("match");
const QString left = QStringLiteral("left");
const QString right = QStringLiteral("right");
const QString cache = QStringLiteral("cache");
const QString thenPort = QStringLiteral("then");
const QString elsePort = QStringLiteral("else");

/// A point of the only free stretch of an edge.
QPointF onEdge(CanvasFixture &fixture, const models::PortRef &edge)
{
    return fixture.scene().edge(edge)->way().pointAtPercent(0.5);
}

} // namespace

/// What the mouse does on the canvas.
class CanvasHandsTest final : public QObject
{
    Q_OBJECT

private slots:
    void whatIsSelectedElsewhereIsBroughtIntoView()
    {
        CanvasFixture fixture;
        fixture.view.zoomBy(6);
        fixture.view.centreOn(fixture.centreOf(QStringLiteral("match")));
        const QPointF far = fixture.centreOf(QStringLiteral("right"));
        QVERIFY(!fixture.view.visibleBox().contains(far));

        fixture.document.select({QStringLiteral("right")});

        QVERIFY(fixture.view.visibleBox().contains(far));
        const QPointF middle = fixture.view.middle();
        fixture.document.select({});
        fixture.document.select({QStringLiteral("right")}); // is seen already
        QCOMPARE(fixture.view.middle(), middle);
    }

    void linkIsDrawnFromAnOutputToANode()
    {
        CanvasFixture fixture;

        fixture.drag(fixture.portOf(match, elsePort), fixture.centreOf(left));

        QCOMPARE(fixture.leadsTo(match, elsePort), left);
        QCOMPARE(fixture.steps(), 1);
        fixture.document.undoStack().undo();
        QCOMPARE(fixture.graph(), placedGraph());
    }

    void linkThatWouldCloseACircleIsRefused()
    {
        CanvasFixture fixture;
        fixture.drag(fixture.portOf(cache, QStringLiteral("node")), fixture.centreOf(match));
        QCOMPARE(fixture.leadsTo(cache, QStringLiteral("node")), match);

        fixture.drag(fixture.portOf(match, thenPort), fixture.centreOf(cache));

        QCOMPARE(fixture.refused.count(), 1);
        QCOMPARE(fixture.leadsTo(match, thenPort), left);
    }

    void linkFromTheStartBeginsTheRouteElsewhere()
    {
        CanvasFixture fixture;

        fixture.drag(fixture.scene().start().sceneBoundingRect().center(), fixture.centreOf(cache));

        QCOMPARE(fixture.graph().start, cache);
    }

    void linkToEmptySpaceAsksForANode()
    {
        CanvasFixture fixture;

        fixture.drag(fixture.portOf(cache, QStringLiteral("node")), {400, 330});

        auto *menu = fixture.view.findChild<ui::AddNodeMenu *>();
        QVERIFY(menu && menu->isVisible());
        auto *search = menu->findChild<QLineEdit *>();
        QVERIFY(search);
        QTest::keyClicks(search, QStringLiteral("reject"));
        QTest::keyClick(search, Qt::Key_Return);

        QCOMPARE(fixture.leadsTo(cache, QStringLiteral("node")), QStringLiteral("reject"));
        const CanvasPoint place = fixture.graph().layout.nodes.value(QStringLiteral("reject"));
        QCOMPARE(place, (CanvasPoint{.x = 400, .y = 328})); // on the grid
        QCOMPARE(fixture.steps(), 1);
    }

    void escapeEndsALinkThatIsDrawn()
    {
        CanvasFixture fixture;
        const auto before = fixture.scene().items().size();
        fixture.press(fixture.portOf(match, elsePort));
        fixture.move(fixture.centreOf(left));
        QVERIFY(fixture.scene().items().size() > before);

        QTest::keyClick(&fixture.view, Qt::Key_Escape);
        fixture.release(fixture.centreOf(left));

        QCOMPARE(fixture.scene().items().size(), before);
        QCOMPARE(fixture.steps(), 0);
    }

    void nodeIsMovedOntoTheGrid()
    {
        CanvasFixture fixture;
        const QPointF from = fixture.centreOf(right);

        fixture.drag(from, from + QPointF(101, 43));

        QCOMPARE(fixture.graph().layout.nodes.value(right), (CanvasPoint{.x = 664, .y = 160}));
        QCOMPARE(fixture.document.selectedNodes(), QStringList{right});
        QCOMPARE(fixture.steps(), 1);
    }

    void clickMovesNothing()
    {
        CanvasFixture fixture;

        fixture.click(fixture.centreOf(right));

        QCOMPARE(fixture.document.selectedNodes(), QStringList{right});
        QCOMPARE(fixture.steps(), 0);
    }

    void nodeThatIsDroppedOnAnEdgeIsPutIntoIt()
    {
        CanvasFixture fixture;
        const models::PortRef edge{.node = match, .port = elsePort};

        fixture.press(fixture.centreOf(cache));
        fixture.move(onEdge(fixture, edge));
        QVERIFY(fixture.scene().edge(edge)->isLit());
        fixture.release(onEdge(fixture, edge));

        QCOMPARE(fixture.leadsTo(match, elsePort), cache);
        QCOMPARE(fixture.leadsTo(cache, QStringLiteral("node")), right);
        QCOMPARE(fixture.steps(), 1);
        fixture.document.undoStack().undo();
        QCOMPARE(fixture.graph(), placedGraph());
    }

    void nodeThatEndsAPathIsOnlyMovedOverAnEdge()
    {
        CanvasFixture fixture;

        fixture.drag(fixture.centreOf(left), onEdge(fixture, {.node = match, .port = elsePort}));

        QCOMPARE(fixture.leadsTo(match, elsePort), right);
        QCOMPARE(fixture.steps(), 1);
        QCOMPARE(fixture.refused.count(), 0);
    }

    void altDragDetachesAndHeals()
    {
        models::RouteGraph graph = placedGraph();
        std::get<models::MatchNode>(graph.nodes[match].body).otherwise = cache;
        std::get<models::CacheNode>(graph.nodes[cache].body).node = right;
        CanvasFixture fixture(graph);
        const QPointF from = fixture.centreOf(cache);

        fixture.drag(from, from + QPointF(80, 80), Qt::AltModifier);

        QCOMPARE(fixture.leadsTo(match, elsePort), right);
        QCOMPARE(fixture.leadsTo(cache, QStringLiteral("node")), QString());
        QCOMPARE(fixture.graph().layout.nodes.value(cache), (CanvasPoint{.x = 80, .y = 320}));
        QCOMPARE(fixture.steps(), 1);
    }

    void boxSelectsWhatItTouches()
    {
        CanvasFixture fixture;

        fixture.drag({900, -140}, {700, 200});

        QStringList nodes = fixture.document.selectedNodes();
        nodes.sort();
        QCOMPARE(nodes, (QStringList{left, right}));
        QCOMPARE(fixture.steps(), 0);
    }

    void clickOnThePlaneSelectsNothing()
    {
        CanvasFixture fixture;
        fixture.document.select({left, right});

        fixture.click({400, 330});

        QVERIFY(fixture.document.selectedNodes().isEmpty());
    }

    void selectedNodesAreMovedTogether()
    {
        CanvasFixture fixture;
        fixture.click(fixture.centreOf(left));
        fixture.click(fixture.centreOf(right), Qt::ControlModifier);
        const QPointF from = fixture.centreOf(left);

        fixture.drag(from, from + QPointF(40, -16));

        QCOMPARE(fixture.graph().layout.nodes.value(left), (CanvasPoint{.x = 600, .y = -96}));
        QCOMPARE(fixture.graph().layout.nodes.value(right), (CanvasPoint{.x = 600, .y = 104}));
        QCOMPARE(fixture.steps(), 1);
    }

    void frameMovesItsNodes()
    {
        models::RouteGraph graph = placedGraph();
        graph.layout.frames.push_back({.label = QStringLiteral("Ends"), .nodes = {left, right}});
        CanvasFixture fixture(graph);
        const ui::FrameItem *frame = nullptr;
        for (QGraphicsItem *item : fixture.scene().items()) {
            if (const auto *found = qgraphicsitem_cast<ui::FrameItem *>(item))
                frame = found;
        }
        QVERIFY(frame);
        const QPointF title = frame->titleBox().center();

        fixture.drag(title, title + QPointF(80, 40));

        QCOMPARE(fixture.graph().layout.nodes.value(left), (CanvasPoint{.x = 640, .y = -40}));
        QCOMPARE(fixture.graph().layout.nodes.value(right), (CanvasPoint{.x = 640, .y = 160}));
        QCOMPARE(fixture.graph().layout.nodes.value(cache), (CanvasPoint{.x = 0, .y = 240}));
    }

    void edgeIsSelectedReroutedAndStraightened()
    {
        CanvasFixture fixture;
        const models::PortRef edge{.node = match, .port = elsePort};
        const QPointF middle = onEdge(fixture, edge);
        fixture.document.select({cache});

        fixture.click(middle);
        QVERIFY(fixture.scene().edge(edge)->isChosen());
        QVERIFY(fixture.document.selectedNodes().isEmpty());
        QCOMPARE(fixture.document.selectedEdge(), std::optional(edge));

        QTest::mouseDClick(fixture.view.viewport(), Qt::LeftButton, {}, fixture.pixel(middle));
        const auto &bends = fixture.graph().layout.bends;
        QCOMPARE(bends.size(), 1U);
        const CanvasPoint bend = bends.front().points.front();

        const QPointF at(bend.x, bend.y);
        fixture.drag(at, at + QPointF(0, 64));
        QCOMPARE(bends.front().points, (std::vector<CanvasPoint>{{.x = bend.x, .y = bend.y + 64}}));

        QTest::mouseDClick(fixture.view.viewport(), Qt::LeftButton, {},
                           fixture.pixel(at + QPointF(0, 64)));
        QVERIFY(bends.empty());
        QCOMPARE(fixture.steps(), 3);
    }

    void deleteTakesTheSelectedLinkAway()
    {
        CanvasFixture fixture;
        fixture.click(onEdge(fixture, {.node = match, .port = elsePort}));

        QTest::keyClick(&fixture.view, Qt::Key_Delete);

        QCOMPARE(fixture.leadsTo(match, elsePort), QString());
        QCOMPARE(fixture.graph().nodes.size(), placedGraph().nodes.size());
    }

    void failuresOfOneClassAreLedElsewhere()
    {
        models::RouteGraph graph = placedGraph();
        models::RouteNode fallback;
        fallback.body =
            models::FallbackNode{.steps = {{.node = left, .on = {}}, {.node = right, .on = {}}}};
        const QString chain = QStringLiteral("chain");
        const QString third = QStringLiteral("third");
        graph.nodes = {{chain, fallback},
                       {left, graph.nodes.value(left)},
                       {right, graph.nodes.value(right)},
                       {third, graph.nodes.value(left)}};
        graph.start = chain;
        graph.layout.nodes = {{chain, {.x = 0, .y = 0}},
                              {left, {.x = 560, .y = -80}},
                              {right, {.x = 560, .y = 80}},
                              {third, {.x = 560, .y = 240}}};
        CanvasFixture fixture(graph);
        const ui::NodeItem *node = fixture.scene().node(chain);
        const auto &ports = node->shapeOfNode().ports;
        const auto port = std::ranges::find(ports, models::ErrorClass::ContextTooLong,
                                            &ui::PortShape::errorClass);
        QVERIFY(port != ports.end());

        fixture.drag(node->pos() + port->place, fixture.centreOf(third));

        const auto steps =
            std::get<models::FallbackNode>(fixture.graph().nodes.value(chain).body).steps;
        QCOMPARE(steps.size(), 3U);
        QCOMPARE(steps[2].node, third);
        QCOMPARE(steps[2].on, std::vector{models::ErrorClass::ContextTooLong});
        QCOMPARE(fixture.steps(), 1);
    }

    void undoWhileANodeIsDraggedLetsItGo()
    {
        CanvasFixture fixture;
        fixture.view.commands().add(models::RouteNodeKind::Reject, {0, 400});
        const QPointF from = fixture.centreOf(QStringLiteral("reject"));
        fixture.press(from);
        fixture.move(from + QPointF(80, 80));

        fixture.document.undoStack().undo(); // the node that is dragged is gone
        fixture.move(from + QPointF(120, 80));
        fixture.release(from + QPointF(120, 80));

        QCOMPARE(fixture.graph(), placedGraph());
    }

    void middleButtonPushesThePlane()
    {
        CanvasFixture fixture;
        fixture.view.zoomBy(1.5);
        const QPointF before = fixture.view.middle();

        QTest::mousePress(fixture.view.viewport(), Qt::MiddleButton, {}, {400, 300});
        QMouseEvent move(QEvent::MouseMove, QPointF(340, 300), QPointF(340, 300), Qt::NoButton,
                         Qt::MiddleButton, Qt::NoModifier);
        QCoreApplication::sendEvent(fixture.view.viewport(), &move);
        QTest::mouseRelease(fixture.view.viewport(), Qt::MiddleButton, {}, {340, 300});

        QVERIFY(fixture.view.middle().x() > before.x());
        QCOMPARE(fixture.steps(), 0);
    }

    void doubleClickOnAFrameRenamesIt()
    {
        models::RouteGraph graph = placedGraph();
        graph.layout.frames.push_back({.label = QStringLiteral("Ends"), .nodes = {left}});
        CanvasFixture fixture(graph);
        const QPointF title(fixture.scene().node(left)->sceneBox().center().x(),
                            fixture.scene().node(left)->sceneBox().top() - 20);

        QTest::mouseDClick(fixture.view.viewport(), Qt::LeftButton, {}, fixture.pixel(title));
        auto *dialog = fixture.view.findChild<QInputDialog *>(QStringLiteral("frameName"));
        QVERIFY(dialog);
        dialog->setTextValue(QStringLiteral("Targets"));
        dialog->accept();

        QCOMPARE(fixture.graph().layout.frames.front().label, QStringLiteral("Targets"));
        QCOMPARE(fixture.steps(), 1);
    }
};

QTEST_MAIN(CanvasHandsTest)
#include "tst_CanvasHands.moc"
