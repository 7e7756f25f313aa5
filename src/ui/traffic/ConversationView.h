// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/traffic/Conversation.h"

#include <QTextBrowser>

namespace signalbox::ui {

class Theme;

/// A conversation to read: who said what, tool calls set apart.
class ConversationView final : public QTextBrowser
{
    Q_OBJECT

public:
    ConversationView(const Theme &theme, QWidget *parent);

    /// Text beyond a few hundred KiB is cut until showAll(); isCut() says whether it was.
    void setConversation(const Conversation &conversation);
    void showAll();
    [[nodiscard]] bool isCut() const { return m_isCut; }

private:
    void write(qsizetype limit);
    void writePart(class QTextCursor &cursor, const ConversationPart &part, const QString &text);

    const Theme &m_theme;
    Conversation m_conversation;
    bool m_isCut = false;
    bool m_showsAll = false;
};

} // namespace signalbox::ui
