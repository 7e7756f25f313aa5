// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/GraphIndex.h"

namespace signalbox::models {

GraphIndex::GraphIndex(const JsonPlace &place, const RouteGraph &graph, ProblemList &problems)
{
    const JsonPlace all = place.member(QStringLiteral("nodes"));
    nodesPath = all.path();
    for (const JsonMember &member : all->members) {
        index.insert(member.key, values.size());
        names.append(member.key);
        values.push_back(&member.value);
        const auto built = graph.nodes.constFind(member.key);
        nodes.push_back(built == graph.nodes.constEnd() ? nullptr : &*built);
    }
    links.resize(count());
    const JsonPlace startPlace = place.member(QStringLiteral("start"));
    start = index.value(startPlace.text(), none);
    if (start == none)
        problems.error(
            startPlace,
            QStringLiteral("There is no node %1 in this graph.").arg(quoted(startPlace.text())),
            problems.suggestion(startPlace.text(), names));
    for (std::size_t node = 0; node < count(); ++node)
        addLinks(node, problems);
    findReached();
}

QString GraphIndex::pathOf(std::size_t node, const Link &link) const
{
    const QString field = childPath(pathOf(node), link.field);
    return link.item == none ? field
                             : childPath(childPath(field, link.item), QStringLiteral("node"));
}

void GraphIndex::addLink(std::size_t node, const JsonPlace &place, Link link, ProblemList &problems)
{
    if (!place || place->kind != JsonValue::Kind::String)
        return;
    const auto next = index.constFind(place.text());
    if (next == index.constEnd()) {
        problems.error(
            place, QStringLiteral("There is no node %1 in this graph.").arg(quoted(place.text())),
            problems.suggestion(place.text(), names));
        return;
    }
    link.node = *next;
    link.value = &place.value();
    links[node].push_back(std::move(link));
}

/// By the names of the fields: no kind has one of these for anything else.
void GraphIndex::addLinks(std::size_t node, ProblemList &problems)
{
    const JsonPlace place(*values[node], pathOf(node));
    for (const QString &list : {QStringLiteral("steps"), QStringLiteral("cases"),
                                QStringLiteral("rows"), QStringLiteral("arms")}) {
        const JsonPlace items = place.member(list);
        for (std::size_t i = 0; i < items.count(); ++i) {
            const JsonPlace item = items.item(i);
            addLink(node, item.member(QStringLiteral("node")), {.field = list, .item = i},
                    problems);
        }
    }
    for (const QString &field :
         {QStringLiteral("then"), QStringLiteral("else"), QStringLiteral("within"),
          QStringLiteral("over"), QStringLiteral("node")})
        addLink(node, place.member(field), {.field = field}, problems);
}

void GraphIndex::findReached()
{
    reached.assign(count(), false);
    if (start == none)
        return;
    std::vector<std::size_t> open{start};
    reached[start] = true;
    while (!open.empty()) {
        const std::size_t node = open.back();
        open.pop_back();
        for (const Link &link : links[node]) {
            if (!reached[link.node]) {
                reached[link.node] = true;
                open.push_back(link.node);
            }
        }
    }
}

} // namespace signalbox::models
