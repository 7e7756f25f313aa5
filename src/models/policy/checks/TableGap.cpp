// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/TableGap.h"

#include <algorithm>
#include <numeric>

namespace signalbox::models {

std::optional<std::vector<int>> TableGap::find()
{
    Rows all(static_cast<std::size_t>(m_cells.rowCount()));
    std::iota(all.begin(), all.end(), 0);
    return find(-1, std::move(all));
}

std::optional<std::vector<int>> TableGap::find(int row, std::vector<int> others)
{
    m_within = row;
    m_atoms.assign(static_cast<std::size_t>(m_cells.columnCount()), 0);
    if (!search(others, 0) || hasGivenUp())
        return std::nullopt;
    return m_atoms;
}

/// The atoms that count in \a column.
AtomSet TableGap::atomsOf(int column) const
{
    if (m_within >= 0 && !m_cells.isAny(m_within, column))
        return m_cells.parts(m_within, column);
    const SignalAtoms &atoms = m_cells.column(column);
    return {0, m_of == Of::Values ? atoms.valueCount() : atoms.count()};
}

bool TableGap::takeRest(int column)
{
    for (; column < m_cells.columnCount(); ++column) {
        const AtomSet atoms = atomsOf(column);
        if (atoms.isEmpty())
            return false;
        // The last one is the least special.
        m_atoms[static_cast<std::size_t>(column)] = atoms.ranges().back().end - 1;
    }
    return true;
}

/// Whether \a rows, which hold for the atoms of the columns before, leave something from \a column
/// on; m_atoms then says what.
bool TableGap::search(const Rows &rows, int column)
{
    m_work -= static_cast<qint64>(rows.size()) + 1;
    if (m_work < 0)
        return false;
    if (rows.empty())
        return takeRest(column);
    Rows full;
    Rows others;
    for (const int row : rows) {
        if (m_cells.usedColumns(row) <= column)
            return false;
        (m_cells.isAny(row, column) ? full : others).push_back(row);
    }
    if (others.empty()) {
        const AtomSet atoms = atomsOf(column);
        if (atoms.isEmpty())
            return false;
        m_atoms[static_cast<std::size_t>(column)] = atoms.ranges().back().end - 1;
        return search(full, column + 1);
    }
    return searchAtoms(full, others, column);
}

/// The atoms of \a column that no row holds for whatever the columns behind it say.
AtomSet TableGap::openAtoms(const Rows &others, int column) const
{
    std::vector<AtomSet::Range> closed;
    for (const int row : others) {
        if (m_cells.usedColumns(row) == column + 1) {
            const auto &ranges = m_cells.holds(row, column).ranges();
            closed.insert(closed.end(), ranges.begin(), ranges.end());
        }
    }
    return atomsOf(column).both(
        AtomSet(std::move(closed)).complement(m_cells.column(column).count()));
}

bool TableGap::searchAtoms(const Rows &full, const Rows &others, int column)
{
    const AtomSet open = openAtoms(others, column);
    std::vector<std::pair<int, int>> held; // atom and row
    for (const int row : others) {
        const AtomSet set = m_cells.holds(row, column).both(open);
        m_work -= set.count();
        if (m_work < 0)
            return false;
        for (const AtomSet::Range &range : set.ranges()) {
            for (int atom = range.first; atom < range.end; ++atom)
                held.emplace_back(atom, row);
        }
    }
    std::ranges::sort(held);
    // An atom that only the full rows hold for decides: every other one has more rows.
    auto next = held.rbegin();
    for (auto range = open.ranges().rbegin(); range != open.ranges().rend(); ++range) {
        for (int atom = range->end - 1; atom >= range->first; --atom) {
            while (next != held.rend() && next->first > atom)
                ++next;
            if (next == held.rend() || next->first < atom) {
                m_atoms[static_cast<std::size_t>(column)] = atom;
                return search(full, column + 1);
            }
        }
    }
    return !open.isEmpty() && search(full, column + 1) && searchEach(full, held, column);
}

/// Atom by atom, where the \a full rows alone are not enough.
bool TableGap::searchEach(const Rows &full, const std::vector<std::pair<int, int>> &held,
                          int column)
{
    Rows before;
    for (auto behind = held.end(); behind != held.begin();) {
        const int atom = std::prev(behind)->first;
        auto from = behind;
        while (from != held.begin() && std::prev(from)->first == atom)
            --from;
        Rows rows = full;
        for (auto one = from; one != behind; ++one)
            rows.push_back(one->second);
        behind = from;
        m_work -= static_cast<qint64>(rows.size());
        if (rows == before)
            continue;
        before = rows;
        m_atoms[static_cast<std::size_t>(column)] = atom;
        if (search(rows, column + 1))
            return true;
        if (m_work < 0)
            return false;
    }
    return false;
}

} // namespace signalbox::models
