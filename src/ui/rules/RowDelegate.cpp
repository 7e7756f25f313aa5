// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/RowDelegate.h"

#include "ui/shell/Theme.h"

#include <QPainter>
#include <QTreeView>

#include <algorithm>

namespace signalbox::ui {

namespace {
// Pixels at 100 %.
constexpr int rowHeight = 28;
constexpr int markWidth = 3;
} // namespace

RowDelegate::RowDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const auto *view = qobject_cast<const QTreeView *>(option.widget);
    if (!view || !view->hasFocus() || index.column() != 0
        || view->currentIndex().siblingAtColumn(0) != index)
        return;
    const QRect mark(0, option.rect.top(), m_theme.px(markWidth), option.rect.height());
    painter->fillRect(QStyle::visualRect(option.direction, view->viewport()->rect(), mark),
                      m_theme.colors().focus);
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize hint = QStyledItemDelegate::sizeHint(option, index);
    return {hint.width(), std::max(hint.height(), m_theme.px(rowHeight))};
}

void RowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->state.setFlag(QStyle::State_HasFocus, false);
}

} // namespace signalbox::ui
