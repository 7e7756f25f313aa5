// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/FittingGrid.h"

#include <QWidget>

#include <algorithm>

namespace signalbox::ui {

FittingGrid::FittingGrid(const QList<int> &columns, int spacing, QWidget *parent)
    : QGridLayout(parent)
    , m_columns(columns)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(spacing);
}

void FittingGrid::addCell(QWidget *cell)
{
    m_cells.append(cell);
}

void FittingGrid::fitTo(int width)
{
    for (const QWidget *cell : m_cells)
        m_narrowest = std::max(m_narrowest, cell->minimumSizeHint().width());
    const auto fits = [this, width](int columns) {
        return columns * m_narrowest + (columns - 1) * spacing() <= width;
    };
    const auto found = std::ranges::find_if(m_columns, fits);
    const int columns = found == m_columns.end() ? m_columns.last() : *found;
    if (columns == m_shown)
        return;
    const int most = std::max(columns, m_shown);
    m_shown = columns;
    int index = 0;
    for (QWidget *cell : m_cells) {
        removeWidget(cell);
        addWidget(cell, index / columns, index % columns);
        ++index;
    }
    for (int column = 0; column < most; ++column)
        setColumnStretch(column, column < columns ? 1 : 0);
}

} // namespace signalbox::ui
