// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/table/TableCellDelegate.h"

#include "ui/rules/inspector/predicate/SignalSuggestions.h"
#include "ui/rules/inspector/predicate/ValueField.h"
#include "ui/rules/inspector/table/TableGridModel.h"
#include "ui/shell/Theme.h"

#include <QComboBox>
#include <QSpinBox>

#include <algorithm>
#include <limits>

namespace signalbox::ui {

namespace {
// Pixels at 100 %.
constexpr int rowHeight = 28;
constexpr int markSize = 14;
constexpr int cellWidth = 84;
constexpr int outputWidth = 110;
} // namespace

TableCellDelegate::TableCellDelegate(const Theme &theme, const TableGridModel &model,
                                     QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_model(model)
{}

void TableCellDelegate::setKnown(const models::Policy &policy, const ObservedValues &observed)
{
    m_policy = policy;
    m_observed = observed;
}

QWidget *TableCellDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                         const QModelIndex &index) const
{
    const int column = index.column();
    if (column == m_model.outputColumn()) {
        auto *box = new QComboBox(parent);
        box->setProperty("inCell", true);
        box->addItem(tr("Leads nowhere"), QString());
        for (const auto &[id, text] : m_model.nodes())
            box->addItem(text, id);
        return box;
    }
    if (column > m_model.outputColumn()) {
        auto *box = new QSpinBox(parent);
        box->setRange(std::numeric_limits<int>::min(), std::numeric_limits<int>::max());
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
        return box;
    }
    auto *field = new ValueField(m_theme, parent);
    field->setSuggestions(suggestedValues(m_model.table().columns[static_cast<std::size_t>(column)],
                                          models::Comparison::In, m_policy, m_observed),
                          ValueField::Count::Several);
    return field;
}

void TableCellDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    if (auto *box = qobject_cast<QComboBox *>(editor)) {
        const QString node = index.data(Qt::EditRole).toString();
        if (box->findData(node) < 0)
            box->addItem(node, node); // a draft may name what is gone
        box->setCurrentIndex(box->findData(node));
        return;
    }
    // What is being written is not thrown away when something else of the table changes.
    if (auto *field = qobject_cast<QLineEdit *>(editor); field && field->isModified())
        return;
    QStyledItemDelegate::setEditorData(editor, index);
}

void TableCellDelegate::setModelData(QWidget *editor, QAbstractItemModel *model,
                                     const QModelIndex &index) const
{
    if (auto *box = qobject_cast<QComboBox *>(editor))
        model->setData(index, box->currentData(), Qt::EditRole);
    else
        QStyledItemDelegate::setModelData(editor, model, index);
}

void TableCellDelegate::initStyleOption(QStyleOptionViewItem *option,
                                        const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->decorationSize = QSize(m_theme.px(markSize), m_theme.px(markSize));
}

QSize TableCellDelegate::sizeHint(const QStyleOptionViewItem &option,
                                  const QModelIndex &index) const
{
    const QSize hint = QStyledItemDelegate::sizeHint(option, index);
    const int least = index.column() == m_model.outputColumn() ? outputWidth : cellWidth;
    return {std::max(hint.width(), m_theme.px(least)),
            std::max(hint.height(), m_theme.px(rowHeight))};
}

} // namespace signalbox::ui
