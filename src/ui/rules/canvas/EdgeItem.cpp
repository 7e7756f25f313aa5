// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/EdgeItem.h"

#include "models/policy/edit/EdgeWays.h"
#include "ui/rules/canvas/CanvasPaint.h"
#include "ui/shell/Theme.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QPainter>
#include <QPainterPathStroker>

#include <algorithm>
#include <array>
#include <limits>

namespace signalbox::ui {

namespace {

// In the canvas's units.
constexpr double edgeWidth = 1.5;
constexpr double litWidth = 2.5;
constexpr double mostLoadWidth = 8; // beyond edgeWidth
constexpr double arrow = 7;
constexpr double bendRadius = 5;
constexpr double bendReach = 10;
constexpr double trunkDistance = 28; // from several begins to where they have come together
constexpr double loadPadding = 4;
constexpr double loadPlace = 0.4; // along the first curve

} // namespace

EdgeItem::EdgeItem(models::PortRef from, const CanvasPaint &paint)
    : m_from(std::move(from))
    , m_paint(paint)
{
    setZValue(1);
}

void EdgeItem::addCurve(QPainterPath &path, const QPointF &end)
{
    const QPointF begin = path.currentPosition();
    const QPointF across(models::EdgeWays::swing(begin, end), 0);
    path.cubicTo(begin + across, end - across, end);
}

void EdgeItem::setWay(const EdgeWay &way)
{
    if (way == m_way || way.begins.empty())
        return;
    m_way = way;
    QPainterPath path;
    m_trunk = way.begins.front();
    if (way.begins.size() > 1) {
        double height = 0;
        for (const QPointF &begin : way.begins)
            height += begin.y();
        m_trunk = {m_trunk.x() + trunkDistance, height / static_cast<double>(way.begins.size())};
        for (const QPointF &begin : way.begins) {
            const QPointF half(trunkDistance / 2, 0);
            path.moveTo(begin);
            path.cubicTo(begin + half, m_trunk - half, m_trunk);
        }
    }
    path.moveTo(m_trunk);
    for (const QPointF &bend : way.bends)
        addCurve(path, bend);
    addCurve(path, way.end);
    m_path = path;
    m_reach = {};
    updateBounds();
    update();
}

void EdgeItem::moveBend(std::size_t bend, const QPointF &place)
{
    EdgeWay way = m_way;
    if (bend >= way.bends.size())
        return;
    way.bends[bend] = place;
    setWay(way);
}

void EdgeItem::updateBounds()
{
    prepareGeometryChange();
    m_loadBox = {};
    if (m_load && !m_load->text.isEmpty()) {
        const QPointF first = m_way.bends.empty() ? m_way.end : m_way.bends.front();
        const QPointF middle = models::EdgeWays::pointOnCurve(m_trunk, first, loadPlace);
        const QFontMetricsF metrics(m_paint.captionFont);
        const QSizeF size(metrics.horizontalAdvance(m_load->text) + 2 * loadPadding,
                          metrics.height());
        m_loadBox = {middle - QPointF(size.width(), size.height()) / 2, size};
    }
    const double room = arrow + mostLoadWidth;
    m_bounds = m_path.controlPointRect().adjusted(-room, -room, room, room) | m_loadBox;
}

void EdgeItem::setLit(bool isLit)
{
    if (isLit == m_isLit)
        return;
    m_isLit = isLit;
    updateDepth();
}

void EdgeItem::setChosen(bool isChosen)
{
    if (isChosen == m_isChosen)
        return;
    m_isChosen = isChosen;
    updateDepth();
}

void EdgeItem::updateDepth()
{
    setZValue(m_isLit || m_isChosen ? 1.5 : 1);
    update();
}

void EdgeItem::setFaded(bool isFaded)
{
    setOpacity(isFaded ? CanvasPaint::fadedOpacity : 1.0);
}

void EdgeItem::setLoad(const std::optional<EdgeLoad> &load)
{
    if (load == m_load)
        return;
    m_load = load;
    updateBounds();
    update();
}

int EdgeItem::bendAt(const QPointF &place) const
{
    for (std::size_t bend = 0; bend < m_way.bends.size(); ++bend) {
        if (QLineF(m_way.bends[bend], place).length() <= bendReach)
            return static_cast<int>(bend);
    }
    return -1;
}

std::size_t EdgeItem::bendPlace(const QPointF &place) const
{
    constexpr int steps = 16;
    std::size_t best = 0;
    double least = std::numeric_limits<double>::max();
    QPointF begin = m_trunk;
    for (std::size_t part = 0; part <= m_way.bends.size(); ++part) {
        const QPointF end = part < m_way.bends.size() ? m_way.bends[part] : m_way.end;
        for (int step = 0; step <= steps; ++step) {
            const double away =
                QLineF(models::EdgeWays::pointOnCurve(begin, end, double(step) / steps), place)
                    .length();
            if (away < least) {
                least = away;
                best = part;
            }
        }
        begin = end;
    }
    return best;
}

QPainterPath EdgeItem::shape() const
{
    if (m_reach.isEmpty() && !m_path.isEmpty()) {
        constexpr double reach = 12;
        QPainterPathStroker stroker;
        stroker.setWidth(reach);
        m_reach = stroker.createStroke(m_path);
    }
    return m_reach;
}

QColor EdgeItem::lineColor() const
{
    const ThemeColors &colors = m_paint.theme.colors();
    if (m_isChosen)
        return colors.focus;
    if (m_isLit)
        return colors.accent;
    if (!m_load)
        return colors.textMuted;
    const std::array<QColor, 5> tones{colors.line, colors.accent, colors.success, colors.warning,
                                      colors.danger};
    return tones.at(static_cast<std::size_t>(m_load->tone));
}

double EdgeItem::lineWidth() const
{
    const double width = m_isLit || m_isChosen ? litWidth : edgeWidth;
    return m_load ? std::max(width, edgeWidth + mostLoadWidth * m_load->weight) : width;
}

void EdgeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const QColor color = lineColor();
    const bool isPlain = CanvasPaint::levelOf(*painter) < CanvasPaint::plainBelow;
    painter->setBrush(Qt::NoBrush);
    // A cosmetic line of one pixel is what the painter draws fastest.
    const bool isHair = isPlain && !m_load;
    painter->setPen(isHair ? QPen(color, 0) : QPen(color, lineWidth(), Qt::SolidLine, Qt::FlatCap));
    painter->drawPath(m_path);
    if (isPlain)
        return;
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    const double length = arrow + lineWidth() / 2;
    const std::array<QPointF, 3> tip{m_way.end, m_way.end + QPointF(-length, -length / 2),
                                     m_way.end + QPointF(-length, length / 2)};
    painter->drawPolygon(tip.data(), static_cast<int>(tip.size()));
    if (!m_loadBox.isEmpty())
        paintLoad(*painter);
    if (!m_isChosen)
        return;
    painter->setPen(QPen(color, 2));
    painter->setBrush(m_paint.theme.colors().surface[1]);
    for (const QPointF &bend : m_way.bends)
        painter->drawEllipse(bend, bendRadius, bendRadius);
}

void EdgeItem::paintLoad(QPainter &painter) const
{
    const ThemeColors &colors = m_paint.theme.colors();
    const double round = m_loadBox.height() / 2;
    painter.setPen(QPen(lineColor(), 1));
    painter.setBrush(colors.surface[1]);
    painter.drawRoundedRect(m_loadBox, round, round);
    painter.setFont(m_paint.captionFont);
    painter.setPen(m_load->tone == EdgeLoad::Tone::Idle ? colors.textMuted : colors.text);
    painter.drawText(m_loadBox, Qt::AlignCenter, m_load->text);
}

} // namespace signalbox::ui
