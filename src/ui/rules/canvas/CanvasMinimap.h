// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPixmap>
#include <QWidget>

namespace signalbox::ui {

class CanvasView;

/// The whole graph in a corner of the canvas, with a box around what is seen of it. A click or a
/// drag goes there.
///
/// Lives on the GUI thread; a child of the canvas, over its viewport. The picture of the graph is
/// kept until the graph is drawn anew.
class CanvasMinimap final : public QWidget
{
    Q_OBJECT

public:
    explicit CanvasMinimap(CanvasView &canvas);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void place();
    void drawGraph();
    void goTo(const QPointF &place);
    /// From the scene to the map.
    [[nodiscard]] QTransform mapping() const;

    CanvasView &m_canvas;
    QPixmap m_graph; // null: to be drawn
};

} // namespace signalbox::ui
