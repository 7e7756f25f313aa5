// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/OutlineItems.h"

#include "ui/rules/ProblemPlaces.h"
#include "ui/rules/RuleWords.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/canvas/NodeWords.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>
#include <QStringList>

#include <algorithm>
#include <ranges>

namespace signalbox::ui {

using models::RouteGraph;

namespace {

struct OutlineItems
{
    Q_DECLARE_TR_FUNCTIONS(OutlineItems)
};

QStringList walkOrder(const RouteGraph &graph)
{
    QStringList order;
    QSet<QString> seen;
    QStringList next{graph.start};
    while (!next.isEmpty()) {
        const QString id = next.takeLast();
        const auto node = graph.nodes.constFind(id);
        if (node == graph.nodes.cend() || seen.contains(id))
            continue;
        seen.insert(id);
        order.append(id);
        // The first output comes off the stack first.
        for (const models::NodePort &port : models::portsOf(*node) | std::views::reverse)
            next.append(port.node);
    }
    QStringList unreached;
    for (auto node = graph.nodes.cbegin(); node != graph.nodes.cend(); ++node) {
        if (!seen.contains(node.key()))
            unreached.append(node.key());
    }
    unreached.sort();
    return order + unreached;
}

QString destinationText(const RouteGraph &graph, const QString &id)
{
    return id.isEmpty() ? OutlineItems::tr("nowhere") : nodeText(id, graph.nodes.value(id));
}

using NodeProblems = QHash<QString, QList<models::PolicyProblem>>;

NodeProblems problemsByNode(const RulesDocument &document)
{
    NodeProblems problems;
    for (const models::PolicyProblem &problem : document.problems()) {
        const auto place = placeOf(problem);
        if (place && place->routeIndex == document.routeIndex())
            problems[place->node].append(problem);
    }
    return problems;
}

OutlineNode outlineOf(const RouteGraph &graph, const QString &id, const NodeProblems &problems)
{
    const models::RouteNode node = graph.nodes.value(id);
    const QString kind = nodeKindText(node.kind());
    OutlineNode row{.id = id,
                    .text = nodeText(id, node),
                    .kind = node.isMuted ? OutlineItems::tr("%1, muted").arg(kind) : kind};
    for (models::NodePort &port : models::portsOf(node))
        row.ports.push_back(
            {.port = port, .leadsTo = destinationText(graph, port.node), .problems = {}});
    for (const models::PolicyProblem &problem : problems.value(id)) {
        const QString port = portAt(placeOf(problem).value_or(ProblemPlace()), node);
        const auto found = std::ranges::find(
            row.ports, port, [](const OutlinePort &candidate) { return candidate.port.id; });
        (found == row.ports.end() ? row.problems : found->problems).append(problem);
    }
    return row;
}

} // namespace

std::vector<OutlineNode> outlineOf(const RulesDocument &document)
{
    std::vector<OutlineNode> rows;
    if (document.routeIndex() < 0)
        return rows;
    const RouteGraph &graph = document.graph();
    const NodeProblems problems = problemsByNode(document);
    rows.push_back({.text = OutlineItems::tr("Start"),
                    .kind = OutlineItems::tr("Start of the route"),
                    .leadsTo = destinationText(graph, graph.start)});
    for (const QString &id : walkOrder(graph))
        rows.push_back(outlineOf(graph, id, problems));
    return rows;
}

} // namespace signalbox::ui
