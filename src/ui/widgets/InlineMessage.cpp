// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/InlineMessage.h"

#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/Text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace signalbox::ui {

InlineMessage::InlineMessage(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_text(makeLabel({}, TextRole::Body, this))
    , m_actions(new QHBoxLayout)
{
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_actions->setSpacing(8);

    auto *close = new QToolButton(this);
    close->setIcon(lineIcon(theme, IconName::Close, IconTone::Muted));
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(close->toolTip());
    setTone(close, Tone::Flat);
    connect(close, &QToolButton::clicked, this, [this] {
        hide();
        emit closed();
    });

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 8, 8);
    row->setSpacing(8);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addLayout(m_actions);
    row->addWidget(close);
    hide();
}

void InlineMessage::showMessage(Kind kind, const QString &text)
{
    while (auto *item = m_actions->takeAt(0)) {
        if (auto *widget = item->widget())
            widget->deleteLater();
        delete item;
    }
    IconName icon = IconName::Warning;
    IconTone tone = IconTone::Warning;
    ui::Panel panel = ui::Panel::Warning;
    if (kind == Kind::Notice) {
        icon = IconName::Info;
        tone = IconTone::Accent;
        panel = ui::Panel::Notice;
    } else if (kind == Kind::Danger) {
        tone = IconTone::Danger;
        panel = ui::Panel::Danger;
    }
    setPanel(this, panel);
    const int size = m_theme.px(20);
    m_icon->setPixmap(lineIcon(m_theme, icon, tone).pixmap(QSize(size, size), devicePixelRatioF()));
    m_text->setText(text);
    setAccessibleName(text);
    show();
}

QPushButton *InlineMessage::addAction(const QString &text)
{
    auto *button = new QPushButton(text, this);
    m_actions->addWidget(button);
    return button;
}

QString InlineMessage::text() const
{
    return m_text->text();
}

bool InlineMessage::event(QEvent *event)
{
    if (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent)
        emit visibilityChanged(event->type() == QEvent::ShowToParent);
    return QFrame::event(event);
}

} // namespace signalbox::ui
