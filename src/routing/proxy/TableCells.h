// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/route/RoutePlan.h"
#include "routing/route/WalkTrace.h"

#include <boost/container/small_vector.hpp>
#include <span>
#include <vector>

namespace signalbox::routing {

class RequestSignals;

/// What became of the first rows of a table that a walk came to, cell by cell: the rows that do not
/// hold are why another one was taken. A value.
struct TableCells
{
    static constexpr int mostRows = 20; ///< that a person reads

    int step = -1; ///< of the walk
    int rows = 0;
    int columns = 0;
    /// Row by row: up to the one that decided, the others Unknown. A cell whose signal nobody had
    /// asked for is Unknown too: to find it out now would cost, and changed nothing.
    boost::container::small_vector<Truth, 32> cells;

    [[nodiscard]] std::span<const Truth> row(int index) const
    {
        return std::span<const Truth>(cells.data(), cells.size())
            .subspan(static_cast<std::size_t>(index * columns), static_cast<std::size_t>(columns));
    }
};

/// Those of all tables on the way. Of a table that takes the first row that holds, the rows behind
/// it were not looked at and are left out.
[[nodiscard]] std::vector<TableCells> tableCells(const WalkTrace &trace, const RoutePlan &plan,
                                                 const RequestSignals &readings);

} // namespace signalbox::routing
