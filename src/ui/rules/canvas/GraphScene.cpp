// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/GraphScene.h"

#include "models/policy/NodePorts.h"
#include "models/policy/edit/LayeredLayout.h"
#include "ui/shell/Theme.h"

#include <QScopedValueRollback>

namespace signalbox::ui {

namespace {

constexpr double startDistance = 48;
constexpr double frameMargin = 24;
constexpr double frameTitle = 16;
constexpr double margin = 48;

QString edgeKey(const QString &node, const QString &port)
{
    return node + QLatin1Char('\n') + port;
}

QPointF toPoint(const models::CanvasPoint &point)
{
    return {double(point.x), double(point.y)};
}

models::CanvasPoint toCanvas(const QPointF &point)
{
    return {.x = qRound(point.x()), .y = qRound(point.y())};
}

} // namespace

GraphScene::GraphScene(const Theme &theme, QObject *parent)
    : QGraphicsScene(parent)
    , m_theme(theme)
    , m_paint(std::make_unique<CanvasPaint>(theme))
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
    showEdges();
    showFrames();
    showPath();
}

void GraphScene::setProblems(const QHash<QString, QStringList> &problems)
{
    m_problems = problems;
    for (NodeItem *item : std::as_const(m_nodes))
        item->setProblems(problems.value(item->id()));
}

void GraphScene::setPath(const QStringList &nodes, const QList<models::PortRef> &outputs)
{
    m_pathNodes = QSet<QString>(nodes.begin(), nodes.end());
    m_pathOutputs.clear();
    for (const models::PortRef &output : outputs)
        m_pathOutputs.insert(edgeKey(output.node, output.port));
    showPath();
}

void GraphScene::showPath()
{
    const bool isAnyShown = !m_pathNodes.isEmpty() || !m_pathOutputs.isEmpty();
    for (NodeItem *item : std::as_const(m_nodes))
        item->setFaded(isAnyShown && !m_pathNodes.contains(item->id()));
    for (auto edge = m_edges.cbegin(); edge != m_edges.cend(); ++edge)
        edge.value()->setFaded(isAnyShown && !m_pathOutputs.contains(edge.key()));
    lightEdges();
}

void GraphScene::selectNodes(const QStringList &nodes)
{
    const QScopedValueRollback quiet(m_isSelecting, true);
    for (NodeItem *item : std::as_const(m_nodes))
        item->setSelected(nodes.contains(item->id()));
    lightEdges();
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

EdgeItem *GraphScene::edgeAt(const QPointF &place) const
{
    for (QGraphicsItem *item : items(place)) {
        if (auto *edge = qgraphicsitem_cast<EdgeItem *>(item))
            return edge;
    }
    return nullptr;
}

NodeItem *GraphScene::nodeAt(const QPointF &place) const
{
    for (QGraphicsItem *item : items(place)) {
        if (auto *node = qgraphicsitem_cast<NodeItem *>(item))
            return node;
    }
    return nullptr;
}

QHash<QString, models::CanvasPoint> GraphScene::places() const
{
    QHash<QString, models::CanvasPoint> places;
    for (const NodeItem *item : m_nodes)
        places.insert(item->id(), toCanvas(item->pos()));
    return places;
}

QHash<QString, models::CanvasPoint> GraphScene::automaticPlaces() const
{
    QHash<QString, QSize> sizes;
    for (const NodeItem *item : m_nodes)
        sizes.insert(item->id(), item->shapeOfNode().box.size().toSize());
    return models::layeredLayout(m_graph, sizes, QSize(NodeShape::width, NodeShape::width / 2));
}

void GraphScene::followNodes()
{
    showEdges();
    showFrames();
}

QRectF GraphScene::contentBox() const
{
    QRectF box = m_start->sceneBoundingRect();
    for (const NodeItem *item : m_nodes)
        box |= item->sceneBox();
    return box.adjusted(-margin, -margin, margin, margin);
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
            item->setPos(toPoint(*place));
    }
    if (!isAllPlaced) {
        const auto places = automaticPlaces();
        for (NodeItem *item : std::as_const(m_nodes)) {
            if (!m_graph.layout.nodes.contains(item->id()))
                item->setPos(toPoint(places.value(item->id())));
        }
    }
    if (const NodeItem *first = m_nodes.value(m_graph.start))
        m_start->setPos(first->pos() + first->shapeOfNode().input
                        - QPointF(startDistance + StartItem::diameter, StartItem::diameter / 2.0));
}

void GraphScene::showEdges()
{
    QHash<QString, EdgeItem *> before;
    before.swap(m_edges);
    const auto show = [&](const models::PortRef &from, const QPointF &begin, const NodeItem &end) {
        const QString key = edgeKey(from.node, from.port);
        EdgeItem *item = before.take(key);
        if (!item) {
            item = new EdgeItem(from, *m_paint);
            addItem(item);
        }
        std::vector<QPointF> bends;
        for (const models::EdgeBends &bend : m_graph.layout.bends) {
            if (bend.from != from.node || bend.port != from.port)
                continue;
            for (const models::CanvasPoint &point : bend.points)
                bends.push_back(toPoint(point));
        }
        item->setWay(begin, bends, end.pos() + end.shapeOfNode().input);
        m_edges.insert(key, item);
    };
    for (auto node = m_graph.nodes.cbegin(); node != m_graph.nodes.cend(); ++node) {
        const NodeItem *from = m_nodes.value(node.key());
        for (const models::NodePort &port : models::portsOf(node.value())) {
            const NodeItem *to = m_nodes.value(port.node);
            const PortShape *shape = from->shapeOfNode().port(port.id);
            if (to && shape)
                show({.node = node.key(), .port = port.id}, from->pos() + shape->place, *to);
        }
    }
    if (const NodeItem *first = m_nodes.value(m_graph.start))
        show({}, m_start->output(), *first);
    qDeleteAll(before);
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
            box.adjust(-frameMargin, -frameMargin - frameTitle, frameMargin, frameMargin);
        m_frames[index]->setFrame(frames[index].label, box);
    }
}

void GraphScene::lightEdges()
{
    for (auto edge = m_edges.cbegin(); edge != m_edges.cend(); ++edge) {
        const NodeItem *from = m_nodes.value(edge.value()->from().node);
        edge.value()->setLit(m_pathOutputs.contains(edge.key()) || (from && from->isSelected()));
    }
}

void GraphScene::tellSelection()
{
    if (m_isSelecting)
        return;
    lightEdges();
    emit nodesSelected(selectedNodes());
}

void GraphScene::applyTheme()
{
    // Items refer to the paint: it stays where it is.
    const CanvasPaint fresh(m_theme);
    m_paint->font = fresh.font;
    m_paint->titleFont = fresh.titleFont;
    m_paint->captionFont = fresh.captionFont;
    m_paint->icons = fresh.icons;
    m_paint->warning = fresh.warning;
    setGraph(models::RouteGraph(m_graph));
    update();
}

} // namespace signalbox::ui
