// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/transform/ParametersTable.h"

#include "ui/rules/inspector/transform/RowsTable.h"
#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Text.h"

#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using models::ParameterEdit;

namespace {

enum ParameterColumn { FieldColumn, JsonColumn };

constexpr RowsTable::Height parametersHeight{.row = 28, .mostRows = 6};

/// \a text as one JSON value; as a text where it is none.
QByteArray jsonValue(const QString &text)
{
    const QByteArray written = text.trimmed().toUtf8();
    if (written.isEmpty())
        return {};
    const QJsonDocument list = QJsonDocument::fromJson("[" + written + "]");
    if (list.isArray() && list.array().size() == 1)
        return written;
    const QByteArray quoted =
        QJsonDocument(QJsonArray{text.trimmed()}).toJson(QJsonDocument::Compact);
    return quoted.mid(1, quoted.size() - 2);
}

/// A field that \a edits do not have yet.
ParameterEdit freshEdit(const std::vector<ParameterEdit> &edits)
{
    const QList<ParameterEdit> usual{{QStringLiteral("temperature"), "0"},
                                     {QStringLiteral("max_tokens"), "1024"},
                                     {QStringLiteral("top_p"), "1"},
                                     {QStringLiteral("seed"), "1"},
                                     {QStringLiteral("user"), {}}};
    for (const ParameterEdit &one : usual) {
        if (std::ranges::find(edits, one.path, &ParameterEdit::path) == edits.end())
            return one;
    }
    return {.path = QStringLiteral("field"), .json = {}};
}

} // namespace

ParametersTable::ParametersTable(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_table(new RowsTable(theme, {tr("Field"), tr("Value")}, parametersHeight, this))
    , m_remove(new QToolButton(this))
{
    m_table->setObjectName(QStringLiteral("parameters"));
    m_table->setAccessibleName(tr("Parameters"));
    m_table->setToolTip(tr("The fields of the request's own body. A value is JSON; without one the "
                           "field is removed."));
    auto *addTool = new QToolButton(this);
    addTool->setObjectName(QStringLiteral("addParameter"));
    addTool->setIcon(lineIcon(theme, IconName::Plus));
    addTool->setToolTip(tr("Add a parameter"));
    m_remove->setObjectName(QStringLiteral("removeParameter"));
    m_remove->setIcon(lineIcon(theme, IconName::Trash));
    m_remove->setToolTip(tr("Leave the parameter as it is"));
    auto *head = new QHBoxLayout;
    head->setSpacing(2);
    head->addWidget(makeLabel(tr("Parameters"), TextRole::Strong, this), 1);
    for (QToolButton *tool : {addTool, m_remove}) {
        tool->setAccessibleName(tool->toolTip());
        setTone(tool, Tone::Flat);
        head->addWidget(tool);
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(m_table);

    connect(addTool, &QToolButton::clicked, this, &ParametersTable::add);
    connect(m_remove, &QToolButton::clicked, this, &ParametersTable::remove);
    connect(m_table, &QTableWidget::cellChanged, this, &ParametersTable::change);
    connect(m_table, &QTableWidget::currentCellChanged, this,
            [this](int row) { m_remove->setEnabled(row >= 0); });
    m_remove->setEnabled(false);
    m_table->fitHeight();
}

void ParametersTable::setEdits(const std::vector<ParameterEdit> &edits)
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_edits = edits;
    m_table->setRowCount(static_cast<int>(edits.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const ParameterEdit &edit = edits[static_cast<std::size_t>(row)];
        m_table->showText(row, FieldColumn, edit.path);
        auto *value = m_table->showText(row, JsonColumn, QString::fromUtf8(edit.json));
        value->setToolTip(edit.json.isEmpty() ? tr("Removed from the request") : value->text());
        value->setIcon(edit.json.isEmpty() ? lineIcon(m_theme, IconName::Minus, IconTone::Muted)
                                           : QIcon());
        value->setData(Qt::AccessibleDescriptionRole,
                       edit.json.isEmpty() ? value->toolTip() : QString());
    }
    m_table->fitHeight();
}

void ParametersTable::change(int row, int column)
{
    if (m_isFilling || row >= static_cast<int>(m_edits.size()))
        return;
    std::vector<ParameterEdit> changed = m_edits;
    ParameterEdit &one = changed[static_cast<std::size_t>(row)];
    const QString text = m_table->item(row, column)->text();
    if (column == FieldColumn && !text.trimmed().isEmpty())
        one.path = text.trimmed();
    else if (column == JsonColumn)
        one.json = jsonValue(text);
    if (changed == m_edits)
        setEdits(m_edits); // a text without a quote is shown with it again
    else
        emit edited(changed);
}

void ParametersTable::add()
{
    std::vector<ParameterEdit> changed = m_edits;
    changed.push_back(freshEdit(m_edits));
    const auto row = static_cast<int>(m_edits.size());
    emit edited(changed);
    m_table->setCurrentCell(row, FieldColumn);
}

void ParametersTable::remove()
{
    const int row = m_table->currentRow();
    if (row < 0 || row >= static_cast<int>(m_edits.size()))
        return;
    std::vector<ParameterEdit> changed = m_edits;
    changed.erase(changed.begin() + row);
    emit edited(changed);
}

} // namespace signalbox::ui
