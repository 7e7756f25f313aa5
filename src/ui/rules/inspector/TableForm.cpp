// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/TableForm.h"

#include "ui/rules/inspector/NodeChoice.h"
#include "ui/rules/inspector/table/TableGrid.h"

#include <QComboBox>

namespace signalbox::ui {

using models::TableNode;

TableForm::TableForm(const Theme &theme, QWidget *parent)
    : NodeForm(parent)
    , m_hit(new QComboBox(this))
    , m_grid(new TableGrid(theme, TableGrid::Columns::Free, QStringLiteral("row"), this))
    , m_otherwise(new QComboBox(this))
{
    m_hit->setObjectName(QStringLiteral("tableHit"));
    m_hit->addItem(tr("The first row that holds"), static_cast<int>(TableNode::Hit::First));
    m_hit->addItem(tr("The only row that holds"), static_cast<int>(TableNode::Hit::Unique));
    m_hit->addItem(tr("All that hold, one after the other"),
                   static_cast<int>(TableNode::Hit::Collect));
    m_otherwise->setObjectName(QStringLiteral("tableElse"));
    addRow(tr("Goes by"), m_hit);
    addWideRow(m_grid);
    addRow(tr("Else"), m_otherwise);

    connect(m_hit, &QComboBox::activated, this, [this] {
        edit<TableNode>([this](TableNode &table) {
            table.hit = static_cast<TableNode::Hit>(m_hit->currentData().toInt());
        });
    });
    connect(m_grid, &TableGrid::edited, this, [this](const TableNode &changed) {
        edit<TableNode>([&changed](TableNode &table) { table = changed; });
    });
    connect(m_grid, &TableGrid::graphEditRequested, this, &NodeForm::graphEditRequested);
    connect(m_grid, &TableGrid::refused, this, &NodeForm::refused);
    connect(m_otherwise, &QComboBox::activated, this, [this] {
        edit<TableNode>(
            [this](TableNode &table) { table.otherwise = m_otherwise->currentData().toString(); });
    });
}

void TableForm::fill(const NodeSurroundings &surroundings)
{
    const auto &table = body<TableNode>();
    m_hit->setCurrentIndex(m_hit->findData(static_cast<int>(table.hit)));
    m_grid->setTable(table, surroundings);
    showNodeChoice(m_otherwise, surroundings, table.otherwise, tr("Refused"));
}

void TableForm::setProblems(const QList<NodeProblem> &problems)
{
    m_grid->setProblems(problems);
}

} // namespace signalbox::ui
