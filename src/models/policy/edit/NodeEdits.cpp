// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/NodeEdits.h"

#include "models/policy/NodeLinks.h"
#include "models/policy/PolicyProblem.h"
#include "models/policy/edit/EditWords.h"
#include "models/policy/edit/LayoutEdits.h"
#include "models/policy/edit/NodeCopies.h"

#include <QSet>

namespace signalbox::models {

namespace {

/// As the schema's "id".
constexpr qsizetype longestId = 128;

bool isIdLetter(QChar letter)
{
    return (letter >= u'a' && letter <= u'z') || (letter >= u'A' && letter <= u'Z')
        || (letter >= u'0' && letter <= u'9') || letter == u'_' || letter == u'.' || letter == u'-';
}

/// Follows default successors until one stays; empty when none does.
QString heirOf(const RouteGraph &graph, const QString &removed, const QSet<QString> &all)
{
    QSet<QString> seen;
    QString heir = removed;
    while (all.contains(heir)) {
        if (seen.contains(heir))
            return {}; // a circle in a draft
        seen.insert(heir);
        heir = defaultSuccessor(graph.nodes.value(heir));
    }
    return heir;
}

/// Takes the steps out that have lost their node; one of them stays.
void dropEmptySteps(RouteGraph &graph, const QString &id, const RouteNode &before)
{
    auto *fallback = std::get_if<FallbackNode>(&graph.nodes[id].body);
    if (!fallback)
        return;
    const auto &stepsBefore = std::get<FallbackNode>(before.body).steps;
    std::vector<FallbackStep> kept;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < fallback->steps.size(); ++i) {
        const bool isLost = fallback->steps[i].node.isEmpty() && !stepsBefore[i].node.isEmpty();
        places.push_back(isLost ? removedPort : kept.size());
        if (!isLost)
            kept.push_back(fallback->steps[i]);
    }
    if (kept.empty())
        kept.push_back({});
    // What `on` says of a step that has become the first one means nothing.
    kept.front().on = places.front() == 0 ? kept.front().on : std::vector<ErrorClass>();
    fallback->steps = std::move(kept);
    renumberPorts(graph.layout, id, QStringLiteral("step"), places);
}

} // namespace

QString whyNoNodeId(const QString &id)
{
    if (id.isEmpty())
        return QStringLiteral("A node needs an id.");
    if (id.size() > longestId)
        return QStringLiteral("An id has at most %1 characters.").arg(longestId);
    if (!std::ranges::all_of(id, isIdLetter))
        return QStringLiteral("An id is made of letters, digits, _, . and -.");
    return {};
}

QString freshNodeId(const RouteGraph &graph, const QString &wish)
{
    constexpr qsizetype roomForNumber = 8;
    QString base;
    for (const QChar letter : wish) {
        if (isIdLetter(letter) && base.size() < longestId - roomForNumber)
            base += letter;
    }
    if (base.isEmpty())
        base = QStringLiteral("node");
    if (!graph.nodes.contains(base))
        return base;
    // A copy of match-2 is match-3, not match-2-2.
    const qsizetype dash = base.lastIndexOf(u'-');
    bool isNumber = false;
    if (base.mid(dash + 1).toInt(&isNumber) > 1 && isNumber && dash > 0)
        base.truncate(dash);
    for (int number = 2;; ++number) {
        QString id = QStringLiteral("%1-%2").arg(base).arg(number);
        if (!graph.nodes.contains(id))
            return id;
    }
}

Result<AddedNode, QString> addNodeOnEdge(const RouteGraph &graph, const PortRef &edge,
                                         RouteNodeKind kind, CanvasPoint place,
                                         const NodeDefaults &defaults)
{
    if (QString why = whyNoPort(graph, edge); !why.isEmpty())
        return Failure{why};
    AddedNode added = addNode(graph, kind, place, defaults);
    auto edited = insertOnEdge(added.graph, edge, added.id);
    if (!edited)
        return Failure{edited.error()};
    return AddedNode{.graph = edited.takeValue(), .id = added.id};
}

GraphEditResult removeNodes(const RouteGraph &graph, const QStringList &nodes)
{
    if (QString why = whyNoNodes(graph, nodes); !why.isEmpty())
        return Failure{why};
    const QSet<QString> all(nodes.cbegin(), nodes.cend());
    QHash<QString, QString> heirs;
    for (const QString &node : all)
        heirs.insert(node, heirOf(graph, node, all));
    RouteGraph edited = graph;
    for (const QString &node : all)
        edited.nodes.remove(node);
    edited.start = heirs.value(graph.start, graph.start);
    for (auto node = edited.nodes.begin(); node != edited.nodes.end(); ++node) {
        forEachLink(*node, [&](QString &link) {
            const QString heir = heirs.value(link, link);
            // In a draft with a circle, healing could make a node its own successor.
            link = heir == node.key() ? QString() : heir;
        });
    }
    forgetChangedEdges(edited, graph);
    for (const QString &id : edited.nodes.keys())
        dropEmptySteps(edited, id, *graph.nodes.constFind(id));
    forgetMissingNodes(edited);
    return edited;
}

GraphEditResult renameNode(const RouteGraph &graph, const QString &from, const QString &to)
{
    if (QString why = whyNoNode(graph, from); !why.isEmpty())
        return Failure{why};
    if (from == to)
        return graph;
    if (QString why = whyNoNodeId(to); !why.isEmpty())
        return Failure{why};
    if (graph.nodes.contains(to))
        return Failure{QStringLiteral("There is a node %1 already.").arg(quoted(to))};
    const auto nameOf = [&](const QString &id) { return id == from ? to : id; };
    RouteGraph edited = graph;
    edited.start = nameOf(edited.start);
    edited.nodes.insert(to, edited.nodes.take(from));
    for (RouteNode &node : edited.nodes)
        forEachLink(node, [&](QString &link) { link = nameOf(link); });
    renameInLayout(edited.layout, nameOf);
    return edited;
}

GraphEditResult replaceNode(const RouteGraph &graph, const QString &id, const RouteNode &node)
{
    if (QString why = whyNoNode(graph, id); !why.isEmpty())
        return Failure{why};
    RouteGraph edited = graph;
    edited.nodes[id] = node;
    QString why;
    forEachLink(node, [&](const QString &link) {
        if (link.isEmpty() || !why.isEmpty())
            return;
        why = whyNoNode(edited, link);
        // What was there before is the draft's own business.
        if (why.isEmpty() && !leadsTo(graph, id, id))
            why = whyCircle(edited, id, link);
    });
    if (!why.isEmpty())
        return Failure{why};
    forgetChangedEdges(edited, graph);
    return edited;
}

Result<GrownGraph, QString> duplicateNodes(const RouteGraph &graph, const QStringList &nodes,
                                           CanvasPoint by)
{
    if (QString why = whyNoNodes(graph, nodes); !why.isEmpty())
        return Failure{why};
    return withCopies(graph, partOf(graph, nodes), by);
}

GraphEditResult setMuted(const RouteGraph &graph, const QString &node, Mute mute)
{
    if (QString why = whyNoNode(graph, node); !why.isEmpty())
        return Failure{why};
    RouteGraph edited = graph;
    RouteNode &changed = edited.nodes[node];
    if (mute == Mute::On && !isPassThrough(changed.kind()))
        return Failure{QStringLiteral("The node %1 decides where requests go; it cannot be passed "
                                      "by.")
                           .arg(quoted(node))};
    changed.isMuted = mute == Mute::On;
    return edited;
}

} // namespace signalbox::models
