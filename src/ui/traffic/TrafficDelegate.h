// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace signalbox::ui {

class TargetColors;
class Theme;

/// Paints the cells of the traffic list: figures stand right and of one width, the status is a dot
/// with words, the served target carries its colour. Asks the model by role only.
class TrafficDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    TrafficDelegate(const Theme &theme, TargetColors &colors, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    /// Wide enough for all of the cell: what a double click on the header's border asks for.
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

    static bool isFigure(int column);
    /// What a cell of \a column needs to show \a text whole at the present zoom.
    static int cellWidth(const Theme &theme, int column, const QString &text);

private:
    void paintBackground(QPainter *painter, const QStyleOptionViewItem &option) const;
    void paintStatus(QPainter *painter, const QRect &cell, const QModelIndex &index) const;
    void paintServed(QPainter *painter, const QRect &cell, const QModelIndex &index) const;
    static void paintText(QPainter *painter, const QRect &cell, const QString &text,
                          const QColor &color, Qt::Alignment alignment);

    const Theme &m_theme;
    TargetColors &m_colors;
};

} // namespace signalbox::ui
