// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/GraphEdit.h"

#include <QString>

namespace signalbox::models {

struct AddedPort
{
    RouteGraph graph;
    QString port{}; ///< see NodePort
};

/// Adds an output to \a node, after those there are: a step for every failure, a case for a value
/// that no other case has, a row that holds for everything, an arm that takes half of the largest
/// one's share. It leads nowhere yet. Refused when nodes of its kind cannot have more.
[[nodiscard]] Result<AddedPort, QString> addPort(const RouteGraph &graph, const QString &node);
/// Takes an output that was added away; those behind it move up, with their bends. The share of an
/// arm goes to the one before it, of the first to the one behind. Refused for the last one.
[[nodiscard]] GraphEditResult removePort(const RouteGraph &graph, const PortRef &port);
/// Puts an output that was added at the place \a to, from 0, among its like, with its bends.
[[nodiscard]] GraphEditResult movePort(const RouteGraph &graph, const PortRef &port,
                                       std::size_t to);

} // namespace signalbox::models
