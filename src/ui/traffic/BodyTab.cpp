// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/BodyTab.h"

#include "ui/shell/Theme.h"
#include "ui/traffic/ConversationView.h"
#include "ui/widgets/Background.h"
#include "ui/widgets/CopyButton.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/SegmentedControl.h"
#include "ui/widgets/Text.h"

#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedLayout>

namespace signalbox::ui {

namespace {
constexpr qsizetype shownCharacters = 256LL * 1024;
}

BodyTab::BodyTab(const Theme &theme, Side side, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_side(side)
    , m_choice(new SegmentedControl(tr("View"), {tr("Chat"), tr("Raw")}, this))
    , m_cut(makeLabel({}, TextRole::Caption, this))
    , m_all(new QPushButton(tr("Show all"), this))
    , m_stack(new QStackedLayout)
    , m_chat(new ConversationView(theme, this))
    , m_raw(new QPlainTextEdit(this))
    , m_note(makeLabel({}, TextRole::Muted, this))
{
    const QString name = side == Side::Request ? tr("Request") : tr("Response");
    m_chat->setAccessibleName(tr("%1 as a conversation").arg(name));
    m_raw->setAccessibleName(tr("%1, raw").arg(name));
    m_raw->setReadOnly(true);
    m_raw->setTabChangesFocus(true);
    m_raw->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setPanel(m_raw, ui::Panel::Flat);
    m_note->setAlignment(Qt::AlignCenter);
    m_note->setWordWrap(true);
    m_stack->addWidget(m_chat);
    m_stack->addWidget(m_raw);
    m_stack->addWidget(m_note);

    auto *copy = new CopyButton(
        theme, tr("Copy the raw text"), [this] { return m_rawText; }, this);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, 8, 12, 4);
    row->addWidget(m_choice);
    row->addSpacing(8);
    row->addWidget(m_cut);
    row->addWidget(m_all);
    row->addStretch();
    row->addWidget(copy);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addLayout(m_stack, 1);

    connect(m_choice, &SegmentedControl::currentChanged, this, &BodyTab::showPage);
    connect(m_all, &QPushButton::clicked, this, [this] {
        if (m_stack->currentIndex() == ChatPage)
            m_chat->showAll();
        else
            showRaw(true);
        showPage();
    });
    const auto setMono = [this] { m_raw->setFont(m_theme.mono()); };
    connect(&theme, &Theme::changed, this, setMono);
    setMono();
    clear();
}

void BodyTab::clear()
{
    ++m_generation;
    m_hasBody = false;
    m_hasChat = false;
    m_rawText.clear();
    m_raw->clear();
    m_chat->setConversation({});
    showNote({});
}

void BodyTab::setRecord(const models::ExchangeRecord &record)
{
    clear();
    if (!record.bodies) {
        showNote(tr("The body of this exchange was not kept."));
        return;
    }
    const bool isRequest = m_side == Side::Request;
    const QByteArray head = isRequest ? record.bodies->requestHead : record.bodies->responseHead;
    const QByteArray body = isRequest ? record.bodies->request : record.bodies->response;
    const qint64 omitted =
        isRequest ? record.bodies->requestOmitted : record.bodies->responseOmitted;
    if (body.isEmpty() && head.isEmpty()) {
        showNote(tr("There is no body."));
        return;
    }
    m_cut->setText(omitted > 0
                       ? tr("%1 at the end were not kept").arg(QLocale().formattedDataSize(omitted))
                       : QString());
    showNote(tr("Reading…"));
    runInBackground(
        this,
        [side = m_side, dialect = record.dialect, head, body] {
            return parse(side, dialect, head, body);
        },
        [this, generation = m_generation](const Parsed &parsed) {
            if (generation == m_generation)
                showParsed(parsed);
        });
}

BodyTab::Parsed BodyTab::parse(Side side, models::ClientDialect dialect, const QByteArray &head,
                               const QByteArray &body)
{
    Parsed parsed;
    parsed.conversation =
        side == Side::Request ? readRequest(dialect, body) : readResponse(dialect, body);
    const QJsonDocument json = QJsonDocument::fromJson(body);
    parsed.raw = QString::fromUtf8(head.trimmed()) + QLatin1String(head.isEmpty() ? "" : "\n\n")
        + QString::fromUtf8(json.isNull() ? body : json.toJson());
    return parsed;
}

void BodyTab::showParsed(const Parsed &parsed)
{
    m_hasBody = true;
    m_hasChat = !parsed.conversation.isEmpty();
    m_rawText = parsed.raw;
    m_chat->setConversation(parsed.conversation);
    showRaw(false);
    showPage();
}

void BodyTab::showRaw(bool whole)
{
    m_rawIsCut = !whole && m_rawText.size() > shownCharacters;
    m_raw->setPlainText(m_rawIsCut ? m_rawText.left(shownCharacters) : m_rawText);
}

void BodyTab::showPage()
{
    m_choice->setVisible(m_hasBody);
    if (!m_hasBody)
        return;
    const bool wantsChat = m_choice->current() == ChatPage;
    if (wantsChat && !m_hasChat) {
        m_all->hide();
        m_note->setText(tr("This body is not a conversation that Signalbox can read. Look at it "
                           "raw."));
        m_stack->setCurrentIndex(NotePage);
        return;
    }
    m_stack->setCurrentIndex(wantsChat ? ChatPage : RawPage);
    m_all->setVisible(wantsChat ? m_chat->isCut() : m_rawIsCut);
}

void BodyTab::showNote(const QString &note)
{
    m_choice->hide();
    m_all->hide();
    m_note->setText(note);
    m_stack->setCurrentIndex(NotePage);
}

} // namespace signalbox::ui
