// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/LayerOrder.h"

#include <queue>

#include <algorithm>

namespace signalbox::models {

namespace {

/// A column is looked at this many times in a small graph; in a large one the work is bounded.
constexpr std::size_t mostSweeps = 16;
constexpr std::size_t fewestSweeps = 2;
constexpr std::size_t mostVisits = 12'000;

/// Counts how many numbers that came before are greater.
class GreaterCount
{
public:
    explicit GreaterCount(std::size_t size)
        : m_sums(size + 1)
    {}

    qint64 add(std::size_t number)
    {
        qint64 notGreater = 0;
        for (std::size_t i = number + 1; i > 0; i &= i - 1)
            notGreater += m_sums[i];
        for (std::size_t i = number + 1; i < m_sums.size(); i += i & (~i + 1))
            ++m_sums[i];
        return m_count++ - notGreater;
    }

private:
    std::vector<int> m_sums; // a Fenwick tree
    qint64 m_count = 0;
};

} // namespace

LayerOrder::LayerOrder(const LayerGraph &graph, Part part)
    : m_layers(static_cast<std::size_t>(graph.layerCount))
{
    std::vector<Item> itemOf(graph.count(), joint);
    for (std::size_t node = 0; node < graph.count(); ++node) {
        if (graph.isReached[node] == (part == Part::Reached))
            itemOf[node] = addItem(node, graph.layer[node]);
    }
    for (std::size_t node = 0; node < graph.count(); ++node) {
        for (const std::size_t other : graph.next[node]) {
            if (itemOf[node] != joint && itemOf[other] != joint)
                addEdge(graph, itemOf[node], itemOf[other]);
        }
    }
    m_below.resize(m_nodes.size());
    m_rulesOf.resize(m_nodes.size());
    m_wish.resize(m_nodes.size());
    m_place.resize(m_nodes.size());
    m_hasRules.resize(m_layers.size());
    for (const auto &layer : m_layers)
        notePlaces(layer);
    addRules(graph);
    sweep();
}

LayerOrder::Item LayerOrder::addItem(std::size_t node, int layer)
{
    const Item item = m_nodes.size();
    m_nodes.push_back(node);
    m_next.emplace_back();
    m_previous.emplace_back();
    m_layers[static_cast<std::size_t>(layer)].push_back(item);
    return item;
}

void LayerOrder::addEdge(const LayerGraph &graph, Item from, Item to)
{
    const int end = graph.layer[m_nodes[to]];
    Item last = from;
    for (int layer = graph.layer[m_nodes[from]] + 1; layer <= end; ++layer) {
        const Item item = layer == end ? to : addItem(joint, layer);
        m_next[last].push_back(item);
        m_previous[item].push_back(last);
        last = item;
    }
}

/// Those of nodes with two outputs first: nobody minds the order of a switch as much as that of a
/// true and a false branch.
void LayerOrder::addRules(const LayerGraph &graph)
{
    const auto nodeCount = static_cast<std::size_t>(
        std::ranges::count_if(m_nodes, [](std::size_t node) { return node != joint; }));
    for (const bool areTwo : {true, false}) {
        for (Item item = 0; item < nodeCount; ++item) {
            const auto &next = m_next[item];
            for (std::size_t i = 1; i < next.size() && (next.size() == 2) == areTwo; ++i) {
                addRule(next[i - 1], next[i]);
                m_hasRules[static_cast<std::size_t>(graph.layer[m_nodes[item]]) + 1] = true;
            }
        }
    }
}

void LayerOrder::addRule(Item above, Item below)
{
    if (isAbove(below, above))
        return; // another node wants it the other way round, and came first
    m_below[above].push_back(below);
    ++m_rulesOf[below];
}

bool LayerOrder::isAbove(Item above, Item below) const
{
    if (m_rulesOf[below] == 0)
        return false;
    std::vector<Item> open{above};
    std::vector<bool> seen(m_nodes.size());
    while (!open.empty()) {
        const Item item = open.back();
        open.pop_back();
        for (const Item other : m_below[item]) {
            if (other == below)
                return true;
            if (!seen[other]) {
                seen[other] = true;
                open.push_back(other);
            }
        }
    }
    return false;
}

void LayerOrder::sweep()
{
    const std::size_t count =
        std::clamp(mostVisits / std::max<std::size_t>(m_nodes.size(), 1), fewestSweeps, mostSweeps);
    auto best = m_layers;
    qint64 fewest = -1;
    for (std::size_t round = 0; round < count && fewest != 0; ++round) {
        if (round % 2 == 0) {
            for (auto &layer : m_layers)
                sort(layer, m_previous);
        } else {
            for (auto layer = m_layers.rbegin(); layer != m_layers.rend(); ++layer)
                sort(*layer, m_next);
        }
        const qint64 found = crossings();
        if (fewest < 0 || found < fewest) {
            fewest = found;
            best = m_layers;
        }
    }
    m_layers = std::move(best);
    for (const auto &layer : m_layers)
        notePlaces(layer);
}

void LayerOrder::sort(std::vector<Item> &layer, const Links &neighbours)
{
    for (const Item item : layer) {
        const auto &linked = neighbours[item];
        double sum = 0;
        for (const Item other : linked)
            sum += m_place[other];
        m_wish[item] = linked.empty() ? m_place[item] : sum / static_cast<double>(linked.size());
    }
    if (!layer.empty() && m_hasRules[static_cast<std::size_t>(&layer - m_layers.data())])
        sortByRules(layer);
    else
        std::ranges::stable_sort(layer, {}, [this](Item item) { return m_wish[item]; });
    notePlaces(layer);
}

/// The one that wants to be highest, of those whose turn it may be.
void LayerOrder::sortByRules(std::vector<Item> &layer)
{
    const auto comesLater = [this](Item left, Item right) {
        if (m_wish[left] != m_wish[right])
            return m_wish[left] > m_wish[right];
        return m_place[left] > m_place[right];
    };
    std::priority_queue<Item, std::vector<Item>, decltype(comesLater)> ready(comesLater);
    std::vector<int> waiting;
    for (const Item item : layer) {
        waiting.push_back(m_rulesOf[item]);
        if (m_rulesOf[item] == 0)
            ready.push(item);
    }
    std::vector<Item> sorted;
    sorted.reserve(layer.size());
    while (!ready.empty()) {
        const Item item = ready.top();
        ready.pop();
        sorted.push_back(item);
        for (const Item below : m_below[item]) {
            if (--waiting[static_cast<std::size_t>(m_place[below])] == 0)
                ready.push(below);
        }
    }
    layer = std::move(sorted);
}

void LayerOrder::notePlaces(const std::vector<Item> &layer)
{
    for (std::size_t i = 0; i < layer.size(); ++i)
        m_place[layer[i]] = static_cast<int>(i);
}

qint64 LayerOrder::crossings() const
{
    qint64 sum = 0;
    for (std::size_t layer = 0; layer + 1 < m_layers.size(); ++layer)
        sum += crossingsBehind(layer);
    return sum;
}

qint64 LayerOrder::crossingsBehind(std::size_t layer) const
{
    GreaterCount ends(m_layers[layer + 1].size());
    qint64 sum = 0;
    std::vector<int> places;
    for (const Item item : m_layers[layer]) {
        places.clear();
        for (const Item other : m_next[item])
            places.push_back(m_place[other]);
        std::ranges::sort(places);
        for (const int place : places)
            sum += ends.add(static_cast<std::size_t>(place));
    }
    return sum;
}

} // namespace signalbox::models
