// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/SwitchForm.h"

#include "models/policy/edit/ConditionText.h"
#include "ui/rules/inspector/NodeChoice.h"
#include "ui/rules/inspector/predicate/SignalChooser.h"
#include "ui/rules/inspector/predicate/SignalSuggestions.h"
#include "ui/rules/inspector/table/TableGrid.h"
#include "ui/rules/inspector/table/TableGridModel.h"

#include <QComboBox>

#include <algorithm>

namespace signalbox::ui {

using models::Comparison;
using models::SignalKind;
using models::SwitchNode;
using models::TableCell;
using models::TableNode;

namespace {

TableNode tableOf(const SwitchNode &node)
{
    TableNode table{.columns = {node.on}, .otherwise = node.otherwise};
    for (const models::SwitchCase &one : node.cases) {
        const bool isOne = one.values.size() == 1;
        table.rows.push_back({.cells = {{.isAny = false,
                                         .comparison = isOne ? Comparison::Equal : Comparison::In,
                                         .values = one.values}},
                              .node = one.node});
    }
    return table;
}

} // namespace

SwitchForm::SwitchForm(const Theme &theme, QWidget *parent)
    : NodeForm(parent)
    , m_on(new SignalChooser(this))
    , m_grid(new TableGrid(theme, TableGrid::Columns::Fixed, QStringLiteral("case"), this))
    , m_otherwise(new QComboBox(this))
{
    m_on->setObjectName(QStringLiteral("switchOn"));
    m_otherwise->setObjectName(QStringLiteral("switchElse"));
    m_grid->model().setCellRule([](const TableCell &cell) {
        const bool isValue = !cell.isAny
            && (cell.comparison == Comparison::Equal || cell.comparison == Comparison::In);
        return isValue
            ? QString()
            : tr("A case is one value, or several with commas between them. What no case "
                 "has goes to “Else”.");
    });
    addRow(tr("By"), m_on);
    addWideRow(m_grid);
    addRow(tr("Else"), m_otherwise);

    connect(m_on, &SignalChooser::chosen, this, &SwitchForm::changeSignal);
    connect(m_grid, &TableGrid::edited, this, &SwitchForm::changeCases);
    connect(m_grid, &TableGrid::graphEditRequested, this, &NodeForm::graphEditRequested);
    connect(m_grid, &TableGrid::refused, this, &NodeForm::refused);
    connect(m_otherwise, &QComboBox::activated, this, [this] {
        edit<SwitchNode>(
            [this](SwitchNode &node) { node.otherwise = m_otherwise->currentData().toString(); });
    });
}

void SwitchForm::fill(const NodeSurroundings &surroundings)
{
    const auto &node = body<SwitchNode>();
    m_on->setName(node.on);
    for (const SignalKind kind : {SignalKind::Header, SignalKind::Metadata, SignalKind::Body})
        m_on->setArguments(kind,
                           suggestedArguments(kind, surroundings.policy, surroundings.observed));
    m_grid->setTable(tableOf(node), surroundings);
    showNodeChoice(m_otherwise, surroundings, node.otherwise, tr("Refused"));
}

void SwitchForm::setProblems(const QList<NodeProblem> &problems)
{
    m_grid->setProblems(problems);
}

void SwitchForm::changeSignal(const models::SignalName &name)
{
    edit<SwitchNode>([&name](SwitchNode &node) {
        for (models::SwitchCase &one : node.cases) {
            // Values that make no sense there stay: the check says so, and nothing is lost.
            auto values = models::readValues(
                models::valuesText(one.values, node.on, Comparison::In), name, Comparison::In);
            if (values)
                one.values = values.takeValue();
        }
        node.on = name;
    });
}

void SwitchForm::changeCases(const TableNode &table)
{
    edit<SwitchNode>([&table](SwitchNode &node) {
        for (std::size_t i = 0; i < std::min(node.cases.size(), table.rows.size()); ++i) {
            node.cases[i].values = table.rows[i].cells.front().values;
            node.cases[i].node = table.rows[i].node;
        }
    });
}

} // namespace signalbox::ui
