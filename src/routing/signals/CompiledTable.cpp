// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/CompiledTable.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace signalbox::routing {

using models::Comparison;

namespace {

/// Equal readings and constants have equal keys: a text that is a number has the number's. Unequal
/// ones may share a key ("08" and 8), for what was looked up is compared again.
std::string_view keyOf(const SignalReading &reading, std::array<char, 32> &room)
{
    if (const auto *flag = std::get_if<bool>(&reading))
        return *flag ? "true" : "false";
    if (std::optional<double> number = CompiledCondition::numberOf(reading)) {
        *number += 0.0; // -0 is 0
        const auto end = std::to_chars(room.data(), room.data() + room.size(), *number).ptr;
        return {room.data(), static_cast<std::size_t>(end - room.data())};
    }
    const auto *text = std::get_if<std::string_view>(&reading);
    return text ? *text : std::string_view();
}

bool isEquality(const models::TableCell &cell)
{
    return !cell.isAny
        && (cell.comparison == Comparison::Equal || cell.comparison == Comparison::In);
}

/// Calls \a visit with the numbers of two rising lists, in order, while it returns true.
template<typename Visit>
void forEachMerged(const std::vector<int> &first, const std::vector<int> &second, Visit visit)
{
    auto left = first.begin();
    auto right = second.begin();
    while (left != first.end() || right != second.end()) {
        const bool takesLeft = right == second.end() || (left != first.end() && *left < *right);
        if (!visit(takesLeft ? *left++ : *right++))
            return;
    }
}

} // namespace

/// What one request has found out: which of the different cells hold. Each is compared once.
class CompiledTable::Evaluation
{
public:
    Evaluation(const CompiledTable &table, SignalSource &source)
        : m_table(table)
        , m_source(source)
    {
        // Kept between requests, because a table may have ten thousand different cells.
        thread_local std::vector<Truth> room;
        thread_local std::vector<std::size_t> begins;
        m_truths = &room;
        m_begins = &begins;
        begins.clear();
        std::size_t count = 0;
        for (const Column &column : table.m_index) {
            begins.push_back(count);
            count += column.conditions.size();
        }
        room.assign(count, Truth::Unknown);
    }

    bool holds(int row)
    {
        const std::size_t columns = m_table.m_columns.size();
        const int *cells = m_table.m_cells.data() + static_cast<std::size_t>(row) * columns;
        for (std::size_t column = 0; column < columns; ++column) {
            if (cells[column] != any && !holds(column, static_cast<std::size_t>(cells[column])))
                return false;
        }
        return true;
    }

private:
    bool holds(std::size_t column, std::size_t cell)
    {
        Truth &truth = (*m_truths)[(*m_begins)[column] + cell];
        if (truth == Truth::Unknown) {
            const SignalReading reading = m_source.read(m_table.m_columns[column]);
            truth = m_table.m_index[column].conditions[cell].holds(reading) ? Truth::True
                                                                            : Truth::False;
        }
        return truth == Truth::True;
    }

    const CompiledTable &m_table;
    SignalSource &m_source;
    std::vector<Truth> *m_truths = nullptr;
    std::vector<std::size_t> *m_begins = nullptr;
};

CompiledTable::CompiledTable(const models::TableNode &table, SignalSlots &slotsOfPlan)
    : m_hit(table.hit)
    , m_rowCount(static_cast<int>(table.rows.size()))
{
    for (const models::SignalName &column : table.columns)
        m_columns.push_back(slotsOfPlan.query(column));
    m_index.resize(m_columns.size());
    for (const models::TableRow &row : table.rows)
        m_priorities.push_back(row.priority);
    m_cells.assign(m_columns.size() * table.rows.size(), any);
    for (std::size_t column = 0; column < m_columns.size(); ++column)
        addColumn(column, table);
}

void CompiledTable::addColumn(std::size_t index, const models::TableNode &table)
{
    Column &column = m_index[index];
    // Equal cells share one condition.
    std::map<std::pair<Comparison, std::vector<CompiledCondition::Constant>>, int> known;
    int row = -1;
    for (const models::TableRow &one : table.rows) {
        ++row;
        const models::TableCell cell =
            index < one.cells.size() ? one.cells[index] : models::TableCell{};
        if (!isEquality(cell))
            column.others.push_back(row);
        if (cell.isAny)
            continue;
        std::vector<CompiledCondition::Constant> constants;
        for (const models::SignalValue &value : cell.values)
            constants.push_back(CompiledCondition::constantOf(value));
        const auto [place, isNew] = known.try_emplace({cell.comparison, constants},
                                                      static_cast<int>(column.conditions.size()));
        if (isNew)
            column.conditions.emplace_back(cell.comparison, cell.values);
        m_cells[static_cast<std::size_t>(row) * m_columns.size() + index] = place->second;
        if (!isEquality(cell))
            continue;
        for (const CompiledCondition::Constant &constant : constants) {
            std::array<char, 32> room{};
            std::vector<int> &rows = column.byValue[std::string(keyOf(readingOf(constant), room))];
            if (rows.empty() || rows.back() != row)
                rows.push_back(row);
        }
    }
}

const std::vector<int> *CompiledTable::rowsOf(const Column &column, const SignalReading &reading)
{
    static const std::vector<int> none;
    std::array<char, 32> room{};
    const auto found = std::holds_alternative<std::monostate>(reading)
        ? column.byValue.end()
        : column.byValue.find(keyOf(reading, room));
    return found == column.byValue.end() ? &none : &found->second;
}

/// By the column that leaves the fewest rows; null when none leaves fewer than all. Only columns
/// that tell most rows apart are worth reading their signal before it is needed.
CompiledTable::Candidates CompiledTable::candidates(SignalSource &source) const
{
    Candidates best;
    auto fewest = static_cast<std::size_t>(m_rowCount);
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        const Column &index = m_index[column];
        if (m_rowCount < leastIndexed || index.others.size() * 2 > fewest)
            continue;
        const std::vector<int> *found = rowsOf(index, source.read(m_columns[column]));
        if (found->size() + index.others.size() < fewest) {
            fewest = found->size() + index.others.size();
            best = {found, &index.others};
        }
    }
    return best;
}

CompiledTable::Rows CompiledTable::rows(SignalSource &source) const
{
    using Hit = models::TableNode::Hit;
    constexpr std::size_t few = 2;
    std::size_t enough = m_hit == Hit::First ? 1 : few;
    if (m_hit == Hit::Collect)
        enough = static_cast<std::size_t>(m_rowCount);
    const Candidates found = candidates(source);
    Rows held;
    Evaluation evaluation(*this, source);
    const auto look = [&](int row) {
        if (evaluation.holds(row))
            held.push_back(row);
        return held.size() < enough;
    };
    if (!found.matching) {
        for (int row = 0; row < m_rowCount && look(row); ++row) {}
    } else {
        forEachMerged(*found.matching, *found.others, look);
    }
    if (m_hit == Hit::Collect) {
        std::ranges::stable_sort(
            held, {}, [this](int row) { return m_priorities[static_cast<std::size_t>(row)]; });
    }
    return held;
}

bool CompiledTable::trace(int row, SignalSource &source, std::span<Truth> cells) const
{
    std::ranges::fill(cells, Truth::Unknown);
    if (row < 0 || row >= m_rowCount)
        return false;
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        const int cell = m_cells[static_cast<std::size_t>(row) * m_columns.size() + column];
        const bool holds = cell == any
            || m_index[column].conditions[static_cast<std::size_t>(cell)].holds(
                source.read(m_columns[column]));
        if (column < cells.size())
            cells[column] = holds ? Truth::True : Truth::False;
        if (!holds)
            return false;
    }
    return true;
}

Truth CompiledTable::cell(int row, std::size_t column, const SignalReading *reading) const
{
    const int cell = m_cells[static_cast<std::size_t>(row) * m_columns.size() + column];
    if (cell == any)
        return Truth::True;
    if (!reading)
        return Truth::Unknown;
    return m_index[column].conditions[static_cast<std::size_t>(cell)].holds(*reading)
        ? Truth::True
        : Truth::False;
}

std::string CompiledTable::problem() const
{
    for (const Column &column : m_index) {
        for (const CompiledCondition &condition : column.conditions) {
            if (!condition.problem().empty())
                return condition.problem();
        }
    }
    return {};
}

} // namespace signalbox::routing
