// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the tools of a grid do to its table.

#include "models/policy/edit/CellText.h"
#include "models/policy/edit/PortEdits.h"
#include "ui/rules/inspector/predicate/SignalChooser.h"
#include "ui/rules/inspector/table/TableGrid.h"
#include "ui/rules/inspector/table/TableGridModel.h"

#include <QTableView>

#include <algorithm>

namespace signalbox::ui {

using models::GraphEditResult;
using models::RouteGraph;
using models::SignalKind;
using models::TableNode;

namespace {

/// One that no column of \a table has yet, as long as there is one.
models::SignalName freshColumn(const TableNode &table)
{
    for (const SignalKind kind : {SignalKind::TaskType, SignalKind::InputTokens, SignalKind::Client,
                                  SignalKind::Language, SignalKind::Complexity, SignalKind::Images,
                                  SignalKind::Tools, SignalKind::Stream, SignalKind::Hour}) {
        if (std::ranges::find(table.columns, kind, &models::SignalName::kind)
            == table.columns.end())
            return {.kind = kind, .argument = {}};
    }
    return {};
}

/// Lets the cell at \a column be about \a to where it has been about \a from; what makes no sense
/// there takes anything.
void carryOver(models::TableRow &row, std::size_t column, const models::SignalName &from,
               const models::SignalName &to)
{
    if (column >= row.cells.size())
        return;
    auto read = models::readCell(models::cellText(row.cells[column], from), to);
    row.cells[column] = read ? read.takeValue() : models::TableCell{};
}

} // namespace

void TableGrid::addRow()
{
    m_nextRow = m_model->rowCount();
    m_nextColumn = 0;
    const QString node = m_node;
    emit graphEditRequested(tr("Add a row"), [node](const RouteGraph &graph) -> GraphEditResult {
        auto grown = models::addPort(graph, node);
        if (!grown)
            return models::Failure{grown.error()};
        return grown.value().graph;
    });
    m_nextRow = -1;
}

void TableGrid::removeRow()
{
    const QModelIndex current = m_view->currentIndex();
    if (!current.isValid())
        return;
    m_nextRow = current.row();
    m_nextColumn = current.column();
    const models::PortRef port{.node = m_node,
                               .port = QStringLiteral("%1 %2").arg(m_entry).arg(m_nextRow + 1)};
    emit graphEditRequested(tr("Remove a row"), [port](const RouteGraph &graph) {
        return models::removePort(graph, port);
    });
    m_nextRow = -1;
}

void TableGrid::moveRow(int by)
{
    const QModelIndex current = m_view->currentIndex();
    const int goal = current.row() + by;
    if (!current.isValid() || goal < 0 || goal >= m_model->rowCount())
        return;
    const models::PortRef port{.node = m_node,
                               .port = QStringLiteral("%1 %2").arg(m_entry).arg(current.row() + 1)};
    emit graphEditRequested(tr("Move a row"), [port, goal](const RouteGraph &graph) {
        return models::movePort(graph, port, static_cast<std::size_t>(goal));
    });
    goTo(goal, current.column()); // the grid has kept its shape
}

void TableGrid::addColumn()
{
    TableNode changed = m_model->table();
    const QModelIndex current = m_view->currentIndex();
    m_nextRow = std::max(current.row(), 0);
    m_nextColumn = m_model->signalColumns();
    changed.columns.push_back(freshColumn(changed));
    for (models::TableRow &row : changed.rows)
        row.cells.resize(changed.columns.size());
    emit edited(changed);
    m_nextRow = -1;
}

void TableGrid::removeColumn()
{
    TableNode changed = m_model->table();
    const QModelIndex current = m_view->currentIndex();
    const int column = current.column();
    if (!current.isValid() || column >= m_model->signalColumns() || changed.columns.size() < 2)
        return;
    m_nextRow = current.row();
    m_nextColumn = column;
    changed.columns.erase(changed.columns.begin() + column);
    for (models::TableRow &row : changed.rows) {
        if (column < static_cast<int>(row.cells.size()))
            row.cells.erase(row.cells.begin() + column);
    }
    emit edited(changed);
    m_nextRow = -1;
}

void TableGrid::changeColumn(const models::SignalName &name)
{
    const QModelIndex current = m_view->currentIndex();
    if (!current.isValid() || current.column() >= m_model->signalColumns())
        return;
    TableNode changed = m_model->table();
    models::SignalName &column = changed.columns[static_cast<std::size_t>(current.column())];
    if (column == name)
        return;
    for (models::TableRow &row : changed.rows)
        carryOver(row, static_cast<std::size_t>(current.column()), column, name);
    column = name;
    m_nextRow = current.row();
    m_nextColumn = current.column();
    emit edited(changed);
    m_nextRow = -1;
}

} // namespace signalbox::ui
