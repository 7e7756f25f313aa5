// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

namespace signalbox::ui {

class TargetColors;
class Theme;

/// Shows the rows of a WhatIfTableModel with their targets' colours, and edits them.
class WhatIfDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// \a theme and \a colors outlive the delegate.
    WhatIfDelegate(const Theme &theme, TargetColors &colors, QObject *parent);

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model,
                      const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    void commitChoice();

    const Theme &m_theme;
    TargetColors &m_colors;
};

} // namespace signalbox::ui
