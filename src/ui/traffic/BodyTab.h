// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/traffic/Conversation.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedLayout;

namespace signalbox::ui {

class ConversationView;
class SegmentedControl;
class Theme;

/// One side of an exchange: to read as a conversation, or raw with its head. Bodies are parsed off
/// the GUI thread.
class BodyTab final : public QWidget
{
    Q_OBJECT

public:
    enum class Side : quint8 { Request, Response };

    BodyTab(const Theme &theme, Side side, QWidget *parent);

    void setRecord(const models::ExchangeRecord &record);
    void clear();

private:
    struct Parsed
    {
        Conversation conversation;
        QString raw;
    };
    enum Page { ChatPage, RawPage, NotePage };

    static Parsed parse(Side side, models::ClientDialect dialect, const QByteArray &head,
                        const QByteArray &body);
    void showParsed(const Parsed &parsed);
    void showPage();
    void showNote(const QString &note);
    void showRaw(bool whole);

    const Theme &m_theme;
    Side m_side;
    SegmentedControl *m_choice;
    QLabel *m_cut;
    QPushButton *m_all;
    QStackedLayout *m_stack;
    ConversationView *m_chat;
    QPlainTextEdit *m_raw;
    QLabel *m_note;
    QString m_rawText;
    quint64 m_generation = 0; // of the record shown; answers for an earlier one are dropped
    bool m_hasBody = false;
    bool m_hasChat = false;
    bool m_rawIsCut = false;
};

} // namespace signalbox::ui
