// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/CanvasMinimap.h"

#include "ui/rules/canvas/CanvasView.h"
#include "ui/shell/Theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>

namespace signalbox::ui {

namespace {

// Pixels at 100 %.
constexpr QSize mapSize(168, 104);
constexpr int mapMargin = 12;
constexpr int mapPadding = 6;
constexpr QSize smallestCanvas(420, 260); // below, the map would hide what it shows

} // namespace

CanvasMinimap::CanvasMinimap(CanvasView &canvas)
    : QWidget(&canvas)
    , m_canvas(canvas)
{
    setObjectName(QStringLiteral("canvasMinimap"));
    setAccessibleName(tr("Map of the graph"));
    setToolTip(tr("The whole graph: click or drag to go there"));
    setCursor(Qt::PointingHandCursor);
    const auto redraw = [this] {
        m_graph = {};
        update();
    };
    connect(&canvas.graphScene(), &GraphScene::redrawn, this, redraw);
    connect(&canvas.theme(), &Theme::changed, this, redraw);
    connect(&canvas, &CanvasView::viewChanged, this, &CanvasMinimap::place);
    place();
}

QSize CanvasMinimap::sizeHint() const
{
    return {m_canvas.theme().px(mapSize.width()), m_canvas.theme().px(mapSize.height())};
}

void CanvasMinimap::place()
{
    const Theme &theme = m_canvas.theme();
    const QSize size = sizeHint();
    if (size != this->size())
        m_graph = {};
    const int margin = theme.px(mapMargin);
    const QSize room = m_canvas.size();
    // Too small a canvas has the map outside, where it is not seen.
    const bool hasRoom = room.width() >= theme.px(smallestCanvas.width())
        && room.height() >= theme.px(smallestCanvas.height());
    const QPoint corner(room.width() - size.width() - margin,
                        room.height() - size.height() - margin);
    setGeometry(QRect(hasRoom ? corner : QPoint(-size.width(), -size.height()), size));
    raise();
    update();
}

QTransform CanvasMinimap::mapping() const
{
    const QRectF all = m_canvas.graphScene().contentBox();
    const double padding = m_canvas.theme().px(mapPadding);
    const QRectF room = QRectF(rect()).adjusted(padding, padding, -padding, -padding);
    const double scale = std::min(room.width() / all.width(), room.height() / all.height());
    return QTransform::fromTranslate(-all.center().x(), -all.center().y())
        * QTransform::fromScale(scale, scale)
        * QTransform::fromTranslate(room.center().x(), room.center().y());
}

void CanvasMinimap::drawGraph()
{
    const ThemeColors &colors = m_canvas.theme().colors();
    const GraphScene &scene = m_canvas.graphScene();
    m_graph = QPixmap(size() * devicePixelRatioF());
    m_graph.setDevicePixelRatio(devicePixelRatioF());
    m_graph.fill(colors.surface[1]);
    QPainter painter(&m_graph);
    const QTransform map = mapping();
    painter.setTransform(map);
    painter.setPen(QPen(colors.textMuted, 0));
    for (const EdgeItem *edge : scene.edges())
        painter.drawLine(edge->way().elementAt(0), edge->way().currentPosition());
    painter.setPen(Qt::NoPen);
    for (const NodeItem *node : scene.nodes())
        painter.fillRect(node->sceneBox(), node->isSelected() ? colors.focus : scene.toneOf(*node));
    painter.resetTransform();
    painter.setPen(colors.line);
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void CanvasMinimap::paintEvent(QPaintEvent *)
{
    if (m_graph.isNull())
        drawGraph();
    const ThemeColors &colors = m_canvas.theme().colors();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_graph);
    const QRectF seen = mapping().mapRect(m_canvas.visibleBox());
    QColor veil = colors.accent;
    constexpr float veilOpacity = 0.12F;
    veil.setAlphaF(veilOpacity);
    painter.setPen(QPen(colors.accent, 1));
    painter.setBrush(veil);
    painter.drawRect(seen.intersected(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5)));
}

void CanvasMinimap::goTo(const QPointF &place)
{
    m_canvas.centreOn(mapping().inverted().map(place));
}

void CanvasMinimap::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        goTo(event->position());
    event->accept();
}

void CanvasMinimap::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        goTo(event->position());
    event->accept();
}

void CanvasMinimap::wheelEvent(QWheelEvent *event)
{
    constexpr double step = 1.15;
    if (event->angleDelta().y() != 0)
        m_canvas.zoomBy(event->angleDelta().y() > 0 ? step : 1 / step);
    event->accept();
}

} // namespace signalbox::ui
