// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "models/policy/checks/SignalAtoms.h"

#include <QString>

#include <optional>
#include <vector>

namespace signalbox::models {

/// A decision table as sets of atoms, and what two of its rows have to do with each other. Rows and
/// columns count from 0.
class TableCells final
{
public:
    /// \a table must outlive it.
    explicit TableCells(const TableNode &table);

    /// A column could not be cut: nothing else may be asked.
    [[nodiscard]] bool isTooLarge() const { return m_isTooLarge; }
    [[nodiscard]] int rowCount() const { return m_rowCount; }
    [[nodiscard]] int columnCount() const { return static_cast<int>(m_columns.size()); }
    [[nodiscard]] const SignalAtoms &column(int column) const
    {
        return m_columns[static_cast<std::size_t>(column)];
    }

    /// Whether the cell takes anything.
    [[nodiscard]] bool isAny(int row, int column) const { return testOf(row, column) < 0; }
    [[nodiscard]] bool isSame(int row, int other) const;
    /// The same for rows whose cells are the same.
    [[nodiscard]] QString keyOf(int row) const;
    [[nodiscard]] bool isImpossible(int row) const;
    /// Of a cell that is not any.
    [[nodiscard]] const AtomSet &parts(int row, int column) const
    {
        return this->column(column).parts(testOf(row, column));
    }
    [[nodiscard]] const AtomSet &holds(int row, int column) const
    {
        return this->column(column).holds(testOf(row, column));
    }
    /// Behind the last column in which \a row is not any.
    [[nodiscard]] int usedColumns(int row) const
    {
        return m_usedColumns[static_cast<std::size_t>(row)];
    }
    /// Whether everything for which \a row holds is known to hold for \a other.
    [[nodiscard]] bool isWithin(int row, int other) const;
    /// Whether parts of \a row are known to hold for \a other.
    [[nodiscard]] bool meets(int row, int other) const;
    /// One atom, a value, for each column, for which both rows hold; nothing if none is known.
    [[nodiscard]] std::optional<std::vector<int>> common(int row, int other) const;
    /// The values \a atoms, one for each column, in words; columns that no row looks at are left
    /// out.
    [[nodiscard]] QString inWords(const std::vector<int> &atoms) const;
    [[nodiscard]] bool isUsed(int column) const
    {
        return m_isUsed[static_cast<std::size_t>(column)];
    }

private:
    static constexpr int any = -1;

    [[nodiscard]] int testOf(int row, int column) const
    {
        return m_tests[static_cast<std::size_t>(row) * m_columns.size()
                       + static_cast<std::size_t>(column)];
    }
    void forgetFullCells();

    int m_rowCount = 0;
    std::vector<SignalAtoms> m_columns;
    std::vector<int> m_tests; ///< row by row: number of the column's test, or any
    std::vector<int> m_usedColumns;
    std::vector<bool> m_isUsed;
    bool m_isTooLarge = false;
};

} // namespace signalbox::models
