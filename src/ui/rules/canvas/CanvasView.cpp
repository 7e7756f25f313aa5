// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/CanvasView.h"

#include "ui/rules/ProblemPlaces.h"
#include "ui/rules/canvas/CanvasDrops.h"
#include "ui/rules/canvas/CanvasHands.h"
#include "ui/rules/canvas/CanvasKeys.h"
#include "ui/rules/canvas/CanvasMenus.h"
#include "ui/rules/canvas/CanvasQuestions.h"
#include "ui/rules/canvas/EdgeLoads.h"
#include "ui/shell/Theme.h"

#include <QContextMenuEvent>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace signalbox::ui {

namespace {

constexpr double smallestScale = 0.1;
constexpr double largestScale = 3;
constexpr double leastReadable = 0.75;
constexpr double wheelZoom = 1.15;
constexpr double wheelStep = 120;
constexpr double percent = 100;

} // namespace

CanvasView::CanvasView(RulesDocument &document, const Theme &theme, QWidget *parent)
    : QGraphicsView(parent)
    , m_document(document)
    , m_theme(theme)
    , m_scene(theme)
    , m_commands(document, m_scene)
    , m_hands(new CanvasHands(*this))
    , m_keys(new CanvasKeys(*this))
    , m_questions(new CanvasQuestions(*this))
    , m_drops(std::make_unique<CanvasDrops>(*this))
    , m_menus(new CanvasMenus(*this, *m_questions))
    , m_baseScale(theme.zoom() / percent)
{
    setScene(&m_scene);
    setAccessibleName(tr("Canvas"));
    viewport()->setAccessibleName(tr("Canvas"));
    setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    setFrameShape(QFrame::NoFrame);
    // A plane without an end: hands, wheel and keys move it, and bars would only say where its
    // margins are.
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setDragMode(QGraphicsView::RubberBandDrag);
    setTransformationAnchor(QGraphicsView::AnchorUnderMouse);
    setViewportUpdateMode(QGraphicsView::SmartViewportUpdate);
    setOptimizationFlag(QGraphicsView::DontSavePainterState);
    setCacheMode(QGraphicsView::CacheBackground);
    setMouseTracking(true);
    setAcceptDrops(true);
    connect(&document, &RulesDocument::graphChanged, this, &CanvasView::showGraph);
    connect(&document, &RulesDocument::routeChanged, this, [this] { m_isShown = false; });
    connect(&document, &RulesDocument::selectionChanged, this, &CanvasView::showSelection);
    connect(&document, &RulesDocument::problemsChanged, this, &CanvasView::showProblems);
    connect(&m_scene, &GraphScene::nodesSelected, this,
            [this](const QStringList &nodes) { m_document.select(nodes); });
    connect(&m_commands, &CanvasCommands::refused, this, &CanvasView::refused);
    connect(&theme, &Theme::changed, this, &CanvasView::applyTheme);
    showGraph();
}

CanvasView::~CanvasView()
{
    // The base class would look for the scene, which as a member goes before it.
    setScene(nullptr);
}

void CanvasView::showGraph()
{
    m_hands->cancel();
    m_scene.setGraph(m_document.graph());
    // Room around the graph, so that it can be scrolled away from the edges of the window.
    const QRectF box = m_scene.contentBox();
    m_scene.setSceneRect(box.adjusted(-box.width(), -box.height(), box.width(), box.height()));
    showProblems();
    showSelection();
    if (!m_isShown)
        showBeginning();
    m_isShown = true;
}

void CanvasView::showProblems()
{
    QHash<QString, QList<models::PolicyProblem>> problems;
    for (const models::PolicyProblem &problem : m_document.problems()) {
        const auto place = placeOf(problem);
        if (place && place->routeIndex == m_document.routeIndex())
            problems[place->node].append(problem);
    }
    m_scene.setProblems(problems);
    describeSelection();
}

void CanvasView::showSelection()
{
    m_scene.selectNodes(m_document.selectedNodes());
    m_scene.selectEdge(m_document.selectedEdge());
    describeSelection();
    revealSelection();
}

void CanvasView::describeSelection()
{
    const NodeItem *only = m_document.selectedNodes().size() == 1
        ? m_scene.node(m_document.selectedNodes().front())
        : nullptr;
    const auto &edge = m_scene.selectedEdge();
    if (only)
        setAccessibleDescription(only->spoken());
    else if (edge && m_document.selectedNodes().isEmpty())
        setAccessibleDescription(tr("Link %1").arg(edgeTitle(m_document.graph(), *edge)));
    else
        setAccessibleDescription({});
}

/// What another view or a list has selected may lie far away; what was grasped here does not.
void CanvasView::revealSelection()
{
    const NodeItem *first = nullptr;
    for (const QString &id : m_document.selectedNodes()) {
        const NodeItem *node = m_scene.node(id);
        if (!node)
            continue;
        if (visibleBox().intersects(node->sceneBoundingRect()))
            return;
        first = first ? first : node;
    }
    if (first && m_isShown)
        centreOn(first->sceneBoundingRect().center());
}

void CanvasView::applyTheme()
{
    const double wanted = m_theme.zoom() / percent;
    scale(wanted / m_baseScale, wanted / m_baseScale);
    m_baseScale = wanted;
    resetCachedContent();
    emit viewChanged();
}

void CanvasView::fit()
{
    fitInView(m_scene.contentBox(), Qt::KeepAspectRatio);
    if (transform().m11() > m_baseScale) {
        setTransform(QTransform::fromScale(m_baseScale, m_baseScale));
        centerOn(m_scene.contentBox().center());
    }
    m_shown = Shown::All;
    emit viewChanged();
}

void CanvasView::showBeginning()
{
    fit();
    m_shown = Shown::Beginning;
    const double scale = leastReadable * m_baseScale;
    if (transform().m11() >= scale)
        return;
    setTransform(QTransform::fromScale(scale, scale));
    const QRectF box = m_scene.contentBox();
    centerOn(box.left() + viewport()->width() / 2.0 / scale,
             m_scene.start().sceneBoundingRect().center().y());
    emit viewChanged();
}

void CanvasView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    // Until somebody has chosen a part of it, all of the graph is what is to be seen.
    if (m_shown == Shown::All)
        fit();
    else if (m_shown == Shown::Beginning)
        showBeginning();
    emit viewChanged();
}

void CanvasView::scrollContentsBy(int dx, int dy)
{
    QGraphicsView::scrollContentsBy(dx, dy);
    emit viewChanged();
}

void CanvasView::zoomBy(double factor)
{
    m_shown = Shown::Part;
    const double now = transform().m11();
    const double wanted =
        std::clamp(now * factor, smallestScale * m_baseScale, largestScale * m_baseScale);
    scale(wanted / now, wanted / now);
    emit viewChanged();
}

double CanvasView::zoomFactor() const
{
    return transform().m11() / m_baseScale;
}

void CanvasView::panBy(const QPoint &pixels)
{
    m_shown = Shown::Part;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - pixels.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() - pixels.y());
}

void CanvasView::centreOn(const QPointF &place)
{
    m_shown = Shown::Part;
    centerOn(place);
}

QPointF CanvasView::middle() const
{
    return mapToScene(viewport()->rect().center());
}

QRectF CanvasView::visibleBox() const
{
    return mapToScene(viewport()->rect()).boundingRect();
}

void CanvasView::layOut()
{
    m_commands.layOut();
    fit();
}

void CanvasView::goTo(const QString &node)
{
    if (!m_scene.node(node))
        return;
    m_document.select({node});
    ensureVisible(m_scene.node(node));
}

void CanvasView::selectEdge(const models::PortRef &edge)
{
    m_document.selectEdge(edge);
}

void CanvasView::selectNothing()
{
    m_document.select({});
}

void CanvasView::askForNode(const QPointF &place, const std::optional<LinkBegin> &from)
{
    m_questions->askForNode(place, from);
}

bool CanvasView::viewportEvent(QEvent *event)
{
    // What is dragged when the window is left stays where it was.
    if (event->type() == QEvent::Hide)
        m_hands->cancel();
    return QGraphicsView::viewportEvent(event);
}

void CanvasView::mousePressEvent(QMouseEvent *event)
{
    if (!m_hands->press(*event))
        QGraphicsView::mousePressEvent(event);
}

void CanvasView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_hands->move(*event))
        QGraphicsView::mouseMoveEvent(event);
}

void CanvasView::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_hands->release(*event))
        QGraphicsView::mouseReleaseEvent(event);
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (!m_hands->doubleClick(*event))
        QGraphicsView::mouseDoubleClickEvent(event);
}

void CanvasView::wheelEvent(QWheelEvent *event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        m_shown = Shown::Part;
        QGraphicsView::wheelEvent(event);
        return;
    }
    zoomBy(std::pow(wheelZoom, event->angleDelta().y() / wheelStep));
    event->accept();
}

void CanvasView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space)
        m_hands->setPanning(CanvasHands::Panning::On);
    else if (event->key() == Qt::Key_Escape && m_hands->isDragging())
        m_hands->cancel();
    else if (!m_keys->press(*event)) {
        event->ignore();
        return;
    }
    event->accept();
}

void CanvasView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat())
        m_hands->setPanning(CanvasHands::Panning::Off);
    QGraphicsView::keyReleaseEvent(event);
}

void CanvasView::contextMenuEvent(QContextMenuEvent *event)
{
    m_hands->cancel();
    if (event->reason() == QContextMenuEvent::Mouse)
        m_menus->openAt(mapToScene(event->pos()));
    else
        m_menus->openForSelection();
    event->accept();
}

void CanvasView::dragEnterEvent(QDragEnterEvent *event)
{
    m_drops->move(*event);
}

void CanvasView::dragMoveEvent(QDragMoveEvent *event)
{
    m_drops->move(*event);
}

void CanvasView::dragLeaveEvent(QDragLeaveEvent *event)
{
    m_drops->leave();
    event->accept();
}

void CanvasView::dropEvent(QDropEvent *event)
{
    m_drops->drop(*event);
}

bool CanvasView::focusNextPrevChild(bool isNext)
{
    const auto step = isNext ? CanvasKeys::Step::Next : CanvasKeys::Step::Previous;
    return m_keys->walk(step) || QGraphicsView::focusNextPrevChild(isNext);
}

void CanvasView::drawBackground(QPainter *painter, const QRectF &box)
{
    m_dots.paint(*painter, box, m_theme.colors(), transform().m11());
}

} // namespace signalbox::ui
