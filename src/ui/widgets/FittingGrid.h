// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QGridLayout>
#include <QList>

namespace signalbox::ui {

/// Cells of one width in as many columns as fit. Told the width from outside: inside a scroll area
/// its own would never be less than what it happens to need.
class FittingGrid final : public QGridLayout
{
public:
    /// \a columns are the numbers of columns that look right, the most first.
    FittingGrid(const QList<int> &columns, int spacing, QWidget *parent);

    void addCell(QWidget *cell);
    /// Lays the cells out for \a width. Cells that needed more once are taken to need it again, so
    /// that figures which come and go do not throw the window about.
    void fitTo(int width);
    /// The type has another size: what cells needed before says nothing any more.
    void forgetWidths() { m_narrowest = 0; }
    [[nodiscard]] int columns() const { return m_shown; }

private:
    QList<int> m_columns;
    QList<QWidget *> m_cells;
    int m_narrowest = 0;
    int m_shown = 0;
};

} // namespace signalbox::ui
