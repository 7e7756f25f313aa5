// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/AtomSet.h"

#include <algorithm>

namespace signalbox::models {

AtomSet::AtomSet(std::vector<Range> ranges)
{
    std::ranges::sort(ranges, {}, &Range::first);
    for (const Range &range : ranges)
        add(range.first, range.end);
}

int AtomSet::count() const
{
    int count = 0;
    for (const Range &range : m_ranges)
        count += range.end - range.first;
    return count;
}

bool AtomSet::has(int one) const
{
    const auto behind = std::ranges::upper_bound(m_ranges, one, {}, &Range::first);
    return behind != m_ranges.begin() && one < std::prev(behind)->end;
}

bool AtomSet::hasAll(const AtomSet &other) const
{
    auto mine = m_ranges.begin();
    for (const Range &range : other.m_ranges) {
        while (mine != m_ranges.end() && mine->end < range.end)
            ++mine;
        if (mine == m_ranges.end() || mine->first > range.first)
            return false;
    }
    return true;
}

std::optional<int> AtomSet::common(const AtomSet &other, int limit) const
{
    auto left = m_ranges.begin();
    auto right = other.m_ranges.begin();
    while (left != m_ranges.end() && right != other.m_ranges.end()) {
        const int first = std::max(left->first, right->first);
        if (first < std::min(left->end, right->end))
            return first < limit ? std::optional(first) : std::nullopt;
        if (left->end < right->end)
            ++left;
        else
            ++right;
    }
    return std::nullopt;
}

AtomSet AtomSet::both(const AtomSet &other) const
{
    AtomSet common;
    auto left = m_ranges.begin();
    auto right = other.m_ranges.begin();
    while (left != m_ranges.end() && right != other.m_ranges.end()) {
        common.add(std::max(left->first, right->first), std::min(left->end, right->end));
        if (left->end < right->end)
            ++left;
        else
            ++right;
    }
    return common;
}

AtomSet AtomSet::complement(int count) const
{
    AtomSet rest;
    int begin = 0;
    for (const Range &range : m_ranges) {
        rest.add(begin, range.first);
        begin = range.end;
    }
    rest.add(begin, count);
    return rest;
}

} // namespace signalbox::models
