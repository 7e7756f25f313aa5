// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/LayeredLayout.h"

#include "models/policy/edit/LayerGraph.h"
#include "models/policy/edit/LayerOrder.h"
#include "models/policy/edit/LayerPlacement.h"

#include <algorithm>
#include <limits>

namespace signalbox::models {

namespace {

/// The left edge of each column.
std::vector<int> columnsOf(const LayerGraph &layers, const std::vector<QSize> &sizes, int distance)
{
    std::vector<int> widths(static_cast<std::size_t>(layers.layerCount));
    for (std::size_t node = 0; node < layers.count(); ++node) {
        int &width = widths[static_cast<std::size_t>(layers.layer[node])];
        width = std::max(width, sizes[node].width());
    }
    std::vector<int> columns;
    int left = 0;
    for (const int width : widths) {
        columns.push_back(left);
        left += width + distance;
    }
    return columns;
}

/// Puts the nodes of \a part below \a top, or where they come to when there is none. Returns the
/// lowest edge of a node.
int placePart(const LayerGraph &layers, LayerOrder::Part part, const std::vector<int> &heights,
              int distance, const int *top, std::vector<int> &tops)
{
    const LayerOrder order(layers, part);
    const std::vector<int> itemTops = LayerPlacement(order, heights, distance).tops();
    int highest = std::numeric_limits<int>::max();
    for (std::size_t item = 0; item < itemTops.size(); ++item) {
        if (order.nodes()[item] != LayerOrder::joint)
            highest = std::min(highest, itemTops[item]);
    }
    const int by = top ? *top - highest : 0;
    int lowest = std::numeric_limits<int>::min();
    for (std::size_t item = 0; item < itemTops.size(); ++item) {
        const std::size_t node = order.nodes()[item];
        if (node == LayerOrder::joint)
            continue;
        tops[node] = itemTops[item] + by;
        lowest = std::max(lowest, tops[node] + heights[node]);
    }
    return lowest;
}

} // namespace

QHash<QString, CanvasPoint> layeredLayout(const RouteGraph &graph,
                                          const QHash<QString, QSize> &sizes, QSize usualSize,
                                          const LayoutSpacing &spacing)
{
    const LayerGraph layers(graph);
    if (layers.count() == 0)
        return {};
    std::vector<QSize> nodeSizes;
    std::vector<int> heights;
    for (const QString &id : layers.ids) {
        nodeSizes.push_back(sizes.value(id, usualSize).expandedTo({1, 1}));
        heights.push_back(nodeSizes.back().height());
    }
    const std::vector<int> columns = columnsOf(layers, nodeSizes, spacing.betweenLayers);
    std::vector<int> tops(layers.count());
    // The start comes first, if there is one.
    const bool hasStart = layers.isReached.front();
    int bottom = 0;
    if (hasStart)
        bottom = placePart(layers, LayerOrder::Part::Reached, heights, spacing.betweenNodes,
                           nullptr, tops)
            + spacing.betweenParts;
    if (!layers.isReached.back())
        placePart(layers, LayerOrder::Part::Unreached, heights, spacing.betweenNodes, &bottom,
                  tops);
    const CanvasPoint origin = hasStart
        ? CanvasPoint{.x = columns[static_cast<std::size_t>(layers.layer.front())],
                      .y = tops.front()}
        : CanvasPoint{};
    QHash<QString, CanvasPoint> places;
    for (std::size_t node = 0; node < layers.count(); ++node)
        places.insert(layers.ids[static_cast<qsizetype>(node)],
                      {.x = columns[static_cast<std::size_t>(layers.layer[node])] - origin.x,
                       .y = tops[node] - origin.y});
    return places;
}

} // namespace signalbox::models
