// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/GraphCommands.h"

#include "models/policy/NodeLinks.h"
#include "models/policy/NodePorts.h"
#include "models/policy/edit/GraphClipboard.h"
#include "models/policy/edit/NodeEdits.h"
#include "models/policy/edit/PortEdits.h"
#include "ui/rules/canvas/NodeWords.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSet>

#include <algorithm>

namespace signalbox::ui {

using models::CanvasPoint;
using models::GraphEditResult;
using models::PortRef;
using models::RouteGraph;

namespace {

// In the units of the canvas.
constexpr int roomBelow = 160;
constexpr CanvasPoint copyOffset{.x = 32, .y = 32};

/// A place that no node covers: below the lowest one, at the left.
CanvasPoint freePlace(const models::GraphLayout &layout)
{
    CanvasPoint place;
    bool isFirst = true;
    for (const CanvasPoint &node : layout.nodes) {
        place.x = isFirst ? node.x : std::min(place.x, node.x);
        place.y = isFirst ? node.y : std::max(place.y, node.y);
        isFirst = false;
    }
    if (!isFirst)
        place.y += roomBelow;
    return place;
}

/// Where no node had a place, new ones are laid out with the others.
RouteGraph laidOutLike(const RouteGraph &before, RouteGraph after)
{
    if (before.layout.nodes.isEmpty())
        after.layout.nodes.clear();
    return after;
}

/// The graph with a place for those of \a nodes that have none of their own.
RouteGraph placedAt(RouteGraph graph, const QStringList &nodes, const GraphCommands::Places &places)
{
    for (const QString &node : nodes) {
        const auto place = places.constFind(node);
        if (place != places.cend() && !graph.layout.nodes.contains(node))
            graph.layout.nodes.insert(node, *place);
    }
    return graph;
}

/// The place of \a port among its like, from 0; nothing for an output that is always there.
std::optional<std::size_t> entryPlace(const RouteGraph &graph, const PortRef &port)
{
    std::size_t place = 0;
    for (const models::NodePort &other : models::portsOf(graph.nodes.value(port.node))) {
        if (other.place != models::NodePort::Place::Entry)
            continue;
        if (other.id == port.port)
            return place;
        ++place;
    }
    return std::nullopt;
}

QString entryAt(const RouteGraph &graph, const QString &node, std::size_t wanted)
{
    std::size_t place = 0;
    for (const models::NodePort &port : models::portsOf(graph.nodes.value(node))) {
        if (port.place == models::NodePort::Place::Entry && place++ == wanted)
            return port.id;
    }
    return {};
}

} // namespace

GraphCommands::GraphCommands(RulesDocument &document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{}

models::NodeDefaults GraphCommands::defaultsOf(const models::Policy &policy)
{
    models::NodeDefaults defaults;
    for (const models::Target &target : policy.targets)
        defaults.targets.append(target.id);
    if (!policy.budgets.isEmpty())
        defaults.budget = policy.budgets.front().id;
    return defaults;
}

bool GraphCommands::edit(const QString &undoText, const RulesDocument::Edit &edit)
{
    const auto why = m_document.edit(undoText, edit);
    if (why)
        emit refused(*why);
    return !why;
}

void GraphCommands::add(models::RouteNodeKind kind, const std::optional<PortRef> &from,
                        std::optional<CanvasPoint> place)
{
    QString added;
    const auto finished = [&](const RouteGraph &before, RouteGraph after) {
        return place ? std::move(after) : laidOutLike(before, std::move(after));
    };
    const auto grow = [&](const RouteGraph &graph) -> GraphEditResult {
        const models::AddedNode node = models::addNode(
            graph, kind, place.value_or(freePlace(graph.layout)), defaultsOf(m_document.policy()));
        added = node.id;
        if (!from || (from->isStart() && graph.nodes.isEmpty()))
            return finished(graph, node.graph);
        // What ends a path cannot stand on an edge: then the old end of the edge is let go.
        const bool isEnd = models::portsOf(node.graph.nodes.value(node.id)).empty();
        auto linked = isEnd ? models::connectPort(node.graph, *from, node.id)
                            : models::insertOnEdge(node.graph, *from, node.id);
        return linked ? GraphEditResult(finished(graph, linked.takeValue())) : linked;
    };
    if (edit(tr("Add %1").arg(nodeKindText(kind)), grow))
        m_document.select({added});
}

void GraphCommands::remove(const QStringList &nodes)
{
    if (!nodes.isEmpty())
        edit(tr("Delete %n nodes", nullptr, static_cast<int>(nodes.size())),
             [&nodes](const RouteGraph &graph) { return models::removeNodes(graph, nodes); });
}

void GraphCommands::copy(const QStringList &nodes, const Places &places) const
{
    if (!nodes.isEmpty())
        QGuiApplication::clipboard()->setText(QString::fromUtf8(
            models::copyNodes(placedAt(m_document.graph(), nodes, places), nodes)));
}

void GraphCommands::paste(std::optional<CanvasPoint> place)
{
    const QByteArray text = QGuiApplication::clipboard()->text().toUtf8();
    QStringList added;
    const auto grow = [&](const RouteGraph &graph) -> GraphEditResult {
        auto grown = models::pasteNodes(graph, text, place.value_or(freePlace(graph.layout)));
        if (!grown)
            return models::Failure{grown.error()};
        added = grown.value().ids.values();
        return place ? grown.value().graph : laidOutLike(graph, grown.value().graph);
    };
    if (edit(tr("Paste"), grow))
        m_document.select(added);
}

void GraphCommands::duplicate(const QStringList &nodes, const Places &places)
{
    if (nodes.isEmpty())
        return;
    QStringList added;
    const auto grow = [&](const RouteGraph &graph) -> GraphEditResult {
        auto grown = models::duplicateNodes(placedAt(graph, nodes, places), nodes, copyOffset);
        if (!grown)
            return models::Failure{grown.error()};
        added = grown.value().ids.values();
        return grown.value().graph;
    };
    if (edit(tr("Duplicate"), grow))
        m_document.select(added);
}

void GraphCommands::detach(const QString &node, std::optional<models::CanvasPoint> place)
{
    edit(tr("Detach"), [&](const models::RouteGraph &graph) -> models::GraphEditResult {
        auto free = models::detachNode(graph, node);
        return free && place ? models::setPosition(free.value(), node, *place) : free;
    });
}

void GraphCommands::toggleMuted(const QStringList &nodes)
{
    if (nodes.isEmpty())
        return;
    const bool isMuted = m_document.graph().nodes.value(nodes.front()).isMuted;
    const auto mute = isMuted ? models::Mute::Off : models::Mute::On;
    edit(isMuted ? tr("Unmute") : tr("Mute"), [&](const RouteGraph &graph) -> GraphEditResult {
        GraphEditResult result = graph;
        for (const QString &node : nodes) {
            if (result)
                result = models::setMuted(result.value(), node, mute);
        }
        return result;
    });
}

void GraphCommands::lead(const PortRef &from, const QString &to)
{
    if (to.isEmpty())
        disconnectAll({from});
    else
        edit(tr("Connect"),
             [&](const RouteGraph &graph) { return models::connectPort(graph, from, to); });
}

void GraphCommands::leadFailures(const QString &node, models::ErrorClass errorClass,
                                 const QString &to)
{
    edit(tr("Lead failures"), [&](const RouteGraph &graph) {
        return models::connectErrorClass(graph, node, errorClass, to);
    });
}

void GraphCommands::disconnectAll(const std::vector<PortRef> &ports)
{
    edit(tr("Disconnect"), [&](const RouteGraph &graph) -> GraphEditResult {
        GraphEditResult result = graph;
        for (const PortRef &port : ports) {
            if (result)
                result = models::disconnectPort(result.value(), port);
        }
        return result;
    });
}

QStringList GraphCommands::destinations(const PortRef &from) const
{
    const RouteGraph &graph = m_document.graph();
    if (from.isStart())
        return graph.nodes.keys();
    QHash<QString, QStringList> before;
    for (auto node = graph.nodes.cbegin(); node != graph.nodes.cend(); ++node)
        models::forEachLink(node.value(),
                            [&](const QString &link) { before[link].append(node.key()); });
    QSet<QString> circles;
    QStringList open{from.node};
    while (!open.isEmpty()) {
        const QString node = open.takeLast();
        if (circles.contains(node))
            continue;
        circles.insert(node);
        open.append(before.value(node));
    }
    QStringList nodes = graph.nodes.keys();
    nodes.removeIf([&circles](const QString &node) { return circles.contains(node); });
    return nodes;
}

QString GraphCommands::addOutput(const QString &node)
{
    QString added;
    edit(tr("Add output"), [&](const RouteGraph &graph) -> GraphEditResult {
        auto grown = models::addPort(graph, node);
        if (!grown)
            return models::Failure{grown.error()};
        added = grown.value().port;
        return grown.value().graph;
    });
    return added;
}

void GraphCommands::removeOutput(const PortRef &port)
{
    edit(tr("Remove output"),
         [&](const RouteGraph &graph) { return models::removePort(graph, port); });
}

QString GraphCommands::moveOutput(const PortRef &port, Direction direction)
{
    const auto place = entryPlace(m_document.graph(), port);
    const bool isFirst = place && *place == 0 && direction == Direction::Up;
    if (isFirst)
        return {}; // as at the other end, where the edit changes nothing
    const std::size_t goal =
        place.value_or(0) + static_cast<std::size_t>(static_cast<int>(direction));
    const bool isMoved = edit(tr("Move output"), [&](const RouteGraph &graph) {
        return models::movePort(graph, port, goal);
    });
    return isMoved ? entryAt(m_document.graph(), port.node, goal) : QString();
}

} // namespace signalbox::ui
