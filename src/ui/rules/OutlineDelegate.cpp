// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/OutlineDelegate.h"

#include <QEvent>
#include <QWidget>

namespace signalbox::ui {

QWidget *OutlineDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                       const QModelIndex &index) const
{
    QWidget *editor = QStyledItemDelegate::createEditor(parent, option, index);
    if (editor)
        editor->setAccessibleName(tr("Id of the node"));
    return editor;
}

bool OutlineDelegate::eventFilter(QObject *editor, QEvent *event)
{
    // While an id is written, no key does anything to the graph.
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    return QStyledItemDelegate::eventFilter(editor, event);
}

} // namespace signalbox::ui
