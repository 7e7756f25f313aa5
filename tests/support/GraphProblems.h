// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/NodeLinks.h"
#include "models/policy/NodePorts.h"
#include "models/policy/edit/GraphEdit.h"

#include <QString>

#include <algorithm>

namespace signalbox::tests {

/// What no edit of a graph may leave behind: links, positions, frames and bends that name what is
/// not there, and circles. Empty when there is none of it.
inline QString problemOf(const models::RouteGraph &graph)
{
    const auto isMissing = [&graph](const QString &id) {
        return !id.isEmpty() && !graph.nodes.contains(id);
    };
    QString problem;
    if (isMissing(graph.start))
        problem = QStringLiteral("start ") + graph.start;
    for (auto node = graph.nodes.cbegin(); node != graph.nodes.cend(); ++node) {
        models::forEachLink(*node, [&](const QString &link) {
            if (isMissing(link))
                problem = QStringLiteral("%1 leads to %2").arg(node.key(), link);
        });
    }
    if (const QString node = models::nodeInCircle(graph); !node.isEmpty())
        problem = QStringLiteral("a circle at ") + node;
    for (auto place = graph.layout.nodes.keyBegin(); place != graph.layout.nodes.keyEnd();
         ++place) {
        if (isMissing(*place))
            problem = QStringLiteral("position of ") + *place;
    }
    for (const models::LayoutFrame &frame : graph.layout.frames) {
        if (std::ranges::any_of(frame.nodes, isMissing))
            problem = QStringLiteral("frame ") + frame.label;
    }
    for (const models::EdgeBends &bends : graph.layout.bends) {
        const auto port = models::findPort(graph.nodes.value(bends.from), bends.port);
        if (!port || port->node.isEmpty())
            problem = QStringLiteral("bends of %1 %2").arg(bends.from, bends.port);
    }
    return problem;
}

} // namespace signalbox::tests
