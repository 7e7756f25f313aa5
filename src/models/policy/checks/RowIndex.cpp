// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/RowIndex.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace signalbox::models {

namespace {
constexpr qint64 mostEntries = 2'000'000;
constexpr qint64 tooMuch = std::numeric_limits<qint64>::max();
} // namespace

RowIndex::RowIndex(const TableCells &cells)
    : m_cells(cells)
{
    const int rows = cells.rowCount();
    qint64 least = static_cast<qint64>(rows) * rows / 2;
    for (int column = 0; column < cells.columnCount(); ++column) {
        if (const qint64 cost = costOf(column); cost < least) {
            least = cost;
            m_column = column;
        }
    }
    if (m_column < 0) {
        m_wide.resize(static_cast<std::size_t>(rows));
        std::iota(m_wide.begin(), m_wide.end(), 0);
        return;
    }
    m_rowsAt.resize(static_cast<std::size_t>(cells.column(m_column).count()));
    for (int row = 0; row < rows; ++row) {
        if (cells.isAny(row, m_column)) {
            m_wide.push_back(row);
            continue;
        }
        for (const AtomSet::Range &range : cells.holds(row, m_column).ranges()) {
            for (int atom = range.first; atom < range.end; ++atom)
                m_rowsAt[static_cast<std::size_t>(atom)].push_back(row);
        }
    }
}

/// Pairs of rows that would be looked at when \a column were the one.
qint64 RowIndex::costOf(int column) const
{
    std::vector<qint64> changes(static_cast<std::size_t>(m_cells.column(column).count()) + 1, 0);
    qint64 entries = 0;
    qint64 wide = 0;
    for (int row = 0; row < m_cells.rowCount(); ++row) {
        if (m_cells.isAny(row, column)) {
            ++wide;
            continue;
        }
        for (const AtomSet::Range &range : m_cells.holds(row, column).ranges()) {
            ++changes[static_cast<std::size_t>(range.first)];
            --changes[static_cast<std::size_t>(range.end)];
            entries += range.end - range.first;
        }
    }
    if (entries > mostEntries)
        return tooMuch;
    qint64 cost = wide * m_cells.rowCount();
    qint64 rows = 0;
    for (const qint64 change : changes) {
        rows += change;
        cost += rows * rows;
    }
    return cost;
}

std::vector<int> RowIndex::rowsAt(const AtomSet &atoms, int limit, qint64 &work) const
{
    std::vector<int> rows;
    for (const AtomSet::Range &range : atoms.ranges()) {
        for (int atom = range.first; atom < range.end && work > 0; ++atom) {
            for (const int row : rowsAt(atom)) {
                if (row >= limit)
                    break;
                --work;
                rows.push_back(row);
            }
        }
    }
    std::ranges::sort(rows);
    const auto same = std::ranges::unique(rows);
    rows.erase(same.begin(), same.end());
    return rows;
}

} // namespace signalbox::models
