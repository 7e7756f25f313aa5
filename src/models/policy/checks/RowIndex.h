// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/checks/TableCells.h"

#include <vector>

namespace signalbox::models {

/// Finds the rows of a table that may have to do with another one, by the column that tells most
/// rows apart. Each row that is looked at takes one from the work left, and nothing is looked at
/// once there is none.
class RowIndex final
{
public:
    /// \a cells must outlive it.
    explicit RowIndex(const TableCells &cells);

    /// Calls \a visit, in rising order and while it returns true, with the rows before \a row that
    /// may hold for everything for which it holds.
    template<typename Visit>
    void forEachThatMayHoldAll(int row, qint64 &work, Visit visit) const
    {
        static const std::vector<int> none;
        const bool isAny = m_column < 0 || m_cells.isAny(row, m_column);
        forEachMerged(isAny ? none : rowsAt(m_cells.parts(row, m_column).ranges().front().first),
                      m_wide, row, work, visit);
    }

    /// The same with those that may hold for something for which it holds.
    template<typename Visit>
    void forEachThatMayMeet(int row, qint64 &work, Visit visit) const
    {
        if (m_column < 0 || m_cells.isAny(row, m_column)) {
            for (int other = 0; other < row; ++other) {
                if (--work < 0 || !visit(other))
                    return;
            }
            return;
        }
        forEachMerged(rowsAt(m_cells.parts(row, m_column), row, work), m_wide, row, work, visit);
    }

private:
    [[nodiscard]] const std::vector<int> &rowsAt(int atom) const
    {
        return m_rowsAt[static_cast<std::size_t>(atom)];
    }
    [[nodiscard]] std::vector<int> rowsAt(const AtomSet &atoms, int limit, qint64 &work) const;
    [[nodiscard]] qint64 costOf(int column) const;

    template<typename Visit>
    static void forEachMerged(const std::vector<int> &first, const std::vector<int> &second,
                              int limit, qint64 &work, Visit visit)
    {
        auto left = first.begin();
        auto right = second.begin();
        while (left != first.end() || right != second.end()) {
            const bool takesLeft = right == second.end() || (left != first.end() && *left < *right);
            const int row = takesLeft ? *left++ : *right++;
            if (row >= limit || --work < 0 || !visit(row))
                return;
        }
    }

    const TableCells &m_cells;
    int m_column = -1; ///< -1: no column is worth it
    std::vector<std::vector<int>> m_rowsAt; ///< by atom: rows that are not any there
    std::vector<int> m_wide; ///< rows that are any there
};

} // namespace signalbox::models
