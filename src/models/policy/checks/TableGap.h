// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/checks/TableCells.h"

#include <optional>
#include <utility>
#include <vector>

namespace signalbox::models {

/// Looks for something that no row of a table holds for, or that none of some rows do of what
/// another one holds for. Used once; the work is bounded.
class TableGap final
{
public:
    enum class Of : quint8 {
        Values, ///< only values that are known to occur: what is found is a gap
        Everything, ///< regions as well: where nothing is found there is none
    };

    TableGap(const TableCells &cells, Of of, qint64 mostWork)
        : m_cells(cells)
        , m_of(of)
        , m_work(mostWork)
    {}

    /// One atom for each column that no row holds for; nothing when there is none.
    [[nodiscard]] std::optional<std::vector<int>> find();
    /// What of \a row none of \a others, in rising order, holds for.
    [[nodiscard]] std::optional<std::vector<int>> find(int row, std::vector<int> others);
    /// The work was too much, and nothing is known.
    [[nodiscard]] bool hasGivenUp() const { return m_work < 0; }
    [[nodiscard]] qint64 workLeft() const { return m_work; }

private:
    using Rows = std::vector<int>;

    bool search(const Rows &rows, int column);
    bool searchAtoms(const Rows &full, const Rows &others, int column);
    bool searchEach(const Rows &full, const std::vector<std::pair<int, int>> &held, int column);
    [[nodiscard]] AtomSet openAtoms(const Rows &others, int column) const;
    [[nodiscard]] AtomSet atomsOf(int column) const;
    bool take(int column, int atom);
    bool takeRest(int column);

    const TableCells &m_cells;
    Of m_of;
    qint64 m_work;
    int m_within = -1; ///< only what this row holds for; -1: everything
    std::vector<int> m_atoms;
};

} // namespace signalbox::models
