// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

class QKeyEvent;

namespace signalbox::ui {

class CanvasView;
class NodeItem;

/// What keys do on the canvas: edits, and ways from node to node.
///
/// Lives on the GUI thread; owned by the canvas.
class CanvasKeys final : public QObject
{
    Q_OBJECT

public:
    enum class Step : quint8 { Next, Previous };

    explicit CanvasKeys(CanvasView &canvas);

    /// Whether the key means something here.
    bool press(const QKeyEvent &event);
    /// From node to node, column by column; false beyond the last one.
    bool walk(Step step);

private:
    bool edit(const QKeyEvent &event);
    bool editWithControl(const QKeyEvent &event);
    bool align(const QKeyEvent &event);
    bool zoom(int key);
    bool follow(int key);
    bool followEdge(int key);
    /// From edge to edge of the outputs of one node.
    void nextEdge(Step step);
    [[nodiscard]] const NodeItem *neighbour(const NodeItem &from, int key) const;
    bool nudge(const QKeyEvent &event);

    CanvasView &m_canvas;
};

} // namespace signalbox::ui
