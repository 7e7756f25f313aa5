// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/GraphItems.h"

#include "ui/shell/Theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPathStroker>
#include <QStyleOptionGraphicsItem>

#include <algorithm>
#include <cmath>

namespace signalbox::ui {

namespace {

constexpr double radius = 6;
constexpr double edgeWidth = 1.5;
constexpr double litWidth = 2.5;
constexpr double arrow = 7;
constexpr double focusRing = 2;
constexpr double toneBar = 4;
constexpr double mutedOpacity = 0.55;
constexpr double fadedOpacity = 0.35;

double levelOf(const QPainter &painter)
{
    return QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter.worldTransform());
}

} // namespace

CanvasPaint::CanvasPaint(const Theme &shownTheme)
    : theme(shownTheme)
    , font(shownTheme.font(Theme::Role::Body))
    , titleFont(font)
    , captionFont(shownTheme.font(Theme::Role::Caption))
{
    titleFont.setWeight(QFont::DemiBold);
    // Twice as large as they are drawn at 100 %, so that they stay sharp when zoomed in.
    const QSize size(2 * NodeShape::iconSize, 2 * NodeShape::iconSize);
    for (int kind = 0; kind < models::routeNodeKindCount; ++kind)
        icons.push_back(
            lineIcon(theme, nodeIcon(static_cast<models::RouteNodeKind>(kind))).pixmap(size, 1.0));
    warning = lineIcon(theme, IconName::Warning, IconTone::Danger).pixmap(size, 1.0);
}

QColor CanvasPaint::toneColor(NodeTone tone) const
{
    const ThemeColors &colors = theme.colors();
    switch (tone) {
    case NodeTone::Decision:
        return colors.series[0];
    case NodeTone::Limit:
        return colors.series[1];
    case NodeTone::Serving:
        return colors.series[2];
    case NodeTone::Change:
        return colors.series[3];
    case NodeTone::Fallback:
        return colors.series[4];
    case NodeTone::End:
        break;
    }
    return colors.series.back();
}

NodeItem::NodeItem(QString id, const CanvasPaint &paint)
    : m_id(std::move(id))
    , m_paint(paint)
{
    setFlag(ItemIsSelectable);
    setZValue(2);
}

bool NodeItem::setNodeShape(NodeShape shape)
{
    if (shape == m_shape)
        return false;
    prepareGeometryChange();
    m_shape = std::move(shape);
    updateOpacity();
    updateToolTip();
    update();
    return true;
}

void NodeItem::setProblems(const QStringList &problems)
{
    if (problems == m_problems)
        return;
    m_problems = problems;
    updateToolTip();
    update();
}

void NodeItem::setFaded(bool isFaded)
{
    m_isFaded = isFaded;
    updateOpacity();
}

void NodeItem::updateOpacity()
{
    setOpacity(m_isFaded ? fadedOpacity : m_shape.isMuted ? mutedOpacity : 1.0);
}

void NodeItem::updateToolTip()
{
    setToolTip((QStringList(m_shape.spoken()) + m_problems).join(QLatin1Char('\n')));
}

QRectF NodeItem::boundingRect() const
{
    const double more = NodeShape::portRadius + focusRing;
    return m_shape.box.adjusted(-more, -more, more, more);
}

void NodeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const ThemeColors &colors = m_paint.theme.colors();
    const QColor tone = m_paint.toneColor(nodeTone(m_shape.kind));
    const QColor outline = isSelected() ? colors.focus
        : hasProblems()                 ? colors.danger
                                        : colors.line;
    if (levelOf(*painter) < CanvasPaint::plainBelow) {
        painter->fillRect(m_shape.box, isSelected() ? colors.focus : tone);
        if (hasProblems())
            painter->fillRect(QRectF(m_shape.box.right() - 32, 0, 32, 32), colors.danger);
        return;
    }
    QPen pen(outline, isSelected() ? focusRing : 1.0);
    if (m_shape.isMuted)
        pen.setStyle(Qt::DashLine);
    painter->setPen(pen);
    painter->setBrush(colors.surface[1]);
    painter->drawRoundedRect(m_shape.box, radius, radius);
    painter->setPen(Qt::NoPen);
    painter->setBrush(tone);
    painter->drawRoundedRect(QRectF(0, radius, toneBar, m_shape.box.height() - 2 * radius),
                             toneBar / 2, toneBar / 2);
    paintTexts(*painter);
    paintPorts(*painter);
}

void NodeItem::paintTexts(QPainter &painter) const
{
    const ThemeColors &colors = m_paint.theme.colors();
    const QPixmap &icon = m_paint.icons[static_cast<std::size_t>(m_shape.kind)];
    painter.drawPixmap(m_shape.icon, icon, QRectF(icon.rect()));
    painter.setFont(m_paint.titleFont);
    painter.setPen(colors.text);
    painter.drawText(m_shape.titleBox, Qt::AlignLeft | Qt::AlignVCenter, m_shape.title);
    painter.setFont(m_paint.font);
    painter.setPen(colors.textMuted);
    painter.drawText(m_shape.summaryBox, Qt::AlignLeft | Qt::AlignVCenter, m_shape.summary);
    for (const PortShape &port : m_shape.ports) {
        if (port.text.isEmpty())
            continue;
        const double half = m_shape.titleBox.height() / 2;
        painter.drawText(QRectF(NodeShape::padding, port.place.y() - half,
                                NodeShape::width - 2 * NodeShape::padding, 2 * half),
                         Qt::AlignRight | Qt::AlignVCenter, port.text);
    }
    if (hasProblems()) {
        const double size = NodeShape::iconSize;
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.surface[1]);
        const QRectF badge(m_shape.box.right() - size - 4, 4, size, size);
        painter.drawRect(badge);
        painter.drawPixmap(badge, m_paint.warning, QRectF(m_paint.warning.rect()));
    }
}

void NodeItem::paintPorts(QPainter &painter) const
{
    const ThemeColors &colors = m_paint.theme.colors();
    for (const PortShape &port : m_shape.ports) {
        painter.setPen(QPen(port.isMissing ? colors.danger : colors.textMuted, edgeWidth));
        painter.setBrush(colors.surface[1]);
        painter.drawEllipse(port.place, NodeShape::portRadius, NodeShape::portRadius);
    }
}

EdgeItem::EdgeItem(models::PortRef from, const CanvasPaint &paint)
    : m_from(std::move(from))
    , m_paint(paint)
{
    setZValue(1);
}

void EdgeItem::addCurve(QPainterPath &path, const QPointF &end)
{
    const QPointF begin = path.currentPosition();
    // An edge that goes back swings out, so that it is seen beside its nodes.
    constexpr double least = 40;
    const double across = std::max(least, std::abs(end.x() - begin.x()) / 2);
    path.cubicTo(begin + QPointF(across, 0), end - QPointF(across, 0), end);
}

void EdgeItem::setWay(const QPointF &begin, const std::vector<QPointF> &bends, const QPointF &end)
{
    QPainterPath way(begin);
    for (const QPointF &bend : bends)
        addCurve(way, bend);
    addCurve(way, end);
    if (way == m_way)
        return;
    prepareGeometryChange();
    m_way = way;
    constexpr double reach = 12;
    QPainterPathStroker stroker;
    stroker.setWidth(reach);
    m_reach = stroker.createStroke(m_way);
}

void EdgeItem::setLit(bool isLit)
{
    if (isLit == m_isLit)
        return;
    m_isLit = isLit;
    setZValue(isLit ? 1.5 : 1);
    update();
}

void EdgeItem::setFaded(bool isFaded)
{
    setOpacity(isFaded ? fadedOpacity : 1.0);
}

QRectF EdgeItem::boundingRect() const
{
    return m_way.controlPointRect().adjusted(-arrow, -arrow, arrow, arrow);
}

void EdgeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const ThemeColors &colors = m_paint.theme.colors();
    const QColor color = m_isLit ? colors.accent : colors.textMuted;
    const bool isPlain = levelOf(*painter) < CanvasPaint::plainBelow;
    painter->setBrush(Qt::NoBrush);
    // A cosmetic line of one pixel is what the painter draws fastest.
    painter->setPen(isPlain ? QPen(color, 0) : QPen(color, m_isLit ? litWidth : edgeWidth));
    painter->drawPath(m_way);
    if (isPlain)
        return;
    const QPointF tip = m_way.currentPosition();
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawPolygon(
        QPolygonF({tip, tip + QPointF(-arrow, -arrow / 2), tip + QPointF(-arrow, arrow / 2)}));
}

FrameItem::FrameItem(const CanvasPaint &paint)
    : m_paint(paint)
{
    setZValue(0);
}

void FrameItem::setFrame(const QString &label, const QRectF &box)
{
    prepareGeometryChange();
    m_label = label;
    m_box = box;
    update();
}

QRectF FrameItem::boundingRect() const
{
    return m_box.adjusted(-1, -1, 1, 1);
}

void FrameItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const ThemeColors &colors = m_paint.theme.colors();
    painter->setPen(QPen(colors.line, 1));
    painter->setBrush(colors.surface[2]);
    painter->drawRoundedRect(m_box, radius, radius);
    if (levelOf(*painter) < CanvasPaint::plainBelow)
        return;
    painter->setFont(m_paint.titleFont);
    painter->setPen(colors.textMuted);
    painter->drawText(m_box.adjusted(NodeShape::padding, 4, -NodeShape::padding, 0),
                      Qt::AlignLeft | Qt::AlignTop, m_label);
}

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
