// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/FrameItem.h"

#include "ui/rules/canvas/CanvasPaint.h"
#include "ui/rules/canvas/NodeShape.h"
#include "ui/shell/Theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace signalbox::ui {

FrameItem::FrameItem(const CanvasPaint &paint)
    : m_paint(paint)
{
    setZValue(0);
}

void FrameItem::setFrame(std::size_t index, const QString &label, const QRectF &box)
{
    m_index = index;
    if (label == m_label && box == m_box)
        return;
    prepareGeometryChange();
    m_label = label;
    m_box = box;
    setToolTip(label);
    update();
}

QRectF FrameItem::titleBox() const
{
    return {m_box.topLeft(), QSizeF(m_box.width(), std::min(titleHeight, m_box.height()))};
}

QRectF FrameItem::boundingRect() const
{
    return m_box.adjusted(-1, -1, 1, 1);
}

QPainterPath FrameItem::shape() const
{
    QPainterPath path;
    path.addRect(titleBox());
    return path;
}

void FrameItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const ThemeColors &colors = m_paint.theme.colors();
    painter->setPen(QPen(colors.line, 1));
    painter->setBrush(colors.surface[2]);
    painter->drawRoundedRect(m_box, CanvasPaint::cornerRadius, CanvasPaint::cornerRadius);
    if (CanvasPaint::levelOf(*painter) < CanvasPaint::plainBelow)
        return;
    painter->setFont(m_paint.titleFont);
    painter->setPen(colors.textMuted);
    const QRectF box = titleBox().adjusted(NodeShape::padding, 0, -NodeShape::padding, 0);
    painter->drawText(
        box, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetricsF(m_paint.titleFont).elidedText(m_label, Qt::ElideRight, box.width()));
}

} // namespace signalbox::ui
