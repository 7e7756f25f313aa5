// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/TimingBar.h"

#include "ui/shell/Theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>

namespace signalbox::ui {

TimingBar::TimingBar(const Theme &theme, const Parts &parts, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_parts(parts)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Share of the time"));
}

QColor TimingBar::color(const Theme &theme, Part part)
{
    const auto &series = theme.colors().series;
    switch (part) {
    case Part::Overhead:
        return theme.colors().textMuted;
    case Part::Wait:
        return series.at(1);
    case Part::Generation:
        return series.at(0);
    }
    return {};
}

QSize TimingBar::sizeHint() const
{
    return {m_theme.px(200), m_theme.px(20)};
}

void TimingBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = rect();
    QPainterPath clip;
    clip.addRoundedRect(area, m_theme.px(4), m_theme.px(4));
    painter.setClipPath(clip);
    painter.fillRect(area, m_theme.colors().surface[2]);
    const auto total = static_cast<double>(
        std::max<qint64>(1, m_parts.overheadUs + m_parts.waitUs + m_parts.generationUs));
    const std::array<std::pair<qint64, Part>, 3> parts{{{m_parts.overheadUs, Part::Overhead},
                                                        {m_parts.waitUs, Part::Wait},
                                                        {m_parts.generationUs, Part::Generation}}};
    double x = area.left();
    for (const auto &[us, part] : parts) {
        const double width = area.width() * static_cast<double>(std::max<qint64>(0, us)) / total;
        painter.fillRect(QRectF(x, area.top(), width, area.height()), color(m_theme, part));
        x += width;
    }
}

} // namespace signalbox::ui
