// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/WrappedText.h"

#include <QFontMetrics>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace signalbox::ui {

namespace {

/// Lays \a layout out and gives its height.
double layOut(QTextLayout &layout, int width)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    double height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(1, width));
        line.setPosition(QPointF(0, height));
        height += line.height();
    }
    layout.endLayout();
    return height;
}

} // namespace

int wrappedHeight(const QString &text, const QFont &font, int width)
{
    if (text.isEmpty())
        return QFontMetrics(font).height();
    QTextLayout layout(text, font);
    return static_cast<int>(std::ceil(layOut(layout, width)));
}

void paintWrapped(QPainter *painter, const QRect &rect, const QString &text, const QFont &font,
                  const QColor &color)
{
    if (text.isEmpty())
        return;
    QTextLayout layout(text, font);
    layOut(layout, rect.width());
    painter->setPen(color);
    layout.draw(painter, rect.topLeft());
}

} // namespace signalbox::ui
