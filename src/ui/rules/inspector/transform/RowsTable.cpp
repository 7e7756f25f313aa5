// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/transform/RowsTable.h"

#include "ui/shell/Theme.h"

#include <QHeaderView>

#include <algorithm>

namespace signalbox::ui {

RowsTable::RowsTable(const Theme &theme, const QStringList &heads, Height height, QWidget *parent)
    : QTableWidget(0, static_cast<int>(heads.size()), parent)
    , m_theme(theme)
    , m_height(height)
{
    setHorizontalHeaderLabels(heads);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    verticalHeader()->hide();
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTabKeyNavigation(false);
    connect(&theme, &Theme::changed, this, &RowsTable::fitHeight);
}

QTableWidgetItem *RowsTable::showText(int row, int column, const QString &text)
{
    QTableWidgetItem *shown = item(row, column);
    if (!shown) {
        shown = new QTableWidgetItem; // owned by the table
        setItem(row, column, shown);
    }
    if (shown->text() != text)
        shown->setText(text);
    return shown;
}

void RowsTable::fitHeight()
{
    const int height = m_theme.px(m_height.row);
    verticalHeader()->setDefaultSectionSize(height);
    const int rows = std::clamp(rowCount(), 1, m_height.mostRows);
    setFixedHeight(horizontalHeader()->sizeHint().height() + rows * height + 2 * frameWidth());
}

} // namespace signalbox::ui
