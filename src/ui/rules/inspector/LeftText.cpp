// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/LeftText.h"

#include <QFocusEvent>

namespace signalbox::ui {

namespace {
constexpr int shownLines = 6;
} // namespace

LeftText::LeftText(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setMinimumHeight(shownLines * fontMetrics().lineSpacing());
}

void LeftText::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    // A menu of its own is no other place.
    if (event->reason() == Qt::PopupFocusReason || !document()->isModified())
        return;
    document()->setModified(false);
    emit left(toPlainText());
}

} // namespace signalbox::ui
