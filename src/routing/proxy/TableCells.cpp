// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/TableCells.h"

#include "routing/signals/RequestSignals.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

int rowsToTell(const WalkTrace &trace, const WalkStep &step, const models::TableNode &table)
{
    int rows = std::min(static_cast<int>(table.rows.size()), TableCells::mostRows);
    if (table.hit == models::TableNode::Hit::First && step.count > 0)
        rows = std::min(rows, trace.rows[static_cast<std::size_t>(step.detail)]);
    return rows;
}

TableCells cellsOf(const CompiledTable &table, int rows, const RequestSignals &readings)
{
    const std::size_t columns = table.columns().size();
    TableCells told{.rows = rows, .columns = static_cast<int>(columns), .cells = {}};
    told.cells.resize(static_cast<std::size_t>(rows) * columns, Truth::Unknown);
    for (int row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            Truth &cell = told.cells[static_cast<std::size_t>(row) * columns + column];
            cell = table.cell(row, column, readings.known(table.columns()[column]));
            if (cell == Truth::False)
                break; // it has decided
        }
    }
    return told;
}

} // namespace

std::vector<TableCells> tableCells(const WalkTrace &trace, const RoutePlan &plan,
                                   const RequestSignals &readings)
{
    std::vector<TableCells> told;
    for (std::size_t place = 0; place < trace.steps.size(); ++place) {
        const WalkStep &step = trace.steps[place];
        const PlanNode &node = plan.node(step.node);
        if (node.kind != models::RouteNodeKind::Table || step.isRevisit)
            continue;
        const int rows = rowsToTell(trace, step, node.body<models::TableNode>());
        if (rows == 0)
            continue;
        told.push_back(cellsOf(std::get<CompiledTable>(node.compiled), rows, readings));
        told.back().step = static_cast<int>(place);
    }
    return told;
}

} // namespace signalbox::routing
