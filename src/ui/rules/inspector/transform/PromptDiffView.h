// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QTextEdit>

namespace signalbox::ui {

class Theme;

/// Two prompts as one text: what only the first has is struck out, what only the second has is
/// underlined; in colours as well.
///
/// Lives on the GUI thread.
class PromptDiffView final : public QTextEdit
{
    Q_OBJECT

public:
    /// \a theme outlives the view.
    PromptDiffView(const Theme &theme, QWidget *parent);

    void setTexts(const QString &before, const QString &after);

private:
    void write();

    const Theme &m_theme;
    QString m_before;
    QString m_after;
};

} // namespace signalbox::ui
