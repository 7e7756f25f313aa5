// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/ConversationView.h"

#include "ui/shell/Theme.h"
#include "ui/widgets/Text.h"

#include <QTextCursor>
#include <QTextFrame>

#include <limits>

namespace signalbox::ui {

namespace {

constexpr qsizetype shownPartCharacters = 256LL * 1024;

QString roleText(const QString &role)
{
    if (role == QLatin1String("system") || role == QLatin1String("developer"))
        return ConversationView::tr("System");
    if (role == QLatin1String("user"))
        return ConversationView::tr("User");
    if (role == QLatin1String("assistant") || role == QLatin1String("model"))
        return ConversationView::tr("Assistant");
    if (role == QLatin1String("tool") || role == QLatin1String("function"))
        return ConversationView::tr("Tool");
    return role;
}

QColor roleColor(const ThemeColors &colors, const QString &role)
{
    if (role == QLatin1String("user"))
        return colors.accent;
    if (role == QLatin1String("assistant") || role == QLatin1String("model"))
        return colors.success;
    return colors.textMuted;
}

QString partHeading(const ConversationPart &part)
{
    switch (part.kind) {
    case ConversationPart::Kind::Text:
        return {};
    case ConversationPart::Kind::Reasoning:
        return ConversationView::tr("Reasoning");
    case ConversationPart::Kind::ToolCall:
        return ConversationView::tr("Calls %1").arg(part.name);
    case ConversationPart::Kind::ToolResult:
        return ConversationView::tr("Result of %1").arg(part.name);
    case ConversationPart::Kind::Media:
        return ConversationView::tr("Attachment");
    }
    return {};
}

} // namespace

ConversationView::ConversationView(const Theme &theme, QWidget *parent)
    : QTextBrowser(parent)
    , m_theme(theme)
{
    setPanel(this, ui::Panel::Flat);
    setOpenLinks(false);
    setTabChangesFocus(true);
    connect(&theme, &Theme::changed, this, [this] {
        write(m_showsAll ? std::numeric_limits<qsizetype>::max() : shownPartCharacters);
    });
}

void ConversationView::setConversation(const Conversation &conversation)
{
    m_conversation = conversation;
    m_showsAll = false;
    write(shownPartCharacters);
}

void ConversationView::showAll()
{
    m_showsAll = true;
    write(std::numeric_limits<qsizetype>::max());
}

void ConversationView::write(qsizetype limit)
{
    m_isCut = false;
    clear();
    document()->setDocumentMargin(m_theme.px(12));
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    bool isFirst = true;
    for (const ConversationMessage &message : m_conversation) {
        QTextBlockFormat heading;
        heading.setTopMargin(isFirst ? 0 : m_theme.px(14));
        heading.setBottomMargin(m_theme.px(3));
        QTextCharFormat role;
        role.setForeground(roleColor(m_theme.colors(), message.role));
        role.setFontWeight(QFont::DemiBold);
        if (isFirst)
            cursor.setBlockFormat(heading);
        else
            cursor.insertBlock(heading);
        cursor.insertText(roleText(message.role), role);
        isFirst = false;
        for (const ConversationPart &part : message.parts) {
            if (part.text.size() > limit)
                m_isCut = true;
            writePart(cursor, part, part.text.left(limit));
            limit = std::max<qsizetype>(0, limit - part.text.size());
        }
    }
    cursor.endEditBlock();
    moveCursor(QTextCursor::Start);
}

void ConversationView::writePart(QTextCursor &cursor, const ConversationPart &part,
                                 const QString &text)
{
    using Kind = ConversationPart::Kind;
    const ThemeColors &colors = m_theme.colors();
    const bool isPlain = part.kind == Kind::Text;
    QTextBlockFormat block;
    block.setBottomMargin(m_theme.px(isPlain ? 4 : 0));
    if (isPlain) {
        block.setLineHeight(125, QTextBlockFormat::ProportionalHeight);
    } else {
        block.setLeftMargin(m_theme.px(12));
        block.setBackground(colors.surface[2]);
        QTextCharFormat caption;
        caption.setForeground(colors.textMuted);
        caption.setFont(m_theme.font(Theme::Role::Caption));
        cursor.insertBlock(block);
        cursor.insertText(partHeading(part), caption);
    }
    QTextCharFormat format;
    format.setForeground(part.kind == Kind::Reasoning ? colors.textMuted : colors.text);
    if (part.kind == Kind::ToolCall || part.kind == Kind::ToolResult)
        format.setFont(m_theme.mono());
    cursor.insertBlock(block);
    // Line separators keep one part one block: its lines stay together.
    QString shown = text;
    shown.replace(QLatin1Char('\n'), QChar::LineSeparator);
    cursor.insertText(shown, format);
}

} // namespace signalbox::ui
