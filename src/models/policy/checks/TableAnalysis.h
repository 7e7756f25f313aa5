// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"

#include <QString>

#include <vector>

namespace signalbox::models {

/// What is odd about the rows of a decision table. Rows and columns count from 0.
///
/// All that is said is so; not all that is so is said: of regular expressions and of texts that
/// may be numbers only little is known, and a row that others cover only together may go unnoticed
/// if they are more than `mostTogether`, or the table has thousands of rows.
struct TableFindings
{
    static constexpr int mostTogether = 64;

    /// First: no request ever gets to \a row, for \a others before it take all of them.
    struct Shadow
    {
        int row = 0;
        std::vector<int> others;
    };
    /// Unique, Collect: the same request may hold for both.
    struct Pair
    {
        int row = 0; ///< the later one
        int other = 0; ///< the first that there is
        QString example; ///< values for which both hold, in words; empty: for all of its values
    };

    std::vector<int> impossible; ///< rows with a cell that nothing can hold for
    std::vector<Shadow> shadows; ///< First
    std::vector<Pair> overlaps; ///< Unique: one for each row that overlaps one before it
    std::vector<Pair> duplicates; ///< Collect: the same cells and the same node
    std::vector<int> unusedColumns; ///< no row looks at them
    bool hasGap = false;
    QString gap; ///< values that no row holds for, in words
    bool isComplete = false; ///< the rows are known to leave no gap
    /// The table is too large to find out: in all respects, or about gaps alone.
    bool isTooLarge = false;
    bool isTooLargeForGaps = false;
};

/// Pure and thread-safe; the work is bounded, for any table. Signals that cannot be compared as the
/// cells do, and expressions that RE2 refuses, must have been sorted out before.
[[nodiscard]] TableFindings analyseTable(const TableNode &table);

} // namespace signalbox::models
