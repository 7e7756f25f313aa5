// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/EdgeLayer.h"

#include "models/policy/NodePorts.h"
#include "models/policy/edit/EdgeWays.h"
#include "ui/rules/canvas/EdgeItem.h"
#include "ui/rules/canvas/NodeItem.h"

#include <QGraphicsScene>

#include <algorithm>

namespace signalbox::ui {

using models::PortRef;

namespace {

std::vector<QPointF> pointsOf(const std::vector<models::CanvasPoint> &bends)
{
    std::vector<QPointF> points;
    points.reserve(bends.size());
    for (const models::CanvasPoint &bend : bends)
        points.emplace_back(bend.x, bend.y);
    return points;
}

models::CanvasPoint roundedPoint(const QPointF &point)
{
    return {.x = qRound(point.x()), .y = qRound(point.y())};
}

/// By the keys of edges.
QHash<QString, const models::EdgeBends *> byEdge(const std::vector<models::EdgeBends> &bends)
{
    QHash<QString, const models::EdgeBends *> found;
    for (const models::EdgeBends &one : bends)
        found.insert(EdgeLayer::key({.node = one.from, .port = one.port}), &one);
    return found;
}

} // namespace

EdgeLayer::EdgeLayer(QGraphicsScene &scene, const CanvasPaint &paint)
    : m_scene(scene)
    , m_paint(paint)
{}

QString EdgeLayer::key(const PortRef &from)
{
    return from.node + QLatin1Char('\n') + from.port;
}

void EdgeLayer::show(const models::RouteGraph &graph, const Nodes &nodes, const QPointF &start,
                     const std::vector<models::EdgeBends> &automatic, const QStringList &moving)
{
    std::vector<QRect> boxes;
    for (const NodeItem *node : nodes) {
        if (!moving.contains(node->id()))
            boxes.push_back(node->sceneBox().toAlignedRect());
    }
    const models::EdgeWays ways(std::move(boxes));
    const auto own = byEdge(graph.layout.bends);
    const auto laidOut = byEdge(automatic);
    QHash<QString, EdgeItem *> before;
    before.swap(m_edges);
    const auto show = [&](const PortRef &from, std::vector<QPointF> begins, const NodeItem &to) {
        const QString edge = key(from);
        EdgeItem *item = before.take(edge);
        if (!item) {
            item = new EdgeItem(from, m_paint);
            m_scene.addItem(item);
        }
        const auto isPlaced = [&](const QString &node) {
            return node.isEmpty() || graph.layout.nodes.contains(node);
        };
        EdgeWay way{.begins = std::move(begins), .end = to.sceneInput()};
        if (const auto *bends = own.value(edge))
            way.bends = pointsOf(bends->points);
        else if (laidOut.contains(edge) && !isPlaced(from.node) && !isPlaced(to.id()))
            way.bends = pointsOf(laidOut.value(edge)->points);
        else
            way.bends =
                pointsOf(ways.bends(roundedPoint(way.begins.front()), roundedPoint(way.end)));
        item->setWay(way);
        m_edges.insert(edge, item);
    };
    for (auto node = graph.nodes.cbegin(); node != graph.nodes.cend(); ++node) {
        const NodeItem *from = nodes.value(node.key());
        for (const models::NodePort &port : models::portsOf(node.value())) {
            const NodeItem *to = nodes.value(port.node);
            if (!from || !to)
                continue;
            std::vector<QPointF> begins = from->shapeOfNode().placesOf(port.id);
            for (QPointF &begin : begins)
                begin += from->pos();
            if (!begins.empty())
                show({.node = node.key(), .port = port.id}, std::move(begins), *to);
        }
    }
    if (const NodeItem *first = nodes.value(graph.start))
        show({}, {start}, *first);
    qDeleteAll(before);
    if (m_chosen && !edge(*m_chosen))
        m_chosen.reset();
    updateLook();
}

EdgeItem *EdgeLayer::edge(const PortRef &from) const
{
    return m_edges.value(key(from));
}

void EdgeLayer::setPath(const QList<PortRef> &outputs, bool isAnyShown)
{
    m_path.clear();
    for (const PortRef &output : outputs)
        m_path.insert(key(output));
    m_isPathShown = isAnyShown;
    updateLook();
}

void EdgeLayer::lightNodes(const QSet<QString> &nodes)
{
    m_litNodes = nodes;
    updateLook();
}

void EdgeLayer::choose(const std::optional<PortRef> &chosen)
{
    m_chosen = chosen && edge(*chosen) ? chosen : std::nullopt;
    updateLook();
}

void EdgeLayer::light(const std::optional<PortRef> &dropped)
{
    if (dropped == m_dropped)
        return;
    m_dropped = dropped;
    updateLook();
}

void EdgeLayer::setLoads(const QHash<QString, EdgeLoad> &loads)
{
    m_loads = loads;
    updateLook();
}

void EdgeLayer::updateLook()
{
    for (auto edge = m_edges.cbegin(); edge != m_edges.cend(); ++edge) {
        EdgeItem &item = *edge.value();
        const bool isOnPath = m_path.contains(edge.key());
        item.setFaded(m_isPathShown && !isOnPath);
        item.setLit(isOnPath || m_litNodes.contains(item.from().node)
                    || (m_dropped && item.from() == *m_dropped));
        item.setChosen(m_chosen && item.from() == *m_chosen);
        const auto load = m_loads.constFind(edge.key());
        item.setLoad(load == m_loads.cend() ? std::nullopt : std::optional(*load));
    }
}

} // namespace signalbox::ui
