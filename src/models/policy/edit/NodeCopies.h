// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/NodeEdits.h"

#include <QStringList>

namespace signalbox::models {

/// \a nodes of \a graph by themselves, with how they are drawn: a graph without a start, in which
/// links to other nodes are empty. Ids that the graph does not have are passed over.
[[nodiscard]] RouteGraph partOf(const RouteGraph &graph, const QStringList &nodes);

/// \a graph and the nodes of \a part, under fresh ids where theirs are taken, moved by \a by.
[[nodiscard]] GrownGraph withCopies(const RouteGraph &graph, const RouteGraph &part,
                                    CanvasPoint by);

} // namespace signalbox::models
