// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/transform/PromptDiffView.h"

#include "models/policy/edit/TextDiff.h"
#include "ui/shell/Theme.h"

#include <QTextCharFormat>
#include <QTextCursor>

namespace signalbox::ui {

namespace {
constexpr int shownDiffLines = 6;
} // namespace

PromptDiffView::PromptDiffView(const Theme &theme, QWidget *parent)
    : QTextEdit(parent)
    , m_theme(theme)
{
    setReadOnly(true);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setMinimumHeight(shownDiffLines * fontMetrics().lineSpacing());
    connect(&theme, &Theme::changed, this, &PromptDiffView::write);
}

void PromptDiffView::setTexts(const QString &before, const QString &after)
{
    if (m_before == before && m_after == after)
        return;
    m_before = before;
    m_after = after;
    write();
}

void PromptDiffView::write()
{
    clear();
    QTextCursor cursor(document());
    for (const models::TextPiece &piece : models::textDiff(m_before, m_after)) {
        QTextCharFormat format;
        if (piece.kind == models::TextPiece::Kind::Removed) {
            format.setForeground(m_theme.colors().danger);
            format.setFontStrikeOut(true);
        } else if (piece.kind == models::TextPiece::Kind::Added) {
            format.setForeground(m_theme.colors().success);
            format.setFontUnderline(true);
        } else {
            format.setForeground(m_theme.colors().text);
        }
        cursor.insertText(piece.text, format);
    }
}

} // namespace signalbox::ui
