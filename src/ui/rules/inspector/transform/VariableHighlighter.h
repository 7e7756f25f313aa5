// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSyntaxHighlighter>

namespace signalbox::ui {

class Theme;

/// Sets `{{name}}` apart from the rest of a prompt. Owned by its document.
class VariableHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    /// \a theme outlives the highlighter.
    VariableHighlighter(const Theme &theme, QTextDocument *document);

private:
    void highlightBlock(const QString &text) override;

    const Theme &m_theme;
};

} // namespace signalbox::ui
