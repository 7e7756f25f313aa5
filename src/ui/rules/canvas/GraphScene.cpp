// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/GraphScene.h"

#include "ui/shell/Theme.h"

#include <QScopedValueRollback>

namespace signalbox::ui {

namespace {

constexpr double startDistance = 48;
constexpr double frameMargin = 24;
constexpr double contentMargin = 48;
constexpr QSize usualNode(208, 56);

} // namespace

GraphScene::GraphScene(const Theme &theme, QObject *parent)
    : QGraphicsScene(parent)
    , m_theme(theme)
    , m_paint(std::make_unique<CanvasPaint>(theme))
    , m_edges(*this, *m_paint)
    , m_start(new StartItem(*m_paint))
{
    addItem(m_start);
    connect(this, &QGraphicsScene::selectionChanged, this, &GraphScene::tellSelection);
    connect(&theme, &Theme::changed, this, &GraphScene::applyTheme);
}

GraphScene::~GraphScene()
{
    // The base class deselects its items while it deletes them.
    disconnect(this, &QGraphicsScene::selectionChanged, this, nullptr);
    clear();
}

void GraphScene::setGraph(const models::RouteGraph &graph)
{
    m_graph = graph;
    {
        const QScopedValueRollback quiet(m_isSelecting, true);
        showNodes();
    }
    placeNodes();
    followNodes();
    for (NodeItem *item : std::as_const(m_nodes))
        item->setFaded(m_isPathShown && !m_pathNodes.contains(item->id()));
    lightSelection();
}

void GraphScene::setProblems(const QHash<QString, QList<models::PolicyProblem>> &problems)
{
    m_problems = problems;
    for (NodeItem *item : std::as_const(m_nodes))
        item->setProblems(problems.value(item->id()));
    emit redrawn();
}

void GraphScene::setPath(const QStringList &nodes, const QList<models::PortRef> &outputs)
{
    m_pathNodes = QSet<QString>(nodes.begin(), nodes.end());
    m_isPathShown = !nodes.isEmpty() || !outputs.isEmpty();
    for (NodeItem *item : std::as_const(m_nodes))
        item->setFaded(m_isPathShown && !m_pathNodes.contains(item->id()));
    m_edges.setPath(outputs, m_isPathShown);
}

void GraphScene::selectNodes(const QStringList &nodes)
{
    const QSet<QString> all(nodes.begin(), nodes.end());
    {
        const QScopedValueRollback quiet(m_isSelecting, true);
        for (NodeItem *item : std::as_const(m_nodes))
            item->setSelected(all.contains(item->id()));
    }
    if (!nodes.isEmpty())
        m_edges.choose(std::nullopt);
    m_edges.lightNodes(all);
    emit redrawn();
}

QStringList GraphScene::selectedNodes() const
{
    QStringList nodes;
    for (const NodeItem *item : m_nodes) {
        if (item->isSelected())
            nodes.append(item->id());
    }
    nodes.sort();
    return nodes;
}

void GraphScene::selectEdge(const std::optional<models::PortRef> &edge)
{
    m_edges.choose(edge);
}

const std::optional<models::PortRef> &GraphScene::selectedEdge() const
{
    return m_edges.chosen();
}

template<typename Item>
Item *GraphScene::topmost(const QPointF &place) const
{
    for (QGraphicsItem *item : items(place)) {
        if (auto *found = qgraphicsitem_cast<Item *>(item))
            return found;
    }
    return nullptr;
}

EdgeItem *GraphScene::edgeAt(const QPointF &place) const
{
    // Bends of the selected edge may be grasped a little beside it.
    if (m_edges.chosen()) {
        EdgeItem *chosen = edge(*m_edges.chosen());
        if (chosen && chosen->bendAt(place) >= 0)
            return chosen;
    }
    return topmost<EdgeItem>(place);
}

EdgeItem *GraphScene::edgeNear(const QPointF &place) const
{
    constexpr double reach = 8;
    for (QGraphicsItem *item :
         items(QRectF(place - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach)))) {
        if (auto *edge = qgraphicsitem_cast<EdgeItem *>(item))
            return edge;
    }
    return nullptr;
}

NodeItem *GraphScene::nodeAt(const QPointF &place) const
{
    return topmost<NodeItem>(place);
}

FrameItem *GraphScene::frameAt(const QPointF &place) const
{
    return topmost<FrameItem>(place);
}

QColor GraphScene::toneOf(const NodeItem &node) const
{
    return m_paint->toneColor(nodeTone(node.shapeOfNode().kind));
}

bool GraphScene::isStartAt(const QPointF &place) const
{
    return m_start->sceneBoundingRect().contains(place);
}

QHash<QString, models::CanvasPoint> GraphScene::places() const
{
    QHash<QString, models::CanvasPoint> places;
    for (const NodeItem *item : m_nodes)
        places.insert(item->id(), {.x = qRound(item->x()), .y = qRound(item->y())});
    return places;
}

models::LayeredDrawing GraphScene::automaticDrawing() const
{
    QHash<QString, QSize> sizes;
    for (const NodeItem *item : m_nodes)
        sizes.insert(item->id(), item->shapeOfNode().box.size().toSize());
    return models::layeredDrawing(m_graph, sizes, usualNode);
}

void GraphScene::followNodes(const QStringList &moving)
{
    if (const NodeItem *first = m_nodes.value(m_graph.start))
        m_start->setPos(first->sceneInput()
                        - QPointF(startDistance + StartItem::diameter, StartItem::diameter / 2.0));
    m_edges.show(m_graph, m_nodes, m_start->output(), m_automatic.bends, moving);
    showFrames();
    emit redrawn();
}

QRectF GraphScene::contentBox() const
{
    QRectF box = m_start->sceneBoundingRect();
    for (const NodeItem *item : m_nodes)
        box |= item->sceneBox();
    for (const FrameItem *frame : m_frames)
        box |= frame->boundingRect();
    return box.adjusted(-contentMargin, -contentMargin, contentMargin, contentMargin);
}

void GraphScene::showNodes()
{
    for (auto item = m_nodes.begin(); item != m_nodes.end();) {
        if (m_graph.nodes.contains(item.key())) {
            ++item;
            continue;
        }
        delete item.value();
        item = m_nodes.erase(item);
    }
    for (auto node = m_graph.nodes.cbegin(); node != m_graph.nodes.cend(); ++node) {
        NodeItem *&item = m_nodes[node.key()];
        if (!item) {
            item = new NodeItem(node.key(), *m_paint);
            addItem(item);
            item->setProblems(m_problems.value(node.key()));
        }
        item->setNodeShape(NodeShape::of(node.key(), node.value(), m_paint->font));
    }
}

void GraphScene::placeNodes()
{
    bool isAllPlaced = true;
    for (NodeItem *item : std::as_const(m_nodes)) {
        const auto place = m_graph.layout.nodes.constFind(item->id());
        if (place == m_graph.layout.nodes.cend())
            isAllPlaced = false;
        else
            item->setPos(place->x, place->y);
    }
    m_automatic = isAllPlaced ? models::LayeredDrawing() : automaticDrawing();
    for (NodeItem *item : std::as_const(m_nodes)) {
        if (m_graph.layout.nodes.contains(item->id()))
            continue;
        const models::CanvasPoint place = m_automatic.nodes.value(item->id());
        item->setPos(place.x, place.y);
    }
}

void GraphScene::showFrames()
{
    const auto &frames = m_graph.layout.frames;
    while (m_frames.size() > frames.size()) {
        delete m_frames.back();
        m_frames.pop_back();
    }
    while (m_frames.size() < frames.size()) {
        m_frames.push_back(new FrameItem(*m_paint));
        addItem(m_frames.back());
    }
    for (std::size_t index = 0; index < frames.size(); ++index) {
        QRectF box;
        for (const QString &id : frames[index].nodes) {
            if (const NodeItem *item = m_nodes.value(id))
                box |= item->sceneBox();
        }
        if (!box.isNull())
            box.adjust(-frameMargin, -FrameItem::titleHeight - frameMargin / 3, frameMargin,
                       frameMargin);
        m_frames[index]->setFrame(index, frames[index].label, box);
        // From back to front, as the layout has them.
        m_frames[index]->setZValue(double(index) / double(frames.size() + 1));
    }
}

void GraphScene::lightSelection()
{
    const QStringList nodes = selectedNodes();
    m_edges.lightNodes(QSet<QString>(nodes.begin(), nodes.end()));
}

void GraphScene::tellSelection()
{
    if (m_isSelecting)
        return;
    lightSelection();
    emit nodesSelected(selectedNodes());
}

void GraphScene::applyTheme()
{
    // Items refer to the paint: it stays where it is.
    m_paint->refresh();
    setGraph(models::RouteGraph(m_graph));
    update();
}

} // namespace signalbox::ui
