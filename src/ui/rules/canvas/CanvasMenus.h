// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/GraphEdit.h"

#include <QObject>
#include <QPoint>
#include <QPointF>
#include <QStringList>

class QMenu;

namespace signalbox::ui {

class CanvasQuestions;
class CanvasView;

/// The context menus of the canvas: of nodes, of an edge, of a frame, and of the plane. Each says
/// the keys that do the same.
///
/// Lives on the GUI thread; owned by the canvas.
class CanvasMenus final : public QObject
{
    Q_OBJECT

public:
    CanvasMenus(CanvasView &canvas, CanvasQuestions &questions);

    /// For what is at \a place of the scene. A node that was not selected is then.
    void openAt(const QPointF &place);
    /// For what is selected, beside it; for the plane when nothing is.
    void openForSelection();
    /// Ways to bring the selected nodes into line.
    void fillAlignment(QMenu &menu);

private:
    [[nodiscard]] QMenu *makeMenu(const QString &name);
    /// The frames that \a nodes may join.
    void fillFrames(QMenu &menu, const QStringList &nodes);
    void openForNodes(const QPointF &place);
    void openForEdge(const models::PortRef &edge, const QPointF &place);
    void openForFrame(std::size_t frame, const QPointF &place);
    void openForPlane(const QPointF &place);
    void open(QMenu &menu, const QPointF &place);

    CanvasView &m_canvas;
    CanvasQuestions &m_questions;
};

} // namespace signalbox::ui
