// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/DepthFirst.h"

#include <algorithm>

namespace signalbox::models {

std::vector<std::size_t> DepthFirst::visit(std::size_t start)
{
    struct Frame
    {
        std::size_t node;
        std::size_t step;
    };
    if (m_state[start] != State::New)
        return {};
    std::vector<Frame> path{{start, 0}};
    m_state[start] = State::Open;
    std::vector<std::size_t> cycle;
    while (!path.empty()) {
        const std::size_t node = path.back().node;
        const std::vector<std::size_t> &steps = m_next[node];
        if (path.back().step == steps.size()) {
            for (const std::size_t step : steps)
                m_depth[node] = std::max(m_depth[node], m_depth[step] + 1);
            m_state[node] = State::Done;
            path.pop_back();
            continue;
        }
        const std::size_t next = steps[path.back().step++];
        if (m_state[next] == State::New) {
            m_state[next] = State::Open;
            path.push_back({next, 0});
        } else if (m_state[next] == State::Open && cycle.empty()) {
            const auto first = std::ranges::find(path, next, &Frame::node);
            for (auto frame = first; frame != path.end(); ++frame)
                cycle.push_back(frame->node);
            cycle.push_back(next);
        }
    }
    return cycle;
}

} // namespace signalbox::models
