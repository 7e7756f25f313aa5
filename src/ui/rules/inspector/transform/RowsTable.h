// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTableWidget>

namespace signalbox::ui {

class Theme;

/// A small table within a form: as high as its rows, up to a few of them, and edited in place.
///
/// Lives on the GUI thread.
class RowsTable final : public QTableWidget
{
    Q_OBJECT

public:
    /// Pixels at 100 %, and how many rows are shown before it scrolls.
    struct Height
    {
        int row = 28;
        int mostRows = 5;
    };

    /// \a theme outlives the table.
    RowsTable(const Theme &theme, const QStringList &heads, Height height, QWidget *parent);

    /// The cell's item, made when there is none, with \a text.
    QTableWidgetItem *showText(int row, int column, const QString &text);
    /// After rows came or went.
    void fitHeight();

private:
    const Theme &m_theme;
    Height m_height;
};

} // namespace signalbox::ui
