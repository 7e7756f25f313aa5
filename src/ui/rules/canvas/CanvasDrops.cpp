// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/CanvasDrops.h"

#include "models/policy/NodePorts.h"
#include "ui/rules/canvas/CanvasView.h"
#include "ui/rules/canvas/NodeKindMime.h"

#include <QDropEvent>
#include <QMimeData>

namespace signalbox::ui {

CanvasDrops::CanvasDrops(CanvasView &canvas)
    : m_canvas(canvas)
{}

std::optional<models::PortRef> CanvasDrops::edgeFor(models::RouteNodeKind kind,
                                                    const QPointF &place) const
{
    // What ends a path cannot stand on an edge.
    const EdgeItem *edge = m_canvas.graphScene().edgeAt(place);
    const bool isEnd = models::portsOf(models::newNode(kind)).empty();
    return edge && !isEnd ? std::optional(edge->from()) : std::nullopt;
}

void CanvasDrops::move(QDragMoveEvent &event)
{
    const auto kind = nodeKindOf(*event.mimeData());
    if (!kind) {
        event.ignore();
        return;
    }
    const QPointF place = m_canvas.mapToScene(event.position().toPoint());
    m_canvas.graphScene().lightEdge(edgeFor(*kind, place));
    event.acceptProposedAction();
}

void CanvasDrops::leave()
{
    m_canvas.graphScene().lightEdge(std::nullopt);
}

void CanvasDrops::drop(QDropEvent &event)
{
    leave();
    const auto kind = nodeKindOf(*event.mimeData());
    if (!kind)
        return;
    event.acceptProposedAction();
    const QPointF place = m_canvas.mapToScene(event.position().toPoint());
    const auto edge = edgeFor(*kind, place);
    m_canvas.commands().add(*kind, place,
                            edge ? std::optional(LinkBegin{.port = *edge}) : std::nullopt);
    m_canvas.setFocus();
}

} // namespace signalbox::ui
