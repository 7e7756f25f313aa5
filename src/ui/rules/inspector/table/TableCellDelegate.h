// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/inspector/NodeSurroundings.h"

#include <QStyledItemDelegate>

namespace signalbox::ui {

class TableGridModel;
class Theme;

/// Edits a TableGridModel: cells in a line with the values that are known, outputs from a list.
///
/// Lives on the GUI thread.
class TableCellDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// \a theme and \a model outlive the delegate.
    TableCellDelegate(const Theme &theme, const TableGridModel &model, QObject *parent);

    /// What there is to suggest.
    void setKnown(const models::Policy &policy, const ObservedValues &observed);

private:
    [[nodiscard]] QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                        const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model,
                      const QModelIndex &index) const override;
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

    const Theme &m_theme;
    const TableGridModel &m_model;
    models::Policy m_policy;
    ObservedValues m_observed;
};

} // namespace signalbox::ui
