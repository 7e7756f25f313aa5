// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/SnippetDialog.h"

#include "ui/shell/Snippets.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/CopyButton.h"
#include "ui/widgets/Text.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QVBoxLayout>

namespace signalbox::ui {

SnippetDialog::SnippetDialog(const Theme &theme, const routing::ProxySettings &settings,
                             const QString &address, const models::Policy &policy, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_tabs(new QTabWidget(this))
{
    setObjectName(QStringLiteral("snippetDialog"));
    setWindowTitle(tr("Connect a client"));
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(windowTitle());

    SnippetFacts facts{.address = address, .clientKey = settings.clientKey, .model = {}};
    if (facts.address.isEmpty())
        facts.address = QStringLiteral("http://%1:%2").arg(settings.address).arg(settings.port);

    const std::array<std::pair<QString, QString>, snippetKindCount> pages{{
        {tr("curl"), tr("Sends one request from a terminal.")},
        {tr("Python"), tr("Uses the official OpenAI package.")},
        {tr("JavaScript"), tr("Uses the official OpenAI package, in Node or Bun.")},
        {tr("Claude Code"), tr("Set these in the shell from which you start Claude Code.")},
    }};
    for (int i = 0; i < snippetKindCount; ++i) {
        const auto kind = static_cast<SnippetKind>(i);
        facts.model = snippetModel(policy, snippetDialect(kind));
        const auto &[title, explanation] = pages.at(static_cast<size_t>(i));
        m_tabs->addTab(makePage(explanation, snippet(kind, facts)), title);
    }

    auto *intro = makeLabel(
        tr("Signalbox speaks the APIs that your tools already speak. Point them at this address "
           "and name a route in place of a model."),
        TextRole::Muted, this);
    intro->setWordWrap(true);
    auto *note = makeLabel(tr("The key lets this machine's own programs in. It is not a "
                              "provider's key and works for Signalbox only."),
                           TextRole::Caption, this);
    note->setWordWrap(true);
    note->setVisible(!settings.clientKey.isEmpty());
    auto *notRunning = makeLabel(tr("The proxy is not running now: start it before you try this."),
                                 TextRole::Body, this);
    setTone(notRunning, Tone::Warning);
    notRunning->setVisible(address.isEmpty());
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(intro);
    column->addWidget(notRunning);
    column->addWidget(m_tabs, 1);
    column->addWidget(note);
    column->addWidget(buttons);
    resize(theme.px(640), theme.px(440));
}

QWidget *SnippetDialog::makePage(const QString &explanation, const QString &code)
{
    auto *page = new QWidget(m_tabs);
    auto *text = new QPlainTextEdit(code, page);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setFont(m_theme.mono());
    text->setAccessibleName(tr("Snippet"));
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setPanel(text, Panel::Code);

    auto *copy = new CopyButton(
        m_theme, tr("Copy the snippet"), [code] { return code; }, page);
    copy->setText(besideIcon(tr("Copy")));
    copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setTone(copy, Tone::Neutral);

    auto *top = new QHBoxLayout;
    top->addWidget(makeLabel(explanation, TextRole::Muted, page), 1);
    top->addWidget(copy);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(8);
    column->addLayout(top);
    column->addWidget(text, 1);
    return page;
}

} // namespace signalbox::ui
