// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/CanvasView.h"

#include "models/policy/NodePorts.h"
#include "models/policy/edit/GraphClipboard.h"
#include "models/policy/edit/NodeEdits.h"
#include "ui/rules/ProblemPlaces.h"
#include "ui/rules/RuleWords.h"
#include "ui/rules/canvas/AddNodeMenu.h"
#include "ui/shell/Theme.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>
#include <memory>

namespace signalbox::ui {

using models::CanvasPoint;
using models::GraphEditResult;
using models::RouteGraph;

namespace {

constexpr double smallestScale = 0.1;
constexpr double largestScale = 3;
constexpr CanvasPoint copyOffset{.x = 32, .y = 32};

CanvasPoint onGrid(const QPointF &place)
{
    const auto snapped = [](double length) {
        return qRound(length / CanvasView::grid) * CanvasView::grid;
    };
    return {.x = snapped(place.x()), .y = snapped(place.y())};
}

models::NodeDefaults defaultsOf(const models::Policy &policy)
{
    models::NodeDefaults defaults;
    for (const models::Target &target : policy.targets)
        defaults.targets.append(target.id);
    if (!policy.budgets.isEmpty())
        defaults.budget = policy.budgets.front().id;
    return defaults;
}

} // namespace

CanvasView::CanvasView(RulesDocument &document, const Theme &theme, QWidget *parent)
    : QGraphicsView(parent)
    , m_document(document)
    , m_theme(theme)
    , m_scene(theme)
{
    setScene(&m_scene);
    setAccessibleName(tr("Canvas"));
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
    setMouseTracking(true);
    connect(&document, &RulesDocument::graphChanged, this, &CanvasView::showGraph);
    connect(&document, &RulesDocument::routeChanged, this, [this] { m_isShown = false; });
    connect(&document, &RulesDocument::selectionChanged, this, &CanvasView::showSelection);
    connect(&document, &RulesDocument::problemsChanged, this, &CanvasView::showProblems);
    connect(&m_scene, &GraphScene::nodesSelected, this,
            [this](const QStringList &nodes) { m_document.select(nodes); });
    showGraph();
}

void CanvasView::showGraph()
{
    m_scene.setGraph(m_document.graph());
    // Room around the graph, so that it can be scrolled away from the edges of the window.
    const QRectF box = m_scene.contentBox();
    m_scene.setSceneRect(box.adjusted(-box.width(), -box.height(), box.width(), box.height()));
    showProblems();
    showSelection();
    if (!m_isShown)
        fit();
    m_isShown = true;
}

void CanvasView::showProblems()
{
    QHash<QString, QStringList> sentences;
    for (const models::PolicyProblem &problem : m_document.problems()) {
        const auto place = placeOf(problem);
        if (place && place->routeIndex == m_document.routeIndex())
            sentences[place->node].append(
                QStringLiteral("%1: %2").arg(severityText(problem.severity), problem.message));
    }
    m_scene.setProblems(sentences);
}

void CanvasView::showSelection()
{
    m_scene.selectNodes(m_document.selectedNodes());
    const NodeItem *only = m_document.selectedNodes().size() == 1
        ? m_scene.node(m_document.selectedNodes().front())
        : nullptr;
    setAccessibleDescription(only ? only->shapeOfNode().spoken() : QString());
}

void CanvasView::edit(const QString &undoText, const RulesDocument::Edit &edit)
{
    if (const auto why = m_document.edit(undoText, edit))
        emit refused(*why);
}

void CanvasView::fit()
{
    fitInView(m_scene.contentBox(), Qt::KeepAspectRatio);
    if (transform().m11() > 1) {
        resetTransform();
        centerOn(m_scene.contentBox().center());
    }
    m_isFitted = true;
}

void CanvasView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    // Until somebody has chosen a part of it, all of the graph is what is to be seen.
    if (m_isFitted)
        fit();
}

void CanvasView::zoomBy(double factor)
{
    m_isFitted = false;
    const double now = transform().m11();
    const double wanted = std::clamp(now * factor, smallestScale, largestScale);
    scale(wanted / now, wanted / now);
}

void CanvasView::layOut()
{
    const auto places = m_scene.automaticPlaces();
    edit(tr("Lay out"), [places](const RouteGraph &graph) -> GraphEditResult {
        RouteGraph result = graph;
        result.layout.nodes = places;
        result.layout.bends.clear();
        return result;
    });
    fit();
}

void CanvasView::removeSelected()
{
    const QStringList nodes = m_document.selectedNodes();
    if (nodes.isEmpty())
        return;
    edit(tr("Delete %n nodes", nullptr, static_cast<int>(nodes.size())),
         [nodes](const RouteGraph &graph) { return models::removeNodes(graph, nodes); });
}

void CanvasView::copySelected()
{
    if (m_document.selectedNodes().isEmpty())
        return;
    RouteGraph graph = m_document.graph();
    graph.layout.nodes = m_scene.places();
    QGuiApplication::clipboard()->setText(
        QString::fromUtf8(models::copyNodes(graph, m_document.selectedNodes())));
}

void CanvasView::cutSelected()
{
    copySelected();
    removeSelected();
}

void CanvasView::grow(const QString &undoText, const Growth &growth)
{
    QStringList added;
    edit(undoText, [&](const RouteGraph &graph) -> GraphEditResult {
        auto grown = growth(graph);
        if (!grown)
            return models::Failure{grown.error()};
        added = grown.value().ids.values();
        return grown.value().graph;
    });
    if (!added.isEmpty())
        m_document.select(added);
}

void CanvasView::paste()
{
    const QByteArray text = QGuiApplication::clipboard()->text().toUtf8();
    const CanvasPoint place = onGrid(mapToScene(viewport()->rect().center()));
    grow(tr("Paste"),
         [&](const RouteGraph &graph) { return models::pasteNodes(graph, text, place); });
}

void CanvasView::duplicateSelected()
{
    const QStringList nodes = m_document.selectedNodes();
    if (nodes.isEmpty())
        return;
    const auto places = m_scene.places();
    grow(tr("Duplicate"), [&](const RouteGraph &graph) {
        RouteGraph placed = graph;
        for (const QString &node : nodes)
            placed.layout.nodes.insert(node, places.value(node));
        return models::duplicateNodes(placed, nodes, copyOffset);
    });
}

void CanvasView::toggleMuted()
{
    const QStringList nodes = m_document.selectedNodes();
    if (nodes.isEmpty())
        return;
    const auto node = m_document.graph().nodes.value(nodes.front());
    const auto mute = node.isMuted ? models::Mute::Off : models::Mute::On;
    edit(node.isMuted ? tr("Unmute") : tr("Mute"),
         [nodes, mute](const RouteGraph &graph) -> GraphEditResult {
             RouteGraph result = graph;
             for (const QString &id : nodes) {
                 auto step = models::setMuted(result, id, mute);
                 if (!step)
                     return step;
                 result = step.takeValue();
             }
             return result;
         });
}

void CanvasView::detach(const QString &node, const QPointF &place)
{
    const CanvasPoint target = onGrid(place);
    edit(tr("Detach"), [node, target](const RouteGraph &graph) -> GraphEditResult {
        auto free = models::detachNode(graph, node);
        return free ? models::setPosition(free.value(), node, target) : free;
    });
}

void CanvasView::moveSelected(const QPoint &by)
{
    const QStringList nodes = m_document.selectedNodes();
    if (nodes.isEmpty() || by.isNull())
        return;
    // Where they stand before the drag: the items may be elsewhere by now.
    auto places = m_scene.places();
    for (const QString &node : nodes) {
        places[node].x -= m_draggedBy.x();
        places[node].y -= m_draggedBy.y();
    }
    std::optional<models::PortRef> onto;
    const NodeItem *single = nodes.size() == 1 ? m_scene.node(nodes.front()) : nullptr;
    if (single) {
        const QPointF now(double(places[single->id()].x), double(places[single->id()].y));
        const EdgeItem *edge =
            m_scene.edgeAt(single->shapeOfNode().box.center() + now + QPointF(by));
        const auto goal = edge && !edge->from().isStart()
            ? models::findPort(m_document.graph().nodes.value(edge->from().node), edge->from().port)
            : std::nullopt;
        if (goal && edge->from().node != single->id() && goal->node != single->id())
            onto = edge->from();
    }
    edit(onto ? tr("Insert on edge") : tr("Move %n nodes", nullptr, static_cast<int>(nodes.size())),
         [&](const RouteGraph &graph) -> GraphEditResult {
             RouteGraph placed = graph;
             for (const QString &node : nodes) {
                 if (!placed.layout.nodes.contains(node))
                     placed.layout.nodes.insert(node, places.value(node));
             }
             auto moved = models::moveNodes(placed, nodes, {.x = by.x(), .y = by.y()});
             return moved && onto ? models::insertOnEdge(moved.value(), *onto, nodes.front())
                                  : moved;
         });
    // A refused edit leaves the document as it was: so shall the picture be.
    m_scene.setGraph(m_document.graph());
}

void CanvasView::connectNodes(const models::PortRef &from, const QString &to)
{
    edit(tr("Connect"),
         [from, to](const RouteGraph &graph) { return models::connectPort(graph, from, to); });
}

void CanvasView::addNode(models::RouteNodeKind kind, const QPointF &place,
                         const std::optional<models::PortRef> &from)
{
    QString added;
    edit(tr("Add %1").arg(nodeKindText(kind)), [&](const RouteGraph &graph) -> GraphEditResult {
        const models::AddedNode node =
            models::addNode(graph, kind, onGrid(place), defaultsOf(m_document.policy()));
        added = node.id;
        return from ? models::connectPort(node.graph, *from, node.id) : GraphEditResult(node.graph);
    });
    if (!added.isEmpty())
        m_document.select({added});
}

void CanvasView::askForNode(const QPointF &place, const std::optional<models::PortRef> &from)
{
    auto *menu = new AddNodeMenu(m_theme, this); // deletes itself
    connect(menu, &AddNodeMenu::kindChosen, this,
            [this, place, from](models::RouteNodeKind kind) { addNode(kind, place, from); });
    menu->move(viewport()->mapToGlobal(mapFromScene(place)));
    menu->show();
    menu->setFocus();
}

} // namespace signalbox::ui
