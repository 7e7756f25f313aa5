// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/WhatIfDelegate.h"

#include "ui/rules/simulator/WhatIfTableModel.h"
#include "ui/shell/TargetColors.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Chip.h"

#include <QComboBox>
#include <QDoubleValidator>
#include <QLineEdit>

namespace signalbox::ui {

namespace {
constexpr int rowChipSize = 10; // pixels at 100 %
constexpr double largestFigure = 3'600'000;
constexpr int enteredDecimals = 3;
} // namespace

WhatIfDelegate::WhatIfDelegate(const Theme &theme, TargetColors &colors, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_colors(colors)
{}

void WhatIfDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.column() != WhatIfTableModel::TargetColumn) {
        option->font = m_theme.figures(Theme::Role::Body);
        return;
    }
    const int size = m_theme.px(rowChipSize);
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = chipIcon(m_colors.color(option->text), size);
    option->decorationSize = QSize(size, size);
    option->textElideMode = Qt::ElideMiddle; // names differ at both ends
}

QWidget *WhatIfDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                      const QModelIndex &index) const
{
    const QString name = index.model()->headerData(index.column(), Qt::Horizontal).toString();
    if (index.column() == WhatIfTableModel::BreakerColumn) {
        auto *choice = new QComboBox(parent);
        choice->setAccessibleName(name);
        choice->addItem(tr("As it is"), QVariant());
        for (const bool isOpen : {true, false})
            choice->addItem(breakerText(isOpen), isOpen);
        // A choice is an edit by itself; nobody is to leave the cell first.
        connect(choice, &QComboBox::activated, this, &WhatIfDelegate::commitChoice);
        return choice;
    }
    auto *field = new QLineEdit(parent);
    field->setAccessibleName(name);
    field->setAlignment(Qt::AlignRight);
    auto *validator = new QDoubleValidator(0, largestFigure, enteredDecimals, field);
    validator->setNotation(QDoubleValidator::StandardNotation);
    field->setValidator(validator);
    return field;
}

void WhatIfDelegate::commitChoice()
{
    auto *choice = qobject_cast<QWidget *>(sender());
    emit commitData(choice);
    emit closeEditor(choice);
}

void WhatIfDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    if (auto *choice = qobject_cast<QComboBox *>(editor)) {
        const QVariant isOpen = index.data(Qt::EditRole);
        choice->setCurrentIndex(isOpen.isValid() ? choice->findData(isOpen) : 0);
        return;
    }
    QStyledItemDelegate::setEditorData(editor, index);
}

void WhatIfDelegate::setModelData(QWidget *editor, QAbstractItemModel *model,
                                  const QModelIndex &index) const
{
    if (const auto *choice = qobject_cast<QComboBox *>(editor)) {
        model->setData(index, choice->currentData());
        return;
    }
    QStyledItemDelegate::setModelData(editor, model, index);
}

} // namespace signalbox::ui
