// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/EmptyState.h"

#include "ui/shell/Theme.h"
#include "ui/widgets/Text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace signalbox::ui {

namespace {
constexpr int textWidth = 460;
}

EmptyState::EmptyState(const Theme &theme, IconName icon, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(icon)
    , m_picture(new QLabel(this))
    , m_title(makeLabel({}, TextRole::Title, this))
    , m_explanation(makeLabel({}, TextRole::Muted, this))
    , m_actions(new QHBoxLayout)
{
    m_picture->setAlignment(Qt::AlignCenter);
    m_title->setAlignment(Qt::AlignCenter);
    m_explanation->setAlignment(Qt::AlignCenter);
    m_explanation->setWordWrap(true);

    m_actions->setSpacing(8);
    m_actions->addStretch();
    m_actions->addStretch();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(8);
    column->addStretch(2);
    column->addWidget(m_picture);
    column->addWidget(m_title);
    column->addWidget(m_explanation, 0, Qt::AlignHCenter);
    column->addSpacing(8);
    column->addLayout(m_actions);
    column->addStretch(3);

    connect(&theme, &Theme::changed, this, &EmptyState::fitToZoom);
    fitToZoom();
}

void EmptyState::setText(const QString &title, const QString &explanation)
{
    m_title->setText(title);
    m_explanation->setText(explanation);
    fitToZoom();
}

QPushButton *EmptyState::addAction(const QString &text)
{
    auto *button = new QPushButton(text, this);
    if (m_actions->count() == 2)
        setTone(button, Tone::Primary);
    m_actions->insertWidget(m_actions->count() - 1, button);
    return button;
}

void EmptyState::fitToZoom()
{
    // A centred label does not ask its height for its width by itself.
    m_explanation->setFixedWidth(m_theme.px(textWidth));
    m_explanation->setMinimumHeight(
        std::max(0, m_explanation->heightForWidth(m_theme.px(textWidth))));
    const int size = m_theme.px(40);
    m_picture->setPixmap(
        lineIcon(m_theme, m_icon, IconTone::Muted).pixmap(QSize(size, size), devicePixelRatioF()));
}

} // namespace signalbox::ui
