// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/CanvasHands.h"

#include "ui/rules/canvas/CanvasQuestions.h"
#include "ui/rules/canvas/CanvasView.h"

#include <QMouseEvent>

#include <utility>

namespace signalbox::ui {

CanvasHands::CanvasHands(CanvasView &canvas)
    : QObject(&canvas)
    , m_canvas(canvas)
    , m_line(canvas.graphScene(), canvas.theme())
{}

bool CanvasHands::press(const QMouseEvent &event)
{
    if (m_drag != Drag::Nothing)
        return true; // another button, while something is dragged
    // The view would begin a box, and deselect what the menu is about to be for.
    if (event.button() == Qt::RightButton)
        return true;
    const bool isPan = event.button() == Qt::MiddleButton
        || (event.button() == Qt::LeftButton && m_panning == Panning::On);
    if (isPan) {
        m_drag = Drag::Pan;
        m_panFrom = event.pos();
        m_canvas.viewport()->setCursor(Qt::ClosedHandCursor);
        return true;
    }
    return event.button() == Qt::LeftButton && grasp(event);
}

bool CanvasHands::grasp(const QMouseEvent &event)
{
    m_dragFrom = m_canvas.mapToScene(event.pos());
    const bool isTaken = graspLink(m_dragFrom) || graspNode(event, m_dragFrom)
        || graspEdge(m_dragFrom) || graspFrame(m_dragFrom);
    if (!isTaken && event.modifiers() == Qt::NoModifier)
        m_canvas.selectNothing();
    return isTaken;
}

bool CanvasHands::graspLink(const QPointF &place)
{
    GraphScene &scene = m_canvas.graphScene();
    const NodeItem *node = scene.nodeAt(place);
    const PortShape *port = node ? node->shapeOfNode().portAt(place - node->pos()) : nullptr;
    if (port) {
        m_link = {.port = {.node = node->id(), .port = port->id},
                  .after = port->errorClass.value_or(models::ErrorClass::None)};
        m_line.beginAt(node->pos() + port->place);
    } else if (!node && scene.isStartAt(place)) {
        m_link = {};
        m_line.beginAt(scene.start().output());
    } else {
        return false;
    }
    m_drag = Drag::Link;
    return true;
}

bool CanvasHands::graspNode(const QMouseEvent &event, const QPointF &place)
{
    const NodeItem *node = m_canvas.graphScene().nodeAt(place);
    if (!node)
        return false;
    const QString id = node->id();
    QStringList nodes = m_canvas.document().selectedNodes();
    const bool isAdding = event.modifiers().testFlag(Qt::ControlModifier)
        || event.modifiers().testFlag(Qt::ShiftModifier);
    if (isAdding) {
        if (nodes.removeAll(id) == 0)
            nodes.append(id);
        m_canvas.document().select(nodes);
    } else if (!nodes.contains(id)) {
        m_canvas.document().select({id});
    }
    beginNodes(m_canvas.document().selectedNodes());
    m_isDetaching = event.modifiers().testFlag(Qt::AltModifier) && m_nodes.size() == 1;
    return true;
}

bool CanvasHands::graspFrame(const QPointF &place)
{
    const FrameItem *frame = m_canvas.graphScene().frameAt(place);
    const auto &frames = m_canvas.document().graph().layout.frames;
    if (!frame || frame->index() >= frames.size())
        return false;
    m_canvas.document().select(frames[frame->index()].nodes);
    beginNodes(m_canvas.document().selectedNodes());
    return true;
}

bool CanvasHands::graspEdge(const QPointF &place)
{
    const EdgeItem *edge = m_canvas.graphScene().edgeAt(place);
    if (!edge)
        return false;
    const models::PortRef from = edge->from();
    const bool wasChosen = edge->isChosen();
    const int bend = edge->bendAt(place);
    m_bends = edge->bends();
    m_canvas.selectEdge(from);
    if (!wasChosen || bend < 0 || from.isStart())
        return true;
    m_drag = Drag::Bend;
    m_bentEdge = from;
    m_bend = static_cast<std::size_t>(bend);
    m_isBent = false;
    return true;
}

void CanvasHands::beginNodes(const QStringList &nodes)
{
    m_drag = Drag::Nodes;
    m_nodes = nodes;
    m_before = m_canvas.graphScene().places();
    m_draggedBy = {};
    m_onto.reset();
    m_isDetaching = false;
}

bool CanvasHands::move(const QMouseEvent &event)
{
    const QPointF place = m_canvas.mapToScene(event.pos());
    switch (m_drag) {
    case Drag::Nothing:
        showCursor(place);
        return false;
    case Drag::Pan:
        m_canvas.panBy(event.pos() - std::exchange(m_panFrom, event.pos()));
        break;
    case Drag::Nodes:
        dragNodes(place);
        break;
    case Drag::Link:
        dragLink(place);
        break;
    case Drag::Bend:
        dragBend(place);
        break;
    }
    return true;
}

void CanvasHands::dragNodes(const QPointF &place)
{
    if (m_nodes.isEmpty())
        return;
    // The first one comes onto the grid, and the others keep their distances to it.
    const models::CanvasPoint from = m_before.value(m_nodes.front());
    const models::CanvasPoint to =
        CanvasCommands::onGrid(QPointF(from.x, from.y) + place - m_dragFrom);
    const QPoint by = m_draggedBy.isNull() && (place - m_dragFrom).manhattanLength() < 4
        ? QPoint()
        : QPoint(to.x - from.x, to.y - from.y);
    if (by == m_draggedBy)
        return;
    m_draggedBy = by;
    GraphScene &scene = m_canvas.graphScene();
    for (const QString &id : std::as_const(m_nodes)) {
        const models::CanvasPoint before = m_before.value(id);
        if (NodeItem *item = scene.node(id))
            item->setPos(before.x + by.x(), before.y + by.y());
    }
    scene.followNodes(m_nodes);
    std::optional<models::PortRef> onto;
    const NodeItem *only = m_nodes.size() == 1 ? scene.node(m_nodes.front()) : nullptr;
    const EdgeItem *edge =
        only && !m_isDetaching ? scene.edgeNear(only->sceneBox().center()) : nullptr;
    if (edge) {
        const bool isKnown = m_onto && *m_onto == edge->from();
        if (isKnown || m_canvas.commands().canInsert(edge->from(), only->id()))
            onto = edge->from();
    }
    m_onto = onto;
    scene.lightEdge(onto);
}

void CanvasHands::dragLink(const QPointF &place)
{
    // It jumps to where it would end.
    const NodeItem *to = m_canvas.graphScene().nodeAt(place);
    m_line.moveTo(to && to->id() != m_link.port.node ? to->sceneInput() : place);
}

void CanvasHands::dragBend(const QPointF &place)
{
    EdgeItem *edge = m_canvas.graphScene().edge(m_bentEdge);
    if (!edge || m_bend >= m_bends.size())
        return;
    const models::CanvasPoint to = CanvasCommands::onGrid(place);
    m_bends[m_bend] = QPointF(to.x, to.y);
    m_isBent = true;
    edge->moveBend(m_bend, m_bends[m_bend]);
}

bool CanvasHands::release(const QMouseEvent &event)
{
    const bool isPanButton = event.button() == Qt::MiddleButton;
    if (m_drag == Drag::Nothing || (isPanButton && m_drag != Drag::Pan)
        || (event.button() != Qt::LeftButton && !isPanButton))
        return m_drag != Drag::Nothing;
    switch (std::exchange(m_drag, Drag::Nothing)) {
    case Drag::Nothing:
        break;
    case Drag::Pan:
        m_canvas.viewport()->unsetCursor();
        break;
    case Drag::Nodes:
        endNodes();
        break;
    case Drag::Link:
        endLink(m_canvas.mapToScene(event.pos()));
        break;
    case Drag::Bend:
        endBend();
        break;
    }
    return true;
}

void CanvasHands::endNodes()
{
    // The edit shows the graph anew, which cancels: what it needs is taken out first.
    const QStringList nodes = std::exchange(m_nodes, {});
    const QPoint by = std::exchange(m_draggedBy, {});
    const auto onto = std::exchange(m_onto, std::nullopt);
    m_canvas.graphScene().lightEdge(std::nullopt);
    if (by.isNull())
        return;
    const NodeItem *only = nodes.size() == 1 ? m_canvas.graphScene().node(nodes.front()) : nullptr;
    if (m_isDetaching && only)
        m_canvas.commands().detach(only->id(), only->pos());
    else
        m_canvas.commands().move(nodes, m_before, by, onto);
    // A refused edit leaves the document as it was: so shall the picture be.
    m_canvas.graphScene().setGraph(m_canvas.document().graph());
}

void CanvasHands::endLink(const QPointF &place)
{
    const bool wasDragged = m_line.isDrawn();
    m_line.remove();
    if (!wasDragged)
        return;
    const NodeItem *to = m_canvas.graphScene().nodeAt(place);
    if (!to)
        m_canvas.questions().askForNode(place, m_link);
    else if (to->id() != m_link.port.node)
        m_canvas.commands().connectTo(m_link, to->id());
}

void CanvasHands::endBend()
{
    if (m_isBent)
        m_canvas.commands().bend(m_bentEdge, std::exchange(m_bends, {}));
}

bool CanvasHands::doubleClick(const QMouseEvent &event)
{
    if (event.button() != Qt::LeftButton || m_panning == Panning::On)
        return false;
    const QPointF place = m_canvas.mapToScene(event.pos());
    GraphScene &scene = m_canvas.graphScene();
    if (scene.nodeAt(place))
        return press(event);
    if (const EdgeItem *edge = scene.edgeAt(place)) {
        if (!edge->from().isStart())
            m_canvas.commands().toggleBend(edge->from(), place);
    } else if (const FrameItem *frame = scene.frameAt(place)) {
        m_canvas.questions().askForFrameName(frame->index());
    } else {
        m_canvas.questions().askForNode(place);
    }
    return true;
}

void CanvasHands::cancel()
{
    const Drag drag = std::exchange(m_drag, Drag::Nothing);
    if (drag == Drag::Pan)
        m_canvas.viewport()->unsetCursor();
    m_line.remove();
    m_canvas.graphScene().lightEdge(std::nullopt);
    if ((drag == Drag::Nodes && !m_draggedBy.isNull()) || drag == Drag::Bend)
        m_canvas.graphScene().setGraph(m_canvas.document().graph());
    m_nodes.clear();
    m_draggedBy = {};
    m_onto.reset();
}

void CanvasHands::showCursor(const QPointF &place)
{
    const NodeItem *node = m_canvas.graphScene().nodeAt(place);
    const bool isLink = node ? node->shapeOfNode().portAt(place - node->pos()) != nullptr
                             : m_canvas.graphScene().isStartAt(place);
    if (isLink)
        m_canvas.viewport()->setCursor(Qt::CrossCursor);
    else
        m_canvas.viewport()->unsetCursor();
}

} // namespace signalbox::ui
