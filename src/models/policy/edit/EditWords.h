// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/NodePorts.h"
#include "models/policy/edit/GraphEdit.h"

#include <QString>

#include <algorithm>

namespace signalbox::models {

// The sentences in which edits are refused, each in one place. Empty where nothing is wrong.

/// Why \a graph has no node \a id.
[[nodiscard]] QString whyNoNode(const RouteGraph &graph, const QString &id);
/// The first that is wrong with \a ids.
template<typename Ids>
[[nodiscard]] QString whyNoNodes(const RouteGraph &graph, const Ids &ids)
{
    for (const QString &id : ids) {
        if (QString why = whyNoNode(graph, id); !why.isEmpty())
            return why;
    }
    return {};
}
/// Why \a graph has no output \a port.
[[nodiscard]] QString whyNoPort(const RouteGraph &graph, const PortRef &port);
/// Why \a from may not lead to \a to, both of which exist: they would close a circle.
[[nodiscard]] QString whyCircle(const RouteGraph &graph, const QString &from, const QString &to);

} // namespace signalbox::models
