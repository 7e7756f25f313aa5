// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"

#include <QStringList>

#include <vector>

namespace signalbox::models {

/// A route graph as numbers, without circles, its nodes in columns. The first step of a
/// LayeredLayout.
class LayerGraph final
{
public:
    using Index = std::size_t;

    explicit LayerGraph(const RouteGraph &graph);

    [[nodiscard]] Index count() const { return next.size(); }

    QStringList ids; ///< in the order in which a walk by the outputs comes to them
    std::vector<std::vector<Index>>
        next; ///< of each node, by its outputs; each node once, no circles
    std::vector<bool> isReached; ///< from the start
    std::vector<int> layer; ///< 0 is the leftmost; every link goes to a higher one
    int layerCount = 0;

private:
    void readLinks(const RouteGraph &graph);
    void findLayers();

    std::vector<Index> m_finished; // nodes, each after all that it leads to
};

} // namespace signalbox::models
