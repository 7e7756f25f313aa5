// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/EditWords.h"

#include "models/policy/PolicyProblem.h"

namespace signalbox::models {

QString whyNoNode(const RouteGraph &graph, const QString &id)
{
    return graph.nodes.contains(id)
        ? QString()
        : QStringLiteral("There is no node %1 in this graph.").arg(quoted(id));
}

QString whyNoPort(const RouteGraph &graph, const PortRef &port)
{
    if (port.isStart())
        return {};
    if (QString why = whyNoNode(graph, port.node); !why.isEmpty())
        return why;
    return findPort(graph.nodes.value(port.node), port.port)
        ? QString()
        : QStringLiteral("The node %1 has no output %2.").arg(quoted(port.node), quoted(port.port));
}

QString whyCircle(const RouteGraph &graph, const QString &from, const QString &to)
{
    if (from == to)
        return QStringLiteral("The node %1 cannot lead to itself.").arg(quoted(from));
    return leadsTo(graph, to, from)
        ? QStringLiteral("The node %1 leads to %2 already; a path may not come back to a node it "
                         "has passed.")
              .arg(quoted(to), quoted(from))
        : QString();
}

} // namespace signalbox::models
