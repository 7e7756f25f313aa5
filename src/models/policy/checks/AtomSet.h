// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <optional>
#include <vector>

namespace signalbox::models {

/// A set of small numbers as rising ranges that do not touch. A value.
class AtomSet final
{
public:
    struct Range
    {
        int first = 0;
        int end = 0; ///< behind the last

        bool operator==(const Range &) const = default;
    };

    AtomSet() = default;
    AtomSet(int first, int end) { add(first, end); }
    /// All of \a ranges, which may come in any order and overlap.
    explicit AtomSet(std::vector<Range> ranges);

    /// Adds a range that begins no earlier than the last one that was added.
    void add(int first, int end)
    {
        if (first >= end)
            return;
        if (!m_ranges.empty() && first <= m_ranges.back().end)
            m_ranges.back().end = end > m_ranges.back().end ? end : m_ranges.back().end;
        else
            m_ranges.push_back({first, end});
    }
    void add(int one) { add(one, one + 1); }

    [[nodiscard]] bool isEmpty() const { return m_ranges.empty(); }
    [[nodiscard]] const std::vector<Range> &ranges() const { return m_ranges; }
    [[nodiscard]] int count() const;
    [[nodiscard]] bool has(int one) const;
    [[nodiscard]] bool hasAll(const AtomSet &other) const;
    /// The smallest that is in both and below \a limit.
    [[nodiscard]] std::optional<int> common(const AtomSet &other, int limit) const;
    [[nodiscard]] AtomSet both(const AtomSet &other) const;
    /// Those below \a count that are not in this one.
    [[nodiscard]] AtomSet complement(int count) const;
    bool operator==(const AtomSet &) const = default;

private:
    std::vector<Range> m_ranges;
};

} // namespace signalbox::models
