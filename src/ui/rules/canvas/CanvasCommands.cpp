// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/CanvasCommands.h"

#include "models/policy/NodePorts.h"
#include "models/policy/edit/FrameEdits.h"
#include "ui/rules/canvas/GraphScene.h"

namespace signalbox::ui {

using models::CanvasPoint;
using models::GraphEditResult;
using models::PortRef;
using models::RouteGraph;

CanvasCommands::CanvasCommands(RulesDocument &document, GraphScene &scene, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_scene(scene)
    , m_graph(document)
{
    connect(&m_graph, &GraphCommands::refused, this, &CanvasCommands::refused);
}

CanvasPoint CanvasCommands::onGrid(const QPointF &place)
{
    const auto snapped = [](double length) { return qRound(length / grid) * grid; };
    return {.x = snapped(place.x()), .y = snapped(place.y())};
}

bool CanvasCommands::edit(const QString &undoText, const RulesDocument::Edit &edit)
{
    const auto why = m_document.edit(undoText, edit);
    if (why)
        emit refused(*why);
    return !why;
}

void CanvasCommands::removeSelected()
{
    if (!m_document.selectedNodes().isEmpty())
        m_graph.remove(m_document.selectedNodes());
    else if (m_scene.selectedEdge())
        m_graph.disconnectAll({*m_scene.selectedEdge()});
}

void CanvasCommands::copySelected()
{
    m_graph.copy(m_document.selectedNodes(), m_scene.places());
}

void CanvasCommands::cutSelected()
{
    copySelected();
    m_graph.remove(m_document.selectedNodes());
}

void CanvasCommands::duplicateSelected()
{
    m_graph.duplicate(m_document.selectedNodes(), m_scene.places());
}

void CanvasCommands::toggleMuted()
{
    m_graph.toggleMuted(m_document.selectedNodes());
}

void CanvasCommands::alignSelected(models::Alignment alignment)
{
    QHash<QString, QRect> boxes;
    for (const QString &node : m_document.selectedNodes()) {
        if (const NodeItem *item = m_scene.node(node))
            boxes.insert(node, item->sceneBox().toAlignedRect());
    }
    if (boxes.size() < models::fewestFor(alignment))
        return;
    const auto places = models::aligned(boxes, alignment);
    edit(tr("Align %n nodes", nullptr, static_cast<int>(places.size())),
         [&places](const RouteGraph &graph) -> GraphEditResult {
             RouteGraph result = graph;
             for (auto place = places.cbegin(); place != places.cend(); ++place)
                 result.layout.nodes.insert(place.key(), place.value());
             return result;
         });
}

void CanvasCommands::frameSelected(const QString &label)
{
    const QStringList nodes = m_document.selectedNodes();
    if (!nodes.isEmpty())
        edit(tr("Frame"),
             [&](const RouteGraph &graph) { return models::addFrame(graph, label, nodes); });
}

void CanvasCommands::joinSelectedTo(std::size_t frame)
{
    const QStringList nodes = m_document.selectedNodes();
    if (!nodes.isEmpty())
        edit(tr("Add to frame"),
             [&](const RouteGraph &graph) { return models::joinFrame(graph, frame, nodes); });
}

void CanvasCommands::unframeSelected()
{
    const QStringList nodes = m_document.selectedNodes();
    if (!nodes.isEmpty())
        edit(tr("Take out of frames"),
             [&](const RouteGraph &graph) { return models::leaveFrames(graph, nodes); });
}

void CanvasCommands::detachSelected()
{
    const QStringList nodes = m_document.selectedNodes();
    const NodeItem *only = nodes.size() == 1 ? m_scene.node(nodes.front()) : nullptr;
    // Beside its chain, where it is seen to be out of it.
    if (only)
        detach(only->id(), only->pos() + QPointF(0, only->sceneBox().height() + 4 * grid));
}

void CanvasCommands::paste(const QPointF &place)
{
    m_graph.paste(onGrid(place));
}

void CanvasCommands::add(models::RouteNodeKind kind, const QPointF &place,
                         const std::optional<LinkBegin> &from)
{
    if (!from || from->after == models::ErrorClass::None) {
        m_graph.add(kind, from ? std::optional(from->port) : std::nullopt, onGrid(place));
        return;
    }
    QString added;
    const bool isAdded = edit(tr("Add %1").arg(nodeKindText(kind)), [&](const RouteGraph &graph) {
        const models::AddedNode node = models::addNode(
            graph, kind, onGrid(place), GraphCommands::defaultsOf(m_document.policy()));
        added = node.id;
        return models::connectErrorClass(node.graph, from->port.node, from->after, node.id);
    });
    if (isAdded)
        m_document.select({added});
}

void CanvasCommands::connectTo(const LinkBegin &from, const QString &to)
{
    if (from.after == models::ErrorClass::None)
        m_graph.lead(from.port, to);
    else
        m_graph.leadFailures(from.port.node, from.after, to);
}

void CanvasCommands::detach(const QString &node, const QPointF &place)
{
    m_graph.detach(node, onGrid(place));
}

bool CanvasCommands::canInsert(const PortRef &edge, const QString &node) const
{
    const RouteGraph &graph = m_document.graph();
    const QString end = edge.isStart() ? graph.start : [&] {
        const auto port = models::findPort(graph.nodes.value(edge.node), edge.port);
        return port ? port->node : QString();
    }();
    return !end.isEmpty() && models::insertOnEdge(graph, edge, node).hasValue();
}

void CanvasCommands::move(const QStringList &nodes, const GraphCommands::Places &places,
                          const QPoint &by, const std::optional<PortRef> &onto)
{
    if (nodes.isEmpty() || by.isNull())
        return;
    edit(onto ? tr("Insert on edge") : tr("Move %n nodes", nullptr, static_cast<int>(nodes.size())),
         [&](const RouteGraph &graph) -> GraphEditResult {
             RouteGraph placed = graph;
             for (const QString &node : nodes) {
                 if (!placed.layout.nodes.contains(node))
                     placed.layout.nodes.insert(node, places.value(node));
             }
             auto moved = models::moveNodes(placed, nodes, {.x = by.x(), .y = by.y()});
             return moved && onto ? models::insertOnEdge(moved.value(), *onto, nodes.front())
                                  : moved;
         });
}

void CanvasCommands::layOut()
{
    const models::LayeredDrawing drawing = m_scene.automaticDrawing();
    edit(tr("Lay out"), [&drawing](const RouteGraph &graph) -> GraphEditResult {
        RouteGraph result = graph;
        result.layout.nodes = drawing.nodes;
        result.layout.bends = drawing.bends;
        return result;
    });
}

void CanvasCommands::renameFrame(std::size_t frame, const QString &label)
{
    edit(tr("Rename frame"),
         [&](const RouteGraph &graph) { return models::renameFrame(graph, frame, label); });
}

void CanvasCommands::removeFrame(std::size_t frame)
{
    edit(tr("Remove frame"),
         [frame](const RouteGraph &graph) { return models::removeFrame(graph, frame); });
}

void CanvasCommands::bend(const PortRef &edge, const std::vector<QPointF> &places)
{
    std::vector<CanvasPoint> points;
    points.reserve(places.size());
    for (const QPointF &place : places)
        points.push_back(onGrid(place));
    edit(tr("Reroute edge"),
         [&](const RouteGraph &graph) { return models::setBends(graph, edge, points); });
}

void CanvasCommands::toggleBend(const PortRef &edge, const QPointF &place)
{
    const EdgeItem *item = m_scene.edge(edge);
    if (!item)
        return;
    std::vector<QPointF> places = item->bends();
    const int there = item->bendAt(place);
    if (there >= 0)
        places.erase(places.begin() + there);
    else
        places.insert(places.begin() + static_cast<std::ptrdiff_t>(item->bendPlace(place)), place);
    bend(edge, places);
}

void CanvasCommands::straighten(const PortRef &edge)
{
    edit(tr("Straighten edge"),
         [&edge](const RouteGraph &graph) { return models::setBends(graph, edge, {}); });
}

} // namespace signalbox::ui
