// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/transform/VariablesTable.h"

#include "models/policy/PromptVariables.h"
#include "ui/rules/inspector/transform/RowsTable.h"
#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

namespace {

enum VariableColumn { NameColumn, KindColumn, ValueColumn };
enum VariableKind { FromSignal, FixedText };

constexpr RowsTable::Height variablesHeight{.row = 32, .mostRows = 5};

} // namespace

VariablesTable::VariablesTable(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_table(new RowsTable(theme, {tr("Name"), tr("Is"), tr("Value")}, variablesHeight, this))
    , m_remove(new QToolButton(this))
    , m_missingText(makeLabel({}, TextRole::Caption, this))
    , m_addMissing(new QPushButton(tr("Add them"), this))
{
    m_table->setObjectName(QStringLiteral("variables"));
    m_table->setAccessibleName(tr("Variables"));
    m_table->horizontalHeader()->setSectionResizeMode(KindColumn, QHeaderView::ResizeToContents);
    auto *addTool = new QToolButton(this);
    addTool->setObjectName(QStringLiteral("addVariable"));
    addTool->setIcon(lineIcon(theme, IconName::Plus));
    addTool->setToolTip(tr("Add a variable"));
    m_remove->setObjectName(QStringLiteral("removeVariable"));
    m_remove->setIcon(lineIcon(theme, IconName::Trash));
    m_remove->setToolTip(tr("Remove the variable"));
    m_missingText->setObjectName(QStringLiteral("missingVariables"));
    m_missingText->setWordWrap(true);
    setTone(m_missingText, Tone::Warning);
    m_addMissing->setObjectName(QStringLiteral("addMissingVariables"));

    auto *head = new QHBoxLayout;
    head->setSpacing(2);
    head->addWidget(makeLabel(tr("Variables"), TextRole::Strong, this), 1);
    for (QToolButton *tool : {addTool, m_remove}) {
        tool->setAccessibleName(tool->toolTip());
        setTone(tool, Tone::Flat);
        head->addWidget(tool);
    }
    auto *missing = new QHBoxLayout;
    missing->setSpacing(8);
    missing->addWidget(m_missingText, 1);
    missing->addWidget(m_addMissing);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(m_table);
    column->addLayout(missing);

    connect(addTool, &QToolButton::clicked, this, [this] { add(tr("name")); });
    connect(m_remove, &QToolButton::clicked, this, &VariablesTable::remove);
    connect(m_addMissing, &QPushButton::clicked, this, [this] {
        Variables changed = m_variables;
        for (const QString &name : m_missing)
            changed.push_back({.name = name, .isSignal = false, .value = {}});
        emit edited(changed);
    });
    connect(m_table, &QTableWidget::cellChanged, this, &VariablesTable::change);
    connect(m_table, &QTableWidget::currentCellChanged, this,
            [this](int row) { m_remove->setEnabled(row >= 0); });
    m_remove->setEnabled(false);
    showTable();
}

void VariablesTable::setVariables(const models::TransformNode &node)
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_variables.clear();
    for (const auto &[name, source] : node.fromSignals)
        m_variables.push_back({.name = name, .isSignal = true, .value = source.toString()});
    for (const auto &[name, text] : node.constants)
        m_variables.push_back({.name = name, .isSignal = false, .value = text});
    m_table->setRowCount(static_cast<int>(m_variables.size()));
    for (int row = 0; row < m_table->rowCount(); ++row)
        fillRow(row, m_variables[static_cast<std::size_t>(row)]);

    m_missing = models::variablesIn(node.system.text);
    m_missing.removeDuplicates();
    m_missing.removeIf([this](const QString &name) {
        return std::ranges::find(m_variables, name, &Variable::name) != m_variables.end();
    });
    m_missingText->setText(tr("Nothing stands for: %1").arg(m_missing.join(QLatin1String(", "))));
    m_missingText->setVisible(!m_missing.isEmpty());
    m_addMissing->setVisible(!m_missing.isEmpty());
    showTable();
}

void VariablesTable::showTable()
{
    m_table->setVisible(m_table->rowCount() > 0);
    m_table->fitHeight();
}

void VariablesTable::fillRow(int row, const Variable &variable)
{
    m_table->showText(row, NameColumn, variable.name)->setToolTip(variable.name);
    m_table->showText(row, ValueColumn, variable.value)->setToolTip(variable.value);
    auto *kind = qobject_cast<QComboBox *>(m_table->cellWidget(row, KindColumn));
    if (!kind) {
        kind = new QComboBox(m_table);
        kind->addItem(tr("Signal"), FromSignal);
        kind->addItem(tr("Text"), FixedText);
        kind->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        kind->setAccessibleName(tr("What variable %1 is").arg(row + 1));
        m_table->setCellWidget(row, KindColumn, kind);
        connect(kind, &QComboBox::activated, this,
                [this, row](int chosen) { changeKind(row, chosen); });
    }
    kind->setCurrentIndex(variable.isSignal ? FromSignal : FixedText);
}

void VariablesTable::put(const Variables &variables, models::TransformNode &node)
{
    node.fromSignals.clear();
    node.constants.clear();
    for (const Variable &one : variables) {
        const auto source = models::SignalName::fromString(one.value);
        if (one.isSignal && source)
            node.fromSignals.emplace_back(one.name, *source);
        else
            node.constants.emplace_back(one.name, one.value);
    }
}

void VariablesTable::change(int row, int column)
{
    if (m_isFilling || row >= static_cast<int>(m_variables.size()))
        return;
    Variables changed = m_variables;
    Variable &one = changed[static_cast<std::size_t>(row)];
    const QString text = m_table->item(row, column)->text();
    if (column == NameColumn)
        one.name = text.trimmed();
    else if (column == ValueColumn)
        one.value = one.isSignal ? text.trimmed() : text;
    if (one.isSignal && !models::SignalName::fromString(one.value)) {
        emit refused(tr("There is no signal “%1”.").arg(one.value));
        return;
    }
    if (changed != m_variables)
        emit edited(changed);
}

void VariablesTable::changeKind(int row, int kind)
{
    if (row >= static_cast<int>(m_variables.size()))
        return;
    Variables changed = m_variables;
    Variable &one = changed[static_cast<std::size_t>(row)];
    one.isSignal = kind == FromSignal;
    if (one.isSignal && !models::SignalName::fromString(one.value)) // one to begin with
        one.value =
            models::SignalName::fromString(one.name).value_or(models::SignalName{}).toString();
    emit edited(changed);
}

void VariablesTable::add(const QString &name)
{
    Variables changed = m_variables;
    QString fresh = name;
    for (int number = 2; std::ranges::find(changed, fresh, &Variable::name) != changed.end();
         ++number)
        fresh = name + QString::number(number);
    changed.push_back({.name = fresh, .isSignal = false, .value = {}});
    emit edited(changed);
}

void VariablesTable::remove()
{
    const int row = m_table->currentRow();
    if (row < 0 || row >= static_cast<int>(m_variables.size()))
        return;
    Variables changed = m_variables;
    changed.erase(changed.begin() + row);
    emit edited(changed);
}

} // namespace signalbox::ui
