// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTimer>
#include <QToolButton>

#include <functional>

namespace signalbox::ui {

class Theme;

/// Puts a text on the clipboard and shows for a moment that it did.
class CopyButton final : public QToolButton
{
    Q_OBJECT

public:
    using Text = std::function<QString()>;

    /// \a name says what is copied; it is the tooltip and the accessible name. \a text is asked
    /// when the button is pressed.
    CopyButton(const Theme &theme, const QString &name, Text text, QWidget *parent);

private:
    void copy();

    const Theme &m_theme;
    Text m_text;
    QTimer m_confirmed;
};

} // namespace signalbox::ui
