// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/StartItem.h"

#include "ui/rules/canvas/CanvasPaint.h"
#include "ui/shell/Theme.h"

#include <QCoreApplication>
#include <QPainter>

namespace signalbox::ui {

StartItem::StartItem(const CanvasPaint &paint)
    : m_paint(paint)
{
    setZValue(2);
    setToolTip(QCoreApplication::translate("StartItem", "Start: every request begins here"));
}

void StartItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const ThemeColors &colors = m_paint.theme.colors();
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors.accent);
    painter->drawEllipse(boundingRect());
    const QPointF middle = boundingRect().center();
    constexpr double half = 7;
    painter->setBrush(colors.onAccent);
    painter->drawPolygon(QPolygonF({middle + QPointF(-half + 2, -half), middle + QPointF(half, 0),
                                    middle + QPointF(-half + 2, half)}));
}

} // namespace signalbox::ui
