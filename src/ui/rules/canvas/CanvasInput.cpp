// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The hands of the canvas: what CanvasView does on mouse and keys.

#include "models/policy/NodePorts.h"
#include "ui/rules/canvas/CanvasView.h"
#include "ui/shell/Theme.h"

#include <QGraphicsPathItem>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace signalbox::ui {

namespace {

constexpr double zoomStep = 1.15;
constexpr double wheelStep = 120;

QPoint snapped(const QPointF &way)
{
    return {qRound(way.x() / CanvasView::grid) * CanvasView::grid,
            qRound(way.y() / CanvasView::grid) * CanvasView::grid};
}

} // namespace

void CanvasView::mousePressEvent(QMouseEvent *event)
{
    const bool isPan =
        event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_isSpaceDown);
    if (isPan) {
        m_drag = Drag::Pan;
        m_panFrom = event->pos();
        viewport()->setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (event->button() == Qt::LeftButton)
        beginDrag(*event);
    if (m_drag == Drag::Nothing)
        QGraphicsView::mousePressEvent(event);
}

void CanvasView::beginDrag(const QMouseEvent &event)
{
    const QPointF place = mapToScene(event.pos());
    m_dragFrom = place;
    m_draggedBy = {};
    const NodeItem *node = m_scene.nodeAt(place);
    const PortShape *port = node ? node->shapeOfNode().portAt(place - node->pos()) : nullptr;
    if (port) {
        m_drag = Drag::Edge;
        m_edgeFrom = {.node = node->id(), .port = port->id};
        m_edgeBegin = node->pos() + port->place;
    } else if (const auto *start =
                   qgraphicsitem_cast<StartItem *>(m_scene.itemAt(place, transform()))) {
        m_drag = Drag::Edge;
        m_edgeFrom = {};
        m_edgeBegin = start->output();
    } else if (node) {
        QStringList nodes = m_document.selectedNodes();
        if (event.modifiers().testFlag(Qt::ControlModifier)) {
            if (nodes.removeAll(node->id()) == 0)
                nodes.append(node->id());
            m_document.select(nodes);
        } else if (!nodes.contains(node->id())) {
            m_document.select({node->id()});
        }
        m_drag = Drag::Nodes;
        m_isDetaching =
            event.modifiers().testFlag(Qt::AltModifier) && m_document.selectedNodes().size() == 1;
    }
}

void CanvasView::mouseMoveEvent(QMouseEvent *event)
{
    switch (m_drag) {
    case Drag::Nothing:
        QGraphicsView::mouseMoveEvent(event);
        return;
    case Drag::Pan: {
        m_isFitted = false;
        const QPoint by = event->pos() - m_panFrom;
        m_panFrom = event->pos();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - by.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - by.y());
        return;
    }
    case Drag::Nodes:
        dragNodes(mapToScene(event->pos()));
        return;
    case Drag::Edge:
        dragEdge(mapToScene(event->pos()));
        return;
    }
}

void CanvasView::dragNodes(const QPointF &place)
{
    const QPoint by = snapped(place - m_dragFrom);
    if (by == m_draggedBy)
        return;
    for (const QString &id : m_document.selectedNodes()) {
        if (NodeItem *item = m_scene.node(id))
            item->moveBy(by.x() - m_draggedBy.x(), by.y() - m_draggedBy.y());
    }
    m_draggedBy = by;
    m_scene.followNodes();
}

void CanvasView::dragEdge(const QPointF &place)
{
    if (!m_edge) {
        m_edge = m_scene.addPath({}, QPen(m_theme.colors().accent, 2, Qt::DashLine));
        m_edge->setZValue(3);
    }
    QPainterPath path(m_edgeBegin);
    EdgeItem::addCurve(path, place);
    m_edge->setPath(path);
}

void CanvasView::mouseReleaseEvent(QMouseEvent *event)
{
    const Drag drag = std::exchange(m_drag, Drag::Nothing);
    const QPointF place = mapToScene(event->pos());
    switch (drag) {
    case Drag::Nothing:
        QGraphicsView::mouseReleaseEvent(event);
        return;
    case Drag::Pan:
        viewport()->unsetCursor();
        return;
    case Drag::Nodes:
        if (m_isDetaching && !m_draggedBy.isNull()) {
            const QString node = m_document.selectedNodes().value(0);
            if (const NodeItem *item = m_scene.node(node))
                detach(node, item->pos());
        } else {
            moveSelected(m_draggedBy);
        }
        m_draggedBy = {};
        m_isDetaching = false;
        return;
    case Drag::Edge:
        endEdge(place);
        return;
    }
}

void CanvasView::endEdge(const QPointF &place)
{
    const bool wasDragged = m_edge != nullptr;
    delete std::exchange(m_edge, nullptr);
    if (!wasDragged)
        return;
    const NodeItem *to = m_scene.nodeAt(place);
    if (to && to->id() != m_edgeFrom.node)
        connectNodes(m_edgeFrom, to->id());
    else if (!to)
        askForNode(place, m_edgeFrom);
}

void CanvasView::wheelEvent(QWheelEvent *event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        m_isFitted = false;
        QGraphicsView::wheelEvent(event);
        return;
    }
    zoomBy(std::pow(zoomStep, event->angleDelta().y() / wheelStep));
    event->accept();
}

void CanvasView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space) {
        m_isSpaceDown = true;
        event->accept();
    } else if (editByKey(*event) || moveByKey(event->key())) {
        event->accept();
    } else {
        event->ignore();
    }
}

void CanvasView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat())
        m_isSpaceDown = false;
    QGraphicsView::keyReleaseEvent(event);
}

bool CanvasView::editByKey(const QKeyEvent &event)
{
    const bool isControl = event.modifiers().testFlag(Qt::ControlModifier);
    if (event.matches(QKeySequence::Copy)) {
        copySelected();
    } else if (event.matches(QKeySequence::Cut)) {
        cutSelected();
    } else if (event.matches(QKeySequence::Paste)) {
        paste();
    } else if (event.matches(QKeySequence::SelectAll)) {
        m_document.select(m_document.graph().nodes.keys());
    } else if (isControl && event.modifiers().testFlag(Qt::ShiftModifier)
               && event.key() == Qt::Key_L) {
        layOut();
    } else if (isControl && event.key() == Qt::Key_D) {
        duplicateSelected();
    } else if (isControl) {
        return false;
    } else if (event.key() == Qt::Key_Delete || event.key() == Qt::Key_Backspace) {
        removeSelected();
    } else if (event.key() == Qt::Key_M) {
        toggleMuted();
    } else if (event.key() == Qt::Key_A || event.key() == Qt::Key_Insert) {
        askForNode(mapToScene(viewport()->rect().center()));
    } else if (event.key() == Qt::Key_Plus || event.key() == Qt::Key_Equal) {
        zoomBy(zoomStep);
    } else if (event.key() == Qt::Key_Minus) {
        zoomBy(1 / zoomStep);
    } else if (event.key() == Qt::Key_Home) {
        fit();
    } else {
        return false;
    }
    return true;
}

bool CanvasView::moveByKey(int key)
{
    if (key != Qt::Key_Left && key != Qt::Key_Right && key != Qt::Key_Up && key != Qt::Key_Down)
        return false;
    const models::RouteGraph &graph = m_document.graph();
    const QString now = m_document.selectedNodes().value(0);
    const NodeItem *from = m_scene.node(now);
    if (!from) {
        selectOnly(graph.start);
        return true;
    }
    const NodeItem *best = nullptr;
    const auto offer = [&](const NodeItem *item) {
        const auto far = [from](const NodeItem *other) {
            return std::abs(other->pos().y() - from->pos().y());
        };
        if (item && (!best || far(item) < far(best)))
            best = item;
    };
    if (key == Qt::Key_Right) {
        for (const models::NodePort &port : models::portsOf(graph.nodes.value(now)))
            offer(m_scene.node(port.node));
    } else if (key == Qt::Key_Left) {
        for (auto node = graph.nodes.cbegin(); node != graph.nodes.cend(); ++node) {
            for (const models::NodePort &port : models::portsOf(node.value())) {
                if (port.node == now)
                    offer(m_scene.node(node.key()));
            }
        }
    } else {
        const int sign = key == Qt::Key_Down ? 1 : -1;
        for (const QString &id : graph.nodes.keys()) {
            const NodeItem *item = m_scene.node(id);
            const QPointF way = item->pos() - from->pos();
            if (sign * way.y() > 0 && std::abs(way.x()) < NodeShape::width)
                offer(item);
        }
    }
    if (best)
        selectOnly(best->id());
    return true;
}

void CanvasView::selectOnly(const QString &node)
{
    if (!m_scene.node(node))
        return;
    m_document.select({node});
    ensureVisible(m_scene.node(node));
}

bool CanvasView::focusNextPrevChild(bool isNext)
{
    // From node to node, column by column; beyond the last one the focus goes on.
    QList<const NodeItem *> order;
    for (const QString &id : m_document.graph().nodes.keys())
        order.append(m_scene.node(id));
    std::ranges::sort(order, {}, [](const NodeItem *item) {
        return std::pair(item->pos().x(), item->pos().y());
    });
    const qsizetype now = order.indexOf(m_scene.node(m_document.selectedNodes().value(0)));
    const qsizetype next = now < 0 ? (isNext ? 0 : order.size() - 1) : now + (isNext ? 1 : -1);
    if (next < 0 || next >= order.size())
        return QGraphicsView::focusNextPrevChild(isNext);
    selectOnly(order.at(next)->id());
    return true;
}

void CanvasView::drawBackground(QPainter *painter, const QRectF &box)
{
    const ThemeColors &colors = m_theme.colors();
    painter->fillRect(box, colors.surface[0]);
    // Dots only where they can be told apart.
    constexpr double step = 4.0 * grid;
    if (transform().m11() < CanvasPaint::plainBelow)
        return;
    QList<QPointF> dots;
    for (double x = std::floor(box.left() / step) * step; x < box.right(); x += step) {
        for (double y = std::floor(box.top() / step) * step; y < box.bottom(); y += step)
            dots.append({x, y});
    }
    painter->setPen(QPen(colors.line, 2));
    painter->drawPoints(dots.constData(), static_cast<int>(dots.size()));
}

} // namespace signalbox::ui
