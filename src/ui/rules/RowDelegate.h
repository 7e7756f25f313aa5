// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace signalbox::ui {

class Theme;

/// Roomy rows of a tree view, the current one with a mark while the view has the focus: it need not
/// be one that is selected.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// \a theme outlives the delegate.
    RowDelegate(const Theme &theme, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

    const Theme &m_theme;
};

} // namespace signalbox::ui
