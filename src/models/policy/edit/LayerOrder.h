// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/LayerGraph.h"

#include <vector>

namespace signalbox::models {

/// Who stands above whom in each column, so that few edges cross. The second step of a
/// LayeredLayout.
///
/// An edge that passes columns has a joint in each of them, so that what crosses is always between
/// neighbouring columns. Items are nodes and joints. Columns are put in order by the mean place of
/// what an item is linked with, to and fro; the outputs of a node keep their order where that does
/// not contradict itself.
class LayerOrder final
{
public:
    using Item = std::size_t;

    enum class Part : quint8 { Reached, Unreached };

    /// Orders the nodes of \a graph that the start reaches, or the others.
    LayerOrder(const LayerGraph &graph, Part part);

    static constexpr std::size_t joint = static_cast<std::size_t>(-1);
    /// Of each item: the node, or `joint`.
    [[nodiscard]] const std::vector<std::size_t> &nodes() const { return m_nodes; }
    /// The items of each column, from the top.
    [[nodiscard]] const std::vector<std::vector<Item>> &layers() const { return m_layers; }
    /// Of each item, those that it leads to in the next column, and that lead to it.
    [[nodiscard]] const std::vector<std::vector<Item>> &next() const { return m_next; }
    [[nodiscard]] const std::vector<std::vector<Item>> &previous() const { return m_previous; }
    [[nodiscard]] qint64 crossings() const;

private:
    using Links = std::vector<std::vector<Item>>;

    Item addItem(std::size_t node, int layer);
    void addEdge(const LayerGraph &graph, Item from, Item to);
    void addRules(const LayerGraph &graph);
    void addRule(Item above, Item below);
    [[nodiscard]] bool isAbove(Item above, Item below) const;
    void sweep();
    void sort(std::vector<Item> &layer, const Links &neighbours);
    void sortByRules(std::vector<Item> &layer);
    void notePlaces(const std::vector<Item> &layer);
    [[nodiscard]] qint64 crossingsBehind(std::size_t layer) const;

    std::vector<std::size_t> m_nodes;
    std::vector<std::vector<Item>> m_layers;
    Links m_next;
    Links m_previous;
    Links m_below; // of each item, those that have to stand somewhere below it
    std::vector<int> m_rulesOf; // of each item: how many have to stand above it
    std::vector<bool> m_hasRules; // of each column
    std::vector<int> m_place; // of each item in its column
    std::vector<double> m_wish; // of each item: where it would like to stand
};

} // namespace signalbox::models
