// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/LayerPlacement.h"

#include <algorithm>
#include <cmath>

namespace signalbox::models {

namespace {

constexpr int passes = 3; // there and back; more hardly move anything
constexpr double straightness = 8; // of an edge between two joints, to one between nodes

/// Items that stand as close as they may, and as one.
struct Block
{
    double wish = 0; ///< for its first item
    double weight = 0;
    std::size_t count = 0;
};

} // namespace

LayerPlacement::LayerPlacement(const LayerOrder &order, const std::vector<int> &heights,
                               int distance)
    : m_order(order)
    , m_distance(distance)
    , m_middle(order.nodes().size())
{
    for (const std::size_t node : order.nodes())
        m_heights.push_back(node == LayerOrder::joint ? 0 : heights[node]);
    const auto &layers = order.layers();
    for (int pass = 0; pass < passes; ++pass) {
        for (const auto &layer : layers)
            place(layer, order.previous());
        for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer)
            place(*layer, order.next());
    }
}

int LayerPlacement::gap(Item upper, Item lower) const
{
    const auto &nodes = m_order.nodes();
    const bool isEdge = nodes[upper] == LayerOrder::joint || nodes[lower] == LayerOrder::joint;
    return isEdge ? m_distance / 2 : m_distance;
}

double LayerPlacement::weight(Item item, Item other) const
{
    const auto &nodes = m_order.nodes();
    const bool areJoints = nodes[item] == LayerOrder::joint && nodes[other] == LayerOrder::joint;
    return areJoints ? straightness : 1;
}

/// Pool adjacent violators: once the distances are taken off, what is wanted is the closest
/// sequence that never falls.
void LayerPlacement::place(const std::vector<Item> &layer,
                           const std::vector<std::vector<Item>> &neighbours)
{
    std::vector<Block> blocks;
    std::vector<double> offsets;
    double offset = 0;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        const Item item = layer[i];
        if (i > 0)
            offset += (heightOf(layer[i - 1]) + heightOf(item)) / 2.0 + gap(layer[i - 1], item);
        offsets.push_back(offset);
        double sum = 0;
        double weights = 0;
        for (const Item other : neighbours[item]) {
            const double own = weight(item, other);
            sum += own * m_middle[other];
            weights += own;
        }
        if (weights == 0) {
            // Nobody to stand beside: it stays, but does not hold anybody up.
            weights = 0.01;
            sum = weights * m_middle[item];
        }
        Block block{.wish = sum / weights - offset, .weight = weights, .count = 1};
        while (!blocks.empty() && blocks.back().wish >= block.wish) {
            const Block &above = blocks.back();
            const double both = above.weight + block.weight;
            block = {.wish = (above.wish * above.weight + block.wish * block.weight) / both,
                     .weight = both,
                     .count = above.count + block.count};
            blocks.pop_back();
        }
        blocks.push_back(block);
    }
    std::size_t i = 0;
    for (const Block &block : blocks) {
        for (std::size_t k = 0; k < block.count; ++k, ++i)
            m_middle[layer[i]] = block.wish + offsets[i];
    }
}

std::vector<int> LayerPlacement::tops() const
{
    std::vector<int> tops(m_middle.size());
    for (const auto &layer : m_order.layers()) {
        for (std::size_t i = 0; i < layer.size(); ++i) {
            const Item item = layer[i];
            tops[item] = static_cast<int>(std::lround(m_middle[item] - heightOf(item) / 2.0));
            if (i == 0)
                continue;
            const Item above = layer[i - 1];
            tops[item] = std::max(tops[item], tops[above] + heightOf(above) + gap(above, item));
        }
    }
    return tops;
}

} // namespace signalbox::models
