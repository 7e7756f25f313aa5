// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/StateDot.h"

#include "ui/shell/Theme.h"

#include <QPainter>

namespace signalbox::ui {

const QColor &StateDot::colorOf(const ThemeColors &colors, Color color)
{
    switch (color) {
    case Color::Muted:
        return colors.textMuted;
    case Color::Success:
        return colors.success;
    case Color::Warning:
        return colors.warning;
    case Color::Danger:
        return colors.danger;
    }
    return colors.textMuted;
}

StateDot::StateDot(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StateDot::setColor(Color color)
{
    m_color = color;
    update();
}

QSize StateDot::sizeHint() const
{
    return {m_theme.px(10), m_theme.px(10)};
}

void StateDot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colorOf(m_theme.colors(), m_color));
    painter.drawEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
}

} // namespace signalbox::ui
