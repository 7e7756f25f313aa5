// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/LayerOrder.h"

#include <vector>

namespace signalbox::models {

/// How high each item of an order stands. The third step of a LayeredLayout.
///
/// Every item wants to stand beside the mean of what it is linked with; edges that pass columns
/// want to be straight more than others. A column grants the wishes as well as its order and the
/// distances allow, by least squares.
class LayerPlacement final
{
public:
    /// \a heights are those of the nodes of the graph; \a distance is between two of them.
    LayerPlacement(const LayerOrder &order, const std::vector<int> &heights, int distance);

    /// Of each item: its upper edge. Whole numbers that keep the distances.
    [[nodiscard]] std::vector<int> tops() const;

private:
    using Item = LayerOrder::Item;

    void place(const std::vector<Item> &layer, const std::vector<std::vector<Item>> &neighbours);
    [[nodiscard]] int heightOf(Item item) const { return m_heights[item]; }
    [[nodiscard]] int gap(Item upper, Item lower) const;
    [[nodiscard]] double weight(Item item, Item other) const;

    const LayerOrder &m_order;
    int m_distance;
    std::vector<int> m_heights; // of each item
    std::vector<double> m_middle; // of each item
};

} // namespace signalbox::models
