// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPlainTextEdit>

namespace signalbox::ui {

/// Several lines of text that count once the focus leaves them, as those of a QLineEdit do.
class LeftText final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit LeftText(QWidget *parent);

signals:
    /// The focus has left, and the text is another than it was before.
    void left(const QString &text);

private:
    void focusOutEvent(QFocusEvent *event) override;
};

} // namespace signalbox::ui
