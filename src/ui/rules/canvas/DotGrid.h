// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QPointF>
#include <QRectF>

class QPainter;

namespace signalbox::ui {

struct ThemeColors;

/// The dots behind a canvas. Keeps their places, so that painting makes no new list.
///
/// Lives on the GUI thread; owned by the canvas.
class DotGrid final
{
public:
    /// Paints what is in \a box of the scene; \a scale is that of the view.
    void paint(QPainter &painter, const QRectF &box, const ThemeColors &colors, double scale);

private:
    QList<QPointF> m_dots;
};

} // namespace signalbox::ui
