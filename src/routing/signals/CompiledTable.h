// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "routing/signals/CompiledCondition.h"
#include "routing/signals/CompiledPredicate.h"
#include "routing/signals/SignalSlots.h"

#include <boost/container/small_vector.hpp>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace signalbox::routing {

/// A decision table compiled for many requests. A value; thread-safe once made.
///
/// Fast with 10,000 rows: each different cell of a column is compared at most once in a request,
/// and rows are looked up by the equality cells of the column that leaves the fewest of them.
class CompiledTable final
{
public:
    using Rows = boost::container::small_vector<int, 8>;

    CompiledTable() = default;
    CompiledTable(const models::TableNode &table, SignalSlots &slotsOfPlan);

    /// The rows that hold, counted from 0. First: at most one. Unique: at most two, and two mean
    /// that the table is at fault. Collect: all, by priority and then as listed.
    [[nodiscard]] Rows rows(SignalSource &source) const;
    /// What becomes of each cell of \a row, as if it were looked at by itself: up to the first that
    /// does not hold, the others Unknown; cells that take anything are True.
    bool trace(int row, SignalSource &source, std::span<Truth> cells) const;
    /// What becomes of one cell; Unknown without a \a reading, True where it takes anything.
    [[nodiscard]] Truth cell(int row, std::size_t column, const SignalReading *reading) const;

    [[nodiscard]] const std::vector<SignalQuery> &columns() const { return m_columns; }
    [[nodiscard]] int rowCount() const { return m_rowCount; }
    /// Why some cell can never hold; empty when all is well.
    [[nodiscard]] std::string problem() const;

private:
    static constexpr int any = -1;
    /// Smaller tables are walked row by row.
    static constexpr int leastIndexed = 16;

    /// Finds by a view of a text, so that a lookup makes no string.
    struct KeyHash
    {
        using is_transparent = void; // NOLINT(readability-identifier-naming): the library asks
        std::size_t operator()(std::string_view key) const
        {
            return std::hash<std::string_view>()(key);
        }
    };
    using RowsOfKey = std::unordered_map<std::string, std::vector<int>, KeyHash, std::equal_to<>>;

    struct Column
    {
        std::vector<CompiledCondition> conditions; ///< the different ones
        RowsOfKey byValue; ///< rising rows by value, numbers in one spelling
        std::vector<int> others; ///< rising rows whose cell is no equality
    };
    class Evaluation;
    /// Rows that may hold; null: all of them.
    struct Candidates
    {
        const std::vector<int> *matching = nullptr;
        const std::vector<int> *others = nullptr;
    };

    void addColumn(std::size_t index, const models::TableNode &table);
    [[nodiscard]] Candidates candidates(SignalSource &source) const;
    /// The rows whose equality cell \a reading may satisfy; never null.
    static const std::vector<int> *rowsOf(const Column &column, const SignalReading &reading);

    std::vector<SignalQuery> m_columns;
    std::vector<Column> m_index;
    std::vector<int> m_cells; ///< row by row: index into its column's conditions, or `any`
    std::vector<int> m_priorities;
    models::TableNode::Hit m_hit = models::TableNode::Hit::First;
    int m_rowCount = 0;
};

} // namespace signalbox::routing
