// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/GraphEdit.h"

#include "models/policy/NodeLinks.h"
#include "models/policy/PolicyProblem.h"
#include "models/policy/checks/DepthFirst.h"
#include "models/policy/edit/EditWords.h"
#include "models/policy/edit/LayoutEdits.h"

#include <QSet>

namespace signalbox::models {

namespace {

QString &linkAt(RouteGraph &graph, const PortRef &port)
{
    return port.isStart() ? graph.start : *linkOf(graph.nodes[port.node], port.port);
}

/// Lets what leads to \a from lead to \a to.
void redirect(RouteGraph &graph, const QString &from, const QString &to)
{
    if (graph.start == from)
        graph.start = to;
    for (RouteNode &node : graph.nodes) {
        forEachLink(node, [&](QString &link) {
            if (link == from)
                link = to;
        });
    }
}

/// The output by which a node that is put on an edge goes on; empty when none is free.
QString freePort(const RouteNode &node)
{
    const std::vector<NodePort> ports = portsOf(node);
    const QString usual = defaultPort(node);
    const auto isFree = [](const NodePort &port) { return port.node.isEmpty(); };
    const auto found = std::ranges::find_if(
        ports, [&](const NodePort &port) { return port.id == usual && isFree(port); });
    if (found != ports.end())
        return usual;
    const auto other = std::ranges::find_if(ports, isFree);
    return other == ports.end() ? QString() : other->id;
}

} // namespace

bool leadsTo(const RouteGraph &graph, const QString &node, const QString &other)
{
    QSet<QString> seen;
    QStringList open{node};
    while (!open.isEmpty()) {
        const auto found = graph.nodes.constFind(open.takeLast());
        if (found == graph.nodes.cend())
            continue;
        bool isFound = false;
        forEachLink(*found, [&](const QString &next) {
            isFound = isFound || next == other;
            if (!seen.contains(next)) {
                seen.insert(next);
                open.append(next);
            }
        });
        if (isFound)
            return true;
    }
    return false;
}

QString nodeInCircle(const RouteGraph &graph)
{
    QStringList ids = graph.nodes.keys();
    std::ranges::sort(ids);
    QHash<QString, std::size_t> indexOf;
    for (const QString &id : ids)
        indexOf.insert(id, static_cast<std::size_t>(indexOf.size()));
    DepthFirst::Next next;
    for (const QString &id : ids) {
        auto &steps = next.emplace_back();
        forEachLink(*graph.nodes.constFind(id), [&](const QString &link) {
            if (const auto found = indexOf.constFind(link); found != indexOf.cend())
                steps.push_back(*found);
        });
    }
    DepthFirst walk(next);
    for (std::size_t node = 0; node < next.size(); ++node) {
        const auto circle = walk.visit(node);
        if (!circle.empty())
            return ids[static_cast<qsizetype>(circle.front())];
    }
    return {};
}

GraphEditResult connectPort(const RouteGraph &graph, const PortRef &from, const QString &to)
{
    if (QString why = whyNoPort(graph, from); !why.isEmpty())
        return Failure{why};
    if (QString why = whyNoNode(graph, to); !why.isEmpty())
        return Failure{why};
    RouteGraph edited = graph;
    QString &link = linkAt(edited, from);
    if (link == to)
        return edited;
    // Judged without the edge that is replaced.
    link.clear();
    if (!from.isStart()) {
        if (QString why = whyCircle(edited, from.node, to); !why.isEmpty())
            return Failure{why};
    }
    link = to;
    forgetChangedEdges(edited, graph);
    return edited;
}

GraphEditResult disconnectPort(const RouteGraph &graph, const PortRef &from)
{
    if (QString why = whyNoPort(graph, from); !why.isEmpty())
        return Failure{why};
    RouteGraph edited = graph;
    linkAt(edited, from).clear();
    forgetChangedEdges(edited, graph);
    return edited;
}

GraphEditResult replaceStart(const RouteGraph &graph, const QString &node)
{
    return connectPort(graph, {}, node);
}

GraphEditResult insertOnEdge(const RouteGraph &graph, const PortRef &edge, const QString &node)
{
    if (QString why = whyNoPort(graph, edge); !why.isEmpty())
        return Failure{why};
    if (QString why = whyNoNode(graph, node); !why.isEmpty())
        return Failure{why};
    RouteGraph edited = graph;
    QString &link = linkAt(edited, edge);
    const QString end = link;
    if (end.isEmpty())
        return connectPort(graph, edge, node);
    if (end == node || edge.node == node)
        return Failure{
            QStringLiteral("The node %1 is at an end of this edge already.").arg(quoted(node))};
    link.clear();
    RouteNode &inserted = edited.nodes[node];
    if (portsOf(inserted).empty())
        return Failure{QStringLiteral("The node %1 ends a path; it cannot stand on an edge.")
                           .arg(quoted(node))};
    const QString port = freePort(inserted);
    if (port.isEmpty())
        return Failure{QStringLiteral("Every output of the node %1 leads somewhere already.")
                           .arg(quoted(node))};
    if (QString why = whyCircle(edited, node, end); !why.isEmpty())
        return Failure{why};
    *linkOf(inserted, port) = end;
    if (!edge.isStart()) {
        if (QString why = whyCircle(edited, edge.node, node); !why.isEmpty())
            return Failure{why};
    }
    link = node;
    forgetChangedEdges(edited, graph);
    return edited;
}

GraphEditResult detachNode(const RouteGraph &graph, const QString &node)
{
    if (QString why = whyNoNode(graph, node); !why.isEmpty())
        return Failure{why};
    RouteGraph edited = graph;
    // In a draft with a circle a node may be its own successor.
    const QString successor = defaultSuccessor(graph.nodes.value(node));
    redirect(edited, node, successor == node ? QString() : successor);
    forEachLink(edited.nodes[node], [](QString &link) { link.clear(); });
    forgetChangedEdges(edited, graph);
    return edited;
}

GraphEditResult setPosition(const RouteGraph &graph, const QString &node, CanvasPoint place)
{
    if (QString why = whyNoNode(graph, node); !why.isEmpty())
        return Failure{why};
    RouteGraph edited = graph;
    edited.layout.nodes.insert(node, moved(place, {}));
    return edited;
}

GraphEditResult moveNodes(const RouteGraph &graph, const QStringList &nodes, CanvasPoint by)
{
    if (QString why = whyNoNodes(graph, nodes); !why.isEmpty())
        return Failure{why};
    RouteGraph edited = graph;
    const QSet<QString> all(nodes.cbegin(), nodes.cend());
    for (const QString &node : all) {
        if (const auto place = edited.layout.nodes.find(node); place != edited.layout.nodes.end())
            *place = moved(*place, by);
    }
    for (EdgeBends &bends : edited.layout.bends) {
        const auto port = findPort(edited.nodes.value(bends.from), bends.port);
        if (!all.contains(bends.from) || !port || !all.contains(port->node))
            continue;
        for (CanvasPoint &point : bends.points)
            point = moved(point, by);
    }
    return edited;
}

GraphEditResult setBends(const RouteGraph &graph, const PortRef &from,
                         const std::vector<CanvasPoint> &points)
{
    if (QString why = whyNoPort(graph, from); !why.isEmpty())
        return Failure{why};
    RouteGraph edited = graph;
    if (from.isStart() || linkAt(edited, from).isEmpty())
        return Failure{QStringLiteral("There is no edge that could bend.")};
    auto &bends = edited.layout.bends;
    std::erase_if(bends, [&from](const EdgeBends &other) {
        return other.from == from.node && other.port == from.port;
    });
    if (points.empty())
        return edited;
    EdgeBends added{.from = from.node, .port = from.port};
    for (const CanvasPoint point : points)
        added.points.push_back(moved(point, {}));
    bends.push_back(std::move(added));
    return edited;
}

} // namespace signalbox::models
