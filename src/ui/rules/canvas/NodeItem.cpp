// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/NodeItem.h"

#include "ui/rules/RuleWords.h"
#include "ui/rules/canvas/CanvasPaint.h"
#include "ui/shell/Theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace signalbox::ui {

namespace {

constexpr double portLine = 1.5;
constexpr double nodeRing = 2; // of a node that is selected
constexpr double toneBar = 4;
constexpr double mutedOpacity = 0.55;
constexpr double problemGap = 4; // between a node and what is wrong with it
constexpr double finalPort = 3; // radius of an output that leads nowhere on purpose

} // namespace

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
    updateProblemText();
    update();
    return true;
}

void NodeItem::setProblems(const QList<models::PolicyProblem> &problems)
{
    if (problems == m_problems)
        return;
    prepareGeometryChange();
    m_problems = problems;
    updateToolTip();
    updateProblemText();
    update();
}

void NodeItem::updateProblemText()
{
    const QFontMetricsF metrics(m_paint.captionFont);
    m_problemHeight = hasProblems() ? std::ceil(metrics.height()) : 0;
    m_problemText = metrics.elidedText(problemsText(m_problems), Qt::ElideRight, m_shape.width());
}

QRectF NodeItem::problemBox() const
{
    return {m_shape.box.left(), m_shape.box.bottom() + problemGap, m_shape.width(),
            m_problemHeight};
}

QColor NodeItem::problemColor() const
{
    const ThemeColors &colors = m_paint.theme.colors();
    const bool isError = std::ranges::any_of(m_problems, [](const models::PolicyProblem &problem) {
        return problem.severity == models::PolicyProblem::Severity::Error;
    });
    return isError ? colors.danger : colors.warning;
}

QString NodeItem::spoken() const
{
    QStringList sentences{m_shape.spoken()};
    for (const models::PolicyProblem &problem : m_problems)
        sentences.append(problemsText({problem}));
    return sentences.join(QLatin1Char(' '));
}

void NodeItem::setFaded(bool isFaded)
{
    m_isFaded = isFaded;
    updateOpacity();
}

void NodeItem::updateOpacity()
{
    setOpacity(m_isFaded ? CanvasPaint::fadedOpacity : m_shape.isMuted ? mutedOpacity : 1.0);
}

void NodeItem::updateToolTip()
{
    QStringList lines{m_shape.toolTip()};
    for (const models::PolicyProblem &problem : m_problems)
        lines.append(problemsText({problem}));
    setToolTip(lines.join(QLatin1Char('\n')));
}

QRectF NodeItem::boundingRect() const
{
    const double more = NodeShape::portRadius + nodeRing;
    const QRectF box = m_shape.box.adjusted(-more, -more, more, more);
    return hasProblems() ? box | problemBox() : box;
}

void NodeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    const ThemeColors &colors = m_paint.theme.colors();
    const QColor tone = m_paint.toneColor(nodeTone(m_shape.kind));
    const QColor outline = isSelected() ? colors.focus
        : hasProblems()                 ? problemColor()
                                        : colors.line;
    if (CanvasPaint::levelOf(*painter) < CanvasPaint::plainBelow) {
        painter->fillRect(m_shape.box, isSelected() ? colors.focus : tone);
        if (hasProblems())
            painter->fillRect(QRectF(m_shape.box.right() - 32, 0, 32, 32), problemColor());
        return;
    }
    QPen pen(outline, isSelected() ? nodeRing : 1.0);
    if (m_shape.isMuted)
        pen.setStyle(Qt::DashLine);
    painter->setPen(pen);
    painter->setBrush(colors.surface[1]);
    painter->drawRoundedRect(m_shape.box, CanvasPaint::cornerRadius, CanvasPaint::cornerRadius);
    painter->setPen(Qt::NoPen);
    painter->setBrush(tone);
    painter->drawRoundedRect(QRectF(0, CanvasPaint::cornerRadius, toneBar,
                                    m_shape.box.height() - 2 * CanvasPaint::cornerRadius),
                             toneBar / 2, toneBar / 2);
    paintTexts(*painter);
    paintProblems(*painter);
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
    const double half = m_shape.titleBox.height() / 2;
    const double width = m_shape.width() - 2 * NodeShape::padding;
    bool isSmall = false; // classes of failures stand together: the font changes twice at most
    for (const PortShape &port : m_shape.ports) {
        if (port.text.isEmpty())
            continue;
        if (isSmall != port.errorClass.has_value()) {
            isSmall = !isSmall;
            painter.setFont(isSmall ? m_paint.captionFont : m_paint.font);
        }
        painter.drawText(QRectF(NodeShape::padding, port.place.y() - half, width, 2 * half),
                         Qt::AlignRight | Qt::AlignVCenter, port.text);
    }
}

void NodeItem::paintProblems(QPainter &painter) const
{
    if (!hasProblems())
        return;
    const ThemeColors &colors = m_paint.theme.colors();
    const QColor color = problemColor();
    const double size = NodeShape::iconSize;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.surface[1]);
    const QRectF badge(m_shape.box.right() - size - 4, 4, size, size);
    painter.drawRect(badge);
    const QPixmap &icon = color == colors.danger ? m_paint.error : m_paint.warning;
    painter.drawPixmap(badge, icon, QRectF(icon.rect()));
    painter.setFont(m_paint.captionFont);
    painter.setPen(color);
    painter.drawText(problemBox(), Qt::AlignLeft | Qt::AlignVCenter, m_problemText);
}

void NodeItem::paintPorts(QPainter &painter) const
{
    const ThemeColors &colors = m_paint.theme.colors();
    for (const PortShape &port : m_shape.ports) {
        const bool isFinal = port.id.isEmpty();
        const double radius = isFinal ? finalPort : NodeShape::portRadius;
        painter.setPen(QPen(port.isMissing ? colors.danger : colors.textMuted, portLine));
        painter.setBrush(isFinal ? colors.surface[3] : colors.surface[1]);
        painter.drawEllipse(port.place, radius, radius);
    }
}

} // namespace signalbox::ui
