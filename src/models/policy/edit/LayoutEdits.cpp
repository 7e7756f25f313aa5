// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/LayoutEdits.h"

#include "models/policy/NodePorts.h"

#include <algorithm>

namespace signalbox::models {

namespace {

using Positions = QHash<QString, CanvasPoint>;

int movedCoordinate(int from, int by)
{
    const qint64 sum = qint64{from} + by;
    return static_cast<int>(std::clamp<qint64>(sum, -CanvasPoint::farthest, CanvasPoint::farthest));
}

/// Where the output of \a bends leads in \a graph; empty when there is no such output.
QString endOf(const EdgeBends &bends, const RouteGraph &graph)
{
    const auto node = graph.nodes.constFind(bends.from);
    if (node == graph.nodes.cend())
        return {};
    const auto port = findPort(*node, bends.port);
    return port ? port->node : QString();
}

} // namespace

CanvasPoint moved(CanvasPoint point, CanvasPoint by)
{
    return {.x = movedCoordinate(point.x, by.x), .y = movedCoordinate(point.y, by.y)};
}

void forgetMissingNodes(RouteGraph &graph)
{
    const auto isMissing = [&graph](const QString &id) { return !graph.nodes.contains(id); };
    GraphLayout &layout = graph.layout;
    layout.nodes.removeIf([&](Positions::iterator node) { return isMissing(node.key()); });
    std::erase_if(layout.frames, [&](LayoutFrame &frame) {
        return frame.nodes.removeIf(isMissing) > 0 && frame.nodes.isEmpty();
    });
    std::erase_if(layout.bends,
                  [&](const EdgeBends &bends) { return endOf(bends, graph).isEmpty(); });
}

void forgetChangedEdges(RouteGraph &graph, const RouteGraph &before)
{
    std::erase_if(graph.layout.bends, [&](const EdgeBends &bends) {
        const QString end = endOf(bends, graph);
        return end.isEmpty() || end != endOf(bends, before);
    });
}

void renumberPorts(GraphLayout &layout, const QString &node, const QString &word,
                   const std::vector<std::size_t> &newPlaces)
{
    QHash<QString, QString> names;
    for (std::size_t i = 0; i < newPlaces.size(); ++i)
        names.insert(QStringLiteral("%1 %2").arg(word).arg(i + 1),
                     newPlaces[i] == removedPort
                         ? QString()
                         : QStringLiteral("%1 %2").arg(word).arg(newPlaces[i] + 1));
    std::erase_if(layout.bends, [&](EdgeBends &bends) {
        if (bends.from == node)
            bends.port = names.value(bends.port, bends.port);
        return bends.port.isEmpty();
    });
}

void renameInLayout(GraphLayout &layout, const std::function<QString(const QString &)> &nameOf)
{
    Positions nodes;
    for (auto node = layout.nodes.cbegin(); node != layout.nodes.cend(); ++node)
        nodes.insert(nameOf(node.key()), node.value());
    layout.nodes = nodes;
    for (LayoutFrame &frame : layout.frames) {
        for (QString &node : frame.nodes)
            node = nameOf(node);
    }
    for (EdgeBends &bends : layout.bends)
        bends.from = nameOf(bends.from);
}

GraphLayout layoutOf(const GraphLayout &layout, const QSet<QString> &nodes)
{
    GraphLayout part = layout;
    part.nodes.removeIf([&](Positions::iterator node) { return !nodes.contains(node.key()); });
    // A frame of which only a part is taken stays where the rest of it is.
    std::erase_if(part.frames, [&](const LayoutFrame &frame) {
        return frame.nodes.isEmpty() || !std::ranges::all_of(frame.nodes, [&](const QString &node) {
                   return nodes.contains(node);
               });
    });
    std::erase_if(part.bends, [&](const EdgeBends &bends) { return !nodes.contains(bends.from); });
    return part;
}

void addLayout(GraphLayout &layout, const GraphLayout &more, CanvasPoint by)
{
    for (auto node = more.nodes.cbegin(); node != more.nodes.cend(); ++node)
        layout.nodes.insert(node.key(), moved(node.value(), by));
    layout.frames.insert(layout.frames.end(), more.frames.begin(), more.frames.end());
    for (EdgeBends bends : more.bends) {
        for (CanvasPoint &point : bends.points)
            point = moved(point, by);
        layout.bends.push_back(std::move(bends));
    }
}

} // namespace signalbox::models
