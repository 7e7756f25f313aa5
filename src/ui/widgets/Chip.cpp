// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/Chip.h"

#include <QPainter>
#include <QPixmap>

namespace signalbox::ui {

QIcon chipIcon(const QColor &color, int size)
{
    constexpr int ratio = 2; // sharp on dense screens too
    QPixmap pixmap(size * ratio, size * ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QRectF(pixmap.rect()).adjusted(1, 1, -1, -1));
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return {pixmap};
}

} // namespace signalbox::ui
