// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/GraphEdit.h"

#include <QPointF>

#include <optional>

class QDragMoveEvent;
class QDropEvent;

namespace signalbox::ui {

class CanvasView;

/// Takes kinds of nodes that are dragged onto the canvas: one that is dropped on an edge is put
/// into it.
///
/// Lives on the GUI thread; owned by the canvas.
class CanvasDrops final
{
public:
    explicit CanvasDrops(CanvasView &canvas);

    void move(QDragMoveEvent &event);
    void leave();
    void drop(QDropEvent &event);

private:
    [[nodiscard]] std::optional<models::PortRef> edgeFor(models::RouteNodeKind kind,
                                                         const QPointF &place) const;

    CanvasView &m_canvas;
};

} // namespace signalbox::ui
