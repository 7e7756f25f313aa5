// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/LayeredLayout.h"

#include "models/policy/NodePorts.h"
#include "models/policy/edit/LayerGraph.h"
#include "models/policy/edit/LayerOrder.h"
#include "models/policy/edit/LayerPlacement.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace signalbox::models {

namespace {

/// Lays the parts of one graph out.
class Drawer
{
public:
    Drawer(const RouteGraph &graph, const QHash<QString, QSize> &sizes, QSize usualSize,
           const LayoutSpacing &spacing)
        : m_graph(graph)
        , m_layers(graph)
        , m_spacing(spacing)
    {
        for (const QString &id : m_layers.ids) {
            m_sizes.push_back(sizes.value(id, usualSize).expandedTo({1, 1}));
            m_heights.push_back(m_sizes.back().height());
        }
        m_tops.resize(m_layers.count());
        findColumns();
    }

    LayeredDrawing draw()
    {
        if (m_layers.count() == 0)
            return {};
        // The start comes first, if there is one.
        const bool hasStart = m_layers.isReached.front();
        int bottom = 0;
        if (hasStart)
            bottom = placePart(LayerOrder::Part::Reached, nullptr) + m_spacing.betweenParts;
        if (!m_layers.isReached.back())
            placePart(LayerOrder::Part::Unreached, &bottom);
        const CanvasPoint origin =
            hasStart ? CanvasPoint{.x = left(0), .y = m_tops.front()} : CanvasPoint{};
        for (std::size_t node = 0; node < m_layers.count(); ++node)
            m_drawing.nodes.insert(m_layers.ids[static_cast<qsizetype>(node)],
                                   {.x = left(node) - origin.x, .y = m_tops[node] - origin.y});
        for (EdgeBends &bends : m_drawing.bends) {
            for (CanvasPoint &point : bends.points)
                point = {.x = point.x - origin.x, .y = point.y - origin.y};
        }
        return std::move(m_drawing);
    }

private:
    void findColumns()
    {
        m_widths.resize(static_cast<std::size_t>(m_layers.layerCount));
        for (std::size_t node = 0; node < m_layers.count(); ++node) {
            int &width = m_widths[static_cast<std::size_t>(m_layers.layer[node])];
            width = std::max(width, m_sizes[node].width());
        }
        int next = 0;
        for (const int width : m_widths) {
            m_columns.push_back(next);
            next += width + m_spacing.betweenLayers;
        }
    }
    [[nodiscard]] int left(std::size_t node) const
    {
        return m_columns[static_cast<std::size_t>(m_layers.layer[node])];
    }

    /// Puts the nodes of \a part below \a top, or where they come to when there is none. Returns
    /// the lowest edge of a node.
    int placePart(LayerOrder::Part part, const int *top)
    {
        const LayerOrder order(m_layers, part);
        std::vector<int> itemTops = LayerPlacement(order, m_heights, m_spacing.betweenNodes).tops();
        int highest = std::numeric_limits<int>::max();
        for (std::size_t item = 0; item < itemTops.size(); ++item) {
            if (order.nodes()[item] != LayerOrder::joint)
                highest = std::min(highest, itemTops[item]);
        }
        const int by = top ? *top - highest : 0;
        int lowest = std::numeric_limits<int>::min();
        for (std::size_t item = 0; item < itemTops.size(); ++item) {
            itemTops[item] += by;
            const std::size_t node = order.nodes()[item];
            if (node == LayerOrder::joint)
                continue;
            m_tops[node] = itemTops[item];
            lowest = std::max(lowest, m_tops[node] + m_heights[node]);
        }
        bendEdges(order, itemTops);
        return lowest;
    }

    /// The way of an edge through its joints, across the whole width of each column.
    void bendEdges(const LayerOrder &order, const std::vector<int> &itemTops)
    {
        for (std::size_t item = 0; item < itemTops.size(); ++item) {
            const std::size_t node = order.nodes()[item];
            if (node == LayerOrder::joint)
                continue;
            for (LayerOrder::Item next : order.next()[item]) {
                std::vector<CanvasPoint> points;
                auto column = static_cast<std::size_t>(m_layers.layer[node]);
                while (order.nodes()[next] == LayerOrder::joint) {
                    ++column;
                    points.push_back({.x = m_columns[column], .y = itemTops[next]});
                    // A column may have lost all its nodes to the other part.
                    if (m_widths[column] > 0)
                        points.push_back(
                            {.x = m_columns[column] + m_widths[column], .y = itemTops[next]});
                    next = order.next()[next].front(); // a joint has one way on
                }
                if (!points.empty())
                    bendPorts(node, order.nodes()[next], points);
            }
        }
    }
    void bendPorts(std::size_t from, std::size_t to, const std::vector<CanvasPoint> &points)
    {
        const QString &id = m_layers.ids[static_cast<qsizetype>(from)];
        for (const NodePort &port : portsOf(*m_graph.nodes.constFind(id))) {
            if (port.node == m_layers.ids[static_cast<qsizetype>(to)])
                m_drawing.bends.push_back({.from = id, .port = port.id, .points = points});
        }
    }

    const RouteGraph &m_graph;
    const LayerGraph m_layers;
    const LayoutSpacing m_spacing;
    std::vector<QSize> m_sizes;
    std::vector<int> m_heights;
    std::vector<int> m_widths; // of each column
    std::vector<int> m_columns; // their left edges
    std::vector<int> m_tops; // of each node
    LayeredDrawing m_drawing;
};

} // namespace

QHash<QString, CanvasPoint> layeredLayout(const RouteGraph &graph,
                                          const QHash<QString, QSize> &sizes, QSize usualSize,
                                          const LayoutSpacing &spacing)
{
    return layeredDrawing(graph, sizes, usualSize, spacing).nodes;
}

LayeredDrawing layeredDrawing(const RouteGraph &graph, const QHash<QString, QSize> &sizes,
                              QSize usualSize, const LayoutSpacing &spacing)
{
    return Drawer(graph, sizes, usualSize, spacing).draw();
}

} // namespace signalbox::models
