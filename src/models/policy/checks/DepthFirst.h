// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <vector>

namespace signalbox::models {

/// Walks a directed graph without recursion: a policy may have thousands of nodes in a row.
class DepthFirst final
{
public:
    using Next = std::vector<std::vector<std::size_t>>; ///< of each node, those it leads to

    /// \a next must outlive it.
    explicit DepthFirst(const Next &next)
        : m_next(next)
        , m_state(next.size(), State::New)
        , m_depth(next.size(), 1)
    {}

    /// Visits what \a start reaches. Returns the first cycle found, its first node again at its
    /// end.
    std::vector<std::size_t> visit(std::size_t start);

    /// Nodes on the longest way from \a node. Means nothing in a cycle.
    [[nodiscard]] int depth(std::size_t node) const { return m_depth[node]; }

private:
    enum class State : quint8 {
        New, ///< not reached yet
        Open, ///< on the path being walked
        Done, ///< everything behind it is known
    };

    const Next &m_next;
    std::vector<State> m_state;
    std::vector<int> m_depth;
};

} // namespace signalbox::models
