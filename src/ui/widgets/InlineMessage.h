// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace signalbox::ui {

class Theme;

/// A message that stays in the page until it is dealt with or closed; it never takes the focus.
class InlineMessage final : public QFrame
{
    Q_OBJECT

public:
    enum class Kind : quint8 { Notice, Warning, Danger };

    InlineMessage(const Theme &theme, QWidget *parent);

    /// Shows \a text; earlier actions are gone.
    void showMessage(Kind kind, const QString &text);
    QPushButton *addAction(const QString &text);
    [[nodiscard]] QString text() const;

signals:
    void closed();
    /// It was shown or hidden, whatever its window is.
    void visibilityChanged(bool isVisible);

protected:
    bool event(QEvent *event) override;

private:
    const Theme &m_theme;
    QLabel *m_icon;
    QLabel *m_text;
    QHBoxLayout *m_actions;
};

} // namespace signalbox::ui
