// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/canvas/CanvasCommands.h"
#include "ui/rules/canvas/LinkLine.h"

#include <QObject>
#include <QPoint>
#include <QPointF>
#include <QStringList>

#include <optional>
#include <vector>

class QMouseEvent;

namespace signalbox::ui {

class CanvasView;

/// What the mouse does on the canvas: links are drawn from outputs, nodes, frames and bends are
/// moved, the plane is pushed. What it does not take is the view's own: the box that selects.
///
/// Lives on the GUI thread; owned by the canvas. Items are looked up by name at each step, as the
/// graph may be another one meanwhile; cancel() ends what is under way and leaves no trace.
class CanvasHands final : public QObject
{
    Q_OBJECT

public:
    enum class Panning : quint8 { Off, On };

    explicit CanvasHands(CanvasView &canvas);

    // Each says whether it has taken the event.
    bool press(const QMouseEvent &event);
    bool move(const QMouseEvent &event);
    bool release(const QMouseEvent &event);
    bool doubleClick(const QMouseEvent &event);

    /// On: the left button pushes the plane.
    void setPanning(Panning panning) { m_panning = panning; }
    [[nodiscard]] bool isDragging() const { return m_drag != Drag::Nothing; }
    void cancel();

private:
    enum class Drag : quint8 { Nothing, Pan, Nodes, Link, Bend };

    bool grasp(const QMouseEvent &event);
    bool graspLink(const QPointF &place);
    bool graspNode(const QMouseEvent &event, const QPointF &place);
    bool graspFrame(const QPointF &place);
    bool graspEdge(const QPointF &place);
    void beginNodes(const QStringList &nodes);
    void dragNodes(const QPointF &place);
    void dragLink(const QPointF &place);
    void dragBend(const QPointF &place);
    void endNodes();
    void endLink(const QPointF &place);
    void endBend();
    void showCursor(const QPointF &place);

    CanvasView &m_canvas;
    Drag m_drag = Drag::Nothing;
    Panning m_panning = Panning::Off;
    QPoint m_panFrom; // on the viewport
    QPointF m_dragFrom; // on the scene
    QStringList m_nodes; // that are dragged
    GraphCommands::Places m_before; // where all nodes stood
    QPoint m_draggedBy;
    std::optional<models::PortRef> m_onto;
    bool m_isDetaching = false;
    LinkBegin m_link;
    LinkLine m_line;
    models::PortRef m_bentEdge;
    std::vector<QPointF> m_bends;
    std::size_t m_bend = 0;
    bool m_isBent = false;
};

} // namespace signalbox::ui
