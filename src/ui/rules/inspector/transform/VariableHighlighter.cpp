// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/transform/VariableHighlighter.h"

#include "ui/shell/Theme.h"

#include <QRegularExpression>
#include <QTextCharFormat>

namespace signalbox::ui {

VariableHighlighter::VariableHighlighter(const Theme &theme, QTextDocument *document)
    : QSyntaxHighlighter(document)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void VariableHighlighter::highlightBlock(const QString &text)
{
    static const QRegularExpression variable(QStringLiteral("(?<!\\{)\\{\\{[^{}]*\\}\\}"));
    QTextCharFormat format;
    format.setForeground(m_theme.colors().accent);
    format.setFontWeight(QFont::DemiBold);
    auto found = variable.globalMatch(text);
    while (found.hasNext()) {
        const QRegularExpressionMatch one = found.next();
        setFormat(static_cast<int>(one.capturedStart()), static_cast<int>(one.capturedLength()),
                  format);
    }
}

} // namespace signalbox::ui
