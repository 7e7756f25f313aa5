// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/TableAnalysis.h"

#include "models/policy/checks/RowIndex.h"
#include "models/policy/checks/TableCells.h"
#include "models/policy/checks/TableGap.h"

#include <QHash>

namespace signalbox::models {

namespace {

// Steps of a few nanoseconds; a debug build takes some hundred milliseconds for all of them.
constexpr qint64 workForPairs = 4'000'000;
constexpr qint64 workForGaps = 3'000'000;
constexpr qint64 workForOneRow = 20'000;

class Analysis
{
public:
    explicit Analysis(const TableNode &table)
        : m_table(table)
        , m_cells(table)
    {}

    TableFindings run()
    {
        m_found.isTooLarge = m_cells.isTooLarge();
        if (m_found.isTooLarge)
            return std::move(m_found);
        findColumns();
        if (m_table.hit == TableNode::Hit::First)
            findShadows();
        else if (m_table.hit == TableNode::Hit::Unique)
            findOverlaps();
        else
            findDuplicates();
        findGap();
        return std::move(m_found);
    }

private:
    void findColumns()
    {
        for (int column = 0; column < m_cells.columnCount(); ++column) {
            if (!m_cells.isUsed(column))
                m_found.unusedColumns.push_back(column);
        }
        m_isImpossible.assign(static_cast<std::size_t>(m_cells.rowCount()), false);
        for (int row = 0; row < m_cells.rowCount(); ++row) {
            if (!m_cells.isImpossible(row))
                continue;
            m_isImpossible[static_cast<std::size_t>(row)] = true;
            m_found.impossible.push_back(row);
        }
    }

    [[nodiscard]] bool isImpossible(int row) const
    {
        return m_isImpossible[static_cast<std::size_t>(row)];
    }

    void findShadows()
    {
        const RowIndex index(m_cells);
        qint64 work = workForPairs;
        qint64 workTogether = workForGaps;
        for (int row = 1; row < m_cells.rowCount() && work > 0; ++row) {
            if (isImpossible(row))
                continue;
            int one = -1;
            index.forEachThatMayHoldAll(row, work, [&](int other) {
                if (m_cells.isWithin(row, other))
                    one = other;
                return one < 0;
            });
            if (one >= 0)
                m_found.shadows.push_back({.row = row, .others = {one}});
            else
                findShadowTogether(index, row, work, workTogether);
        }
        m_found.isTooLarge = work <= 0;
    }

    void findShadowTogether(const RowIndex &index, int row, qint64 &work, qint64 &workTogether)
    {
        if (workTogether <= 0)
            return;
        std::vector<int> others;
        index.forEachThatMayMeet(row, work, [&](int other) {
            if (!isImpossible(other) && m_cells.meets(row, other))
                others.push_back(other);
            return static_cast<int>(others.size()) < TableFindings::mostTogether;
        });
        if (others.size() < 2)
            return;
        TableGap gap(m_cells, TableGap::Of::Everything, workForOneRow);
        const bool isLeft = gap.find(row, others).has_value();
        constexpr qint64 workForOneCell = 16;
        workTogether -= workForOneRow - gap.workLeft()
            + workForOneCell * static_cast<qint64>(others.size()) * m_cells.columnCount();
        if (!isLeft && !gap.hasGivenUp())
            m_found.shadows.push_back({.row = row, .others = std::move(others)});
    }

    void findOverlaps()
    {
        const RowIndex index(m_cells);
        qint64 work = workForPairs;
        for (int row = 1; row < m_cells.rowCount() && work > 0; ++row) {
            if (isImpossible(row))
                continue;
            index.forEachThatMayMeet(row, work, [&](int other) {
                if (isImpossible(other))
                    return true;
                const bool isSame = m_cells.isSame(row, other);
                const auto atoms = isSame ? std::nullopt : m_cells.common(row, other);
                if (isSame || atoms)
                    m_found.overlaps.push_back(
                        {.row = row,
                         .other = other,
                         .example = atoms ? m_cells.inWords(*atoms) : QString()});
                return !isSame && !atoms;
            });
        }
        m_found.isTooLarge = work <= 0;
    }

    void findDuplicates()
    {
        QHash<QString, int> known;
        for (int row = 0; row < m_cells.rowCount(); ++row) {
            const QString key =
                m_cells.keyOf(row) + m_table.rows[static_cast<std::size_t>(row)].node;
            const auto before = known.constFind(key);
            if (before != known.constEnd())
                m_found.duplicates.push_back({.row = row, .other = *before, .example = {}});
            else
                known.insert(key, row);
        }
    }

    void findGap()
    {
        TableGap gap(m_cells, TableGap::Of::Values, workForGaps);
        if (const auto atoms = gap.find()) {
            m_found.hasGap = true;
            m_found.gap = m_cells.inWords(*atoms);
            return;
        }
        m_found.isTooLargeForGaps = gap.hasGivenUp();
        if (gap.hasGivenUp())
            return;
        TableGap rest(m_cells, TableGap::Of::Everything, workForGaps);
        m_found.isComplete = !rest.find() && !rest.hasGivenUp();
    }

    const TableNode &m_table;
    const TableCells m_cells;
    std::vector<bool> m_isImpossible;
    TableFindings m_found;
};

} // namespace

TableFindings analyseTable(const TableNode &table)
{
    return Analysis(table).run();
}

} // namespace signalbox::models
