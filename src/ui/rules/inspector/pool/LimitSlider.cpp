// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/pool/LimitSlider.h"

#include "ui/shell/Theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyle>
#include <QStyleOptionSlider>

namespace signalbox::ui {

namespace {
// Pixels at 100 %.
constexpr int signWidth = 7;
constexpr int signHeight = 6;
} // namespace

LimitSlider::LimitSlider(const Theme &theme, QWidget *parent)
    : QSlider(Qt::Horizontal, parent)
    , m_theme(theme)
{}

void LimitSlider::setSigns(const QList<int> &signsAt)
{
    if (m_signs == signsAt)
        return;
    m_signs = signsAt;
    update();
}

QSize LimitSlider::sizeHint() const
{
    return QSlider::sizeHint() + QSize(0, m_theme.px(signHeight));
}

void LimitSlider::paintEvent(QPaintEvent *event)
{
    QSlider::paintEvent(event);
    QStyleOptionSlider option;
    initStyleOption(&option);
    const int handle = style()->pixelMetric(QStyle::PM_SliderLength, &option, this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colors().text);
    const double half = m_theme.px(signWidth) / 2.0;
    const double bottom = height();
    for (const int value : m_signs) {
        const int left = QStyle::sliderPositionFromValue(minimum(), maximum(), value,
                                                         width() - handle, option.upsideDown);
        const double x = left + handle / 2.0;
        QPainterPath sign;
        sign.moveTo(x, bottom - m_theme.px(signHeight));
        sign.lineTo(x + half, bottom);
        sign.lineTo(x - half, bottom);
        sign.closeSubpath();
        painter.drawPath(sign);
    }
}

} // namespace signalbox::ui
