// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/LayerGraph.h"

#include "models/policy/NodeLinks.h"

#include <QHash>

#include <algorithm>

namespace signalbox::models {

namespace {

using Index = LayerGraph::Index;

/// Walks a graph by its outputs without recursion. Numbers the nodes as they are come to, and
/// leaves out links that close a circle.
class OutputWalk
{
public:
    explicit OutputWalk(const std::vector<std::vector<Index>> &next)
        : m_next(next)
        , m_state(next.size(), State::New)
        , kept(next.size())
    {}

    void visit(Index start)
    {
        if (m_state[start] != State::New)
            return;
        enter(start);
        while (!m_path.empty()) {
            const Index node = m_path.back().node;
            if (m_path.back().step == m_next[node].size()) {
                m_state[node] = State::Done;
                finished.push_back(node);
                m_path.pop_back();
                continue;
            }
            const Index other = m_next[node][m_path.back().step++];
            if (m_state[other] == State::Open)
                continue; // closes a circle
            kept[node].push_back(other);
            if (m_state[other] == State::New)
                enter(other);
        }
    }

private:
    enum class State : quint8 { New, Open, Done };
    struct Frame
    {
        Index node;
        std::size_t step;
    };

    void enter(Index node)
    {
        m_state[node] = State::Open;
        found.push_back(node);
        m_path.push_back({node, 0});
    }

    const std::vector<std::vector<Index>> &m_next;
    std::vector<State> m_state;
    std::vector<Frame> m_path;

public:
    std::vector<std::vector<Index>> kept; ///< the links without circles
    std::vector<Index> found; ///< all nodes visited, as they were come to
    std::vector<Index> finished; ///< the same, each after all that it leads to
};

} // namespace

LayerGraph::LayerGraph(const RouteGraph &graph)
{
    readLinks(graph);
    findLayers();
}

void LayerGraph::readLinks(const RouteGraph &graph)
{
    QStringList names = graph.nodes.keys();
    std::ranges::sort(names); // a hash has no order, but the layout has to come out alike
    QHash<QString, Index> indexOf;
    for (qsizetype i = 0; i < names.size(); ++i)
        indexOf.insert(names[i], static_cast<Index>(i));
    std::vector<std::vector<Index>> links(static_cast<std::size_t>(names.size()));
    for (qsizetype i = 0; i < names.size(); ++i) {
        auto &own = links[static_cast<std::size_t>(i)];
        forEachLink(*graph.nodes.constFind(names[i]), [&](const QString &link) {
            const auto other = indexOf.constFind(link);
            if (other != indexOf.cend() && std::ranges::find(own, *other) == own.end())
                own.push_back(*other);
        });
    }

    OutputWalk walk(links);
    const auto start = indexOf.constFind(graph.start);
    if (start != indexOf.cend())
        walk.visit(*start);
    const std::size_t reachedCount = walk.found.size();
    // Of the others, first those that nothing leads to.
    std::vector<bool> isLedTo(links.size());
    for (const auto &own : links) {
        for (const Index other : own)
            isLedTo[other] = true;
    }
    for (Index node = 0; node < links.size(); ++node) {
        if (!isLedTo[node])
            walk.visit(node);
    }
    for (Index node = 0; node < links.size(); ++node)
        walk.visit(node);

    std::vector<Index> place(links.size());
    for (Index i = 0; i < walk.found.size(); ++i)
        place[walk.found[i]] = i;
    next.resize(links.size());
    for (const Index node : walk.found) {
        ids.append(names[static_cast<qsizetype>(node)]);
        isReached.push_back(isReached.size() < reachedCount);
        for (const Index other : walk.kept[node])
            next[place[node]].push_back(place[other]);
    }
    for (Index &node : walk.finished)
        node = place[node];
    m_finished = std::move(walk.finished);
}

/// Reached nodes: by the longest way from the start. The others stand left of what they lead to,
/// and as far left as they can among themselves, so that they do not push the reached ones away.
void LayerGraph::findLayers()
{
    layer.assign(count(), 0);
    // Backwards, each node comes before all that it leads to.
    for (auto node = m_finished.rbegin(); node != m_finished.rend(); ++node) {
        for (const Index other : next[*node]) {
            if (isReached[*node] == isReached[other])
                layer[other] = std::max(layer[other], layer[*node] + 1);
        }
    }
    for (const Index node : m_finished) {
        if (isReached[node])
            continue;
        for (const Index other : next[node])
            layer[node] = std::min(layer[node], layer[other] - 1);
    }
    if (layer.empty())
        return;
    const int first = *std::ranges::min_element(layer);
    for (int &own : layer)
        own -= first;
    layerCount = *std::ranges::max_element(layer) + 1;
}

} // namespace signalbox::models
