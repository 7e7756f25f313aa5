// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/LayoutChecks.h"

#include "models/policy/NodePorts.h"

#include <algorithm>

namespace signalbox::models {

namespace {

/// Warns of single parts of a layout.
class LayoutCheck
{
public:
    LayoutCheck(const RouteGraph &graph, ProblemList &problems)
        : m_graph(graph)
        , m_problems(problems)
    {}

    void checkNode(const JsonPlace &place, const QString &id) const
    {
        if (m_graph.nodes.contains(id))
            return;
        QStringList known = m_graph.nodes.keys();
        std::ranges::sort(known);
        m_problems.warning(place,
                           QStringLiteral("There is no node %1 in this graph.").arg(quoted(id)),
                           m_problems.suggestion(id, known));
    }

    void checkBends(const JsonPlace &bends) const
    {
        const JsonPlace from = bends.member(QStringLiteral("from"));
        const JsonPlace port = bends.member(QStringLiteral("port"));
        checkNode(from, from.text());
        const auto node = m_graph.nodes.constFind(from.text());
        if (node != m_graph.nodes.cend() && !findPort(*node, port.text()))
            m_problems.warning(port,
                               QStringLiteral("The node %1 has no output %2.")
                                   .arg(quoted(from.text()), quoted(port.text())),
                               QStringLiteral("It is passed over; remove it."));
    }

private:
    const RouteGraph &m_graph;
    ProblemList &m_problems;
};

} // namespace

void checkLayout(const JsonPlace &place, const RouteGraph &graph, ProblemList &problems)
{
    const JsonPlace layout = place.member(QStringLiteral("layout"));
    if (!layout)
        return;
    const LayoutCheck check(graph, problems);
    if (const JsonPlace nodes = layout.member(QStringLiteral("nodes"))) {
        for (const JsonMember &node : nodes->members)
            check.checkNode(nodes.member(node), node.key);
    }
    const JsonPlace frames = layout.member(QStringLiteral("frames"));
    for (std::size_t frame = 0; frame < frames.count(); ++frame) {
        const JsonPlace framePlace = frames.item(frame);
        const JsonPlace nodes = framePlace.member(QStringLiteral("nodes"));
        for (std::size_t i = 0; i < nodes.count(); ++i) {
            const JsonPlace node = nodes.item(i);
            check.checkNode(node, node.text());
        }
    }
    const JsonPlace bends = layout.member(QStringLiteral("bends"));
    for (std::size_t i = 0; i < bends.count(); ++i) {
        const JsonPlace edge = bends.item(i);
        check.checkBends(edge);
    }
}

} // namespace signalbox::models
