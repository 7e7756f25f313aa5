// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/RowDelegate.h"

namespace signalbox::ui {

/// Rows in which the id of a node can be written.
class OutlineDelegate final : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

    [[nodiscard]] QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                        const QModelIndex &index) const override;

private:
    bool eventFilter(QObject *editor, QEvent *event) override;
};

} // namespace signalbox::ui
