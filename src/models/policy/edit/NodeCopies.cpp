// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/NodeCopies.h"

#include "models/policy/NodeLinks.h"
#include "models/policy/edit/LayoutEdits.h"

#include <QSet>

#include <algorithm>

namespace signalbox::models {

RouteGraph partOf(const RouteGraph &graph, const QStringList &nodes)
{
    RouteGraph part;
    for (const QString &id : nodes) {
        if (const auto node = graph.nodes.constFind(id); node != graph.nodes.cend())
            part.nodes.insert(id, *node);
    }
    for (RouteNode &node : part.nodes) {
        forEachLink(node, [&part](QString &link) {
            if (!part.nodes.contains(link))
                link.clear();
        });
    }
    part.layout = layoutOf(graph.layout, QSet<QString>(part.nodes.keyBegin(), part.nodes.keyEnd()));
    forgetMissingNodes(part); // and bends of the edges that were cut
    return part;
}

GrownGraph withCopies(const RouteGraph &graph, const RouteGraph &part, CanvasPoint by)
{
    GrownGraph grown{.graph = graph, .ids = {}};
    QStringList ids = part.nodes.keys();
    std::ranges::sort(ids); // a hash has no order, but ids have to come out alike
    for (const QString &id : ids) {
        const QString fresh = freshNodeId(grown.graph, id);
        grown.ids.insert(id, fresh);
        grown.graph.nodes.insert(fresh, {});
    }
    const auto nameOf = [&grown](const QString &id) { return grown.ids.value(id); };
    for (const QString &id : ids) {
        RouteNode node = part.nodes.value(id);
        forEachLink(node, [&](QString &link) { link = nameOf(link); });
        grown.graph.nodes.insert(nameOf(id), node);
    }
    GraphLayout layout = part.layout;
    renameInLayout(layout, nameOf);
    addLayout(grown.graph.layout, layout, by);
    return grown;
}

} // namespace signalbox::models
