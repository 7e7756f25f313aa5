// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/EmptyState.h"

#include "ui/shell/Theme.h"
#include "ui/widgets/Text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>

#include <algorithm>

namespace signalbox::ui {

namespace {
// Pixels at 100 %, but for the margin.
constexpr int textWidth = 460;
constexpr int smallestWidth = 280;
constexpr int margin = 24;
} // namespace

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
    column->setContentsMargins(margin, margin, margin, margin);
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

QSize EmptyState::minimumSizeHint() const
{
    // Not that of the text at its best width: a page that is not shown must not widen the window.
    return {m_theme.px(smallestWidth), QWidget::minimumSizeHint().height()};
}

void EmptyState::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitText(event->size().width());
}

void EmptyState::fitText(int available)
{
    // A centred label does not ask its height for its width by itself.
    const int textPixels = std::min(m_theme.px(textWidth), available - 2 * margin);
    m_explanation->setFixedWidth(textPixels);
    m_explanation->setMinimumHeight(0); // it would count as height for any width
    m_explanation->setMinimumHeight(std::max(0, m_explanation->heightForWidth(textPixels)));
}

void EmptyState::fitToZoom()
{
    fitText(isVisible() ? width() : QWIDGETSIZE_MAX);
    const int size = m_theme.px(40);
    m_picture->setPixmap(
        lineIcon(m_theme, m_icon, IconTone::Muted).pixmap(QSize(size, size), devicePixelRatioF()));
}

} // namespace signalbox::ui
