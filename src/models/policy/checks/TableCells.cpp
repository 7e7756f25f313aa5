// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/TableCells.h"

#include <QStringList>

namespace signalbox::models {

TableCells::TableCells(const TableNode &table)
    : m_rowCount(static_cast<int>(table.rows.size()))
{
    for (const SignalName &signal : table.columns)
        m_columns.emplace_back(signal);
    m_tests.assign(table.rows.size() * m_columns.size(), any);
    std::size_t place = 0;
    for (const TableRow &row : table.rows) {
        for (std::size_t column = 0; column < m_columns.size(); ++column, ++place) {
            if (column < row.cells.size() && !row.cells[column].isAny)
                m_tests[place] = m_columns[column].add(row.cells[column]);
        }
    }
    for (SignalAtoms &column : m_columns)
        m_isTooLarge = !column.cut() || m_isTooLarge;
    if (!m_isTooLarge)
        forgetFullCells();
}

/// A cell that holds for everything is as good as any.
void TableCells::forgetFullCells()
{
    m_usedColumns.assign(static_cast<std::size_t>(m_rowCount), 0);
    m_isUsed.assign(m_columns.size(), false);
    for (int row = 0; row < m_rowCount; ++row) {
        for (int column = 0; column < columnCount(); ++column) {
            int &test = m_tests[static_cast<std::size_t>(row) * m_columns.size()
                                + static_cast<std::size_t>(column)];
            if (test == any)
                continue;
            m_isUsed[static_cast<std::size_t>(column)] = true;
            const auto &ranges = holds(row, column).ranges();
            if (ranges.size() == 1 && ranges.front().first == 0
                && ranges.front().end == this->column(column).count())
                test = any;
            else
                m_usedColumns[static_cast<std::size_t>(row)] = column + 1;
        }
    }
}

bool TableCells::isSame(int row, int other) const
{
    for (int column = 0; column < columnCount(); ++column) {
        if (testOf(row, column) != testOf(other, column))
            return false;
    }
    return true;
}

QString TableCells::keyOf(int row) const
{
    QString key;
    for (int column = 0; column < columnCount(); ++column)
        key += QString::number(testOf(row, column)) + u' ';
    return key;
}

bool TableCells::isImpossible(int row) const
{
    for (int column = 0; column < columnCount(); ++column) {
        if (!isAny(row, column) && parts(row, column).isEmpty())
            return true;
    }
    return false;
}

bool TableCells::isWithin(int row, int other) const
{
    const int columns = usedColumns(other);
    for (int column = 0; column < columns; ++column) {
        const int wanted = testOf(other, column);
        const int test = testOf(row, column);
        if (wanted == any || wanted == test)
            continue;
        if (test == any || !holds(other, column).hasAll(parts(row, column)))
            return false;
    }
    return true;
}

bool TableCells::meets(int row, int other) const
{
    for (int column = 0; column < columnCount(); ++column) {
        const int wanted = testOf(other, column);
        const int test = testOf(row, column);
        if (wanted == any || test == any || wanted == test)
            continue;
        if (!holds(other, column).common(parts(row, column), this->column(column).count()))
            return false;
    }
    return true;
}

std::optional<std::vector<int>> TableCells::common(int row, int other) const
{
    std::vector<int> atoms;
    for (int column = 0; column < columnCount(); ++column) {
        const int values = this->column(column).valueCount();
        const int wanted = testOf(other, column);
        const int test = testOf(row, column);
        const AtomSet all(0, values);
        const AtomSet &left = wanted == any ? all : holds(other, column);
        const AtomSet &right = test == any ? all : holds(row, column);
        const std::optional<int> atom = left.common(right, values);
        if (!atom)
            return std::nullopt;
        atoms.push_back(*atom);
    }
    return atoms;
}

QString TableCells::inWords(const std::vector<int> &atoms) const
{
    QStringList words;
    for (int column = 0; column < columnCount(); ++column) {
        if (isUsed(column))
            words.append(this->column(column).inWords(atoms[static_cast<std::size_t>(column)]));
    }
    return words.join(QStringLiteral(", "));
}

} // namespace signalbox::models
