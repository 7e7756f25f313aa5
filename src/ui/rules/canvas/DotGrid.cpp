// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/DotGrid.h"

#include "ui/rules/canvas/CanvasCommands.h"
#include "ui/rules/canvas/CanvasPaint.h"
#include "ui/shell/Theme.h"

#include <QPainter>

#include <cmath>

namespace signalbox::ui {

void DotGrid::paint(QPainter &painter, const QRectF &box, const ThemeColors &colors, double scale)
{
    painter.fillRect(box, colors.surface[0]);
    // Dots only where they can be told apart.
    constexpr double step = 4.0 * CanvasCommands::grid;
    if (scale < CanvasPaint::plainBelow)
        return;
    m_dots.clear(); // keeps its memory
    for (double x = std::floor(box.left() / step) * step; x < box.right(); x += step) {
        for (double y = std::floor(box.top() / step) * step; y < box.bottom(); y += step)
            m_dots.append({x, y});
    }
    painter.setPen(QPen(colors.line, 2));
    painter.drawPoints(m_dots.constData(), static_cast<int>(m_dots.size()));
}

} // namespace signalbox::ui
