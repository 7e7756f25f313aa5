// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "ui/rules/canvas/CanvasPaint.h"
#include "ui/rules/canvas/EdgeItem.h"
#include "ui/rules/canvas/EdgeLayer.h"
#include "ui/rules/canvas/FrameItem.h"
#include "ui/rules/canvas/NodeItem.h"
#include "ui/rules/canvas/StartItem.h"

#include <QGraphicsScene>
#include <QHash>
#include <QSet>

#include <memory>

namespace signalbox::ui {

/// The picture of one route graph. It shows what it is told and changes nothing but the selection.
///
/// An edit touches the items of what it changed only. Nodes without a position of their own stand
/// where LayeredLayout puts them, beside those that have one.
///
/// Lives on the GUI thread; owns its items. Drafts of any kind can be shown: circles, outputs that
/// lead nowhere or to a node that does not exist.
class GraphScene final : public QGraphicsScene
{
    Q_OBJECT

public:
    /// \a theme has to outlive the scene.
    explicit GraphScene(const Theme &theme, QObject *parent = nullptr);
    ~GraphScene() override;

    void setGraph(const models::RouteGraph &graph);
    [[nodiscard]] const models::RouteGraph &graph() const { return m_graph; }
    /// By the ids of the nodes that they are about.
    void setProblems(const QHash<QString, QList<models::PolicyProblem>> &problems);
    /// Lights the way of a request, and lets all else fade; nothing in both lets nothing fade.
    void setPath(const QStringList &nodes, const QList<models::PortRef> &outputs);
    /// Selects exactly these; the signal is sent for changes by hand only.
    void selectNodes(const QStringList &nodes);
    [[nodiscard]] QStringList selectedNodes() const;
    /// Selects the edge from an output, or none. Nodes stay selected.
    void selectEdge(const std::optional<models::PortRef> &edge);
    [[nodiscard]] const std::optional<models::PortRef> &selectedEdge() const;
    /// Lights the edge that something is about to be dropped on, or none.
    void lightEdge(const std::optional<models::PortRef> &edge) { m_edges.light(edge); }
    /// See EdgeLayer::setLoads().
    void setLoads(const QHash<QString, EdgeLoad> &loads) { m_edges.setLoads(loads); }

    [[nodiscard]] NodeItem *node(const QString &id) const { return m_nodes.value(id); }
    [[nodiscard]] QList<NodeItem *> nodes() const { return m_nodes.values(); }
    [[nodiscard]] EdgeItem *edge(const models::PortRef &from) const { return m_edges.edge(from); }
    [[nodiscard]] QList<EdgeItem *> edges() const { return m_edges.all(); }
    [[nodiscard]] const StartItem &start() const { return *m_start; }
    [[nodiscard]] QColor toneOf(const NodeItem &node) const;
    /// The topmost ones at \a place; null if none.
    [[nodiscard]] EdgeItem *edgeAt(const QPointF &place) const;
    /// An edge that passes \a place within a step of the grid.
    [[nodiscard]] EdgeItem *edgeNear(const QPointF &place) const;
    [[nodiscard]] NodeItem *nodeAt(const QPointF &place) const;
    [[nodiscard]] FrameItem *frameAt(const QPointF &place) const; ///< by its title
    [[nodiscard]] bool isStartAt(const QPointF &place) const;
    /// Where each node stands, with a position of its own or without.
    [[nodiscard]] QHash<QString, models::CanvasPoint> places() const;
    /// What LayeredLayout makes of the graph with the nodes' real sizes.
    [[nodiscard]] models::LayeredDrawing automaticDrawing() const;
    /// Draws edges and frames anew after nodes have been moved by hand. Edges do not give way to
    /// \a moving nodes: one of them may be about to be dropped on an edge.
    void followNodes(const QStringList &moving = {});
    /// A box around everything, with a margin.
    [[nodiscard]] QRectF contentBox() const;

signals:
    void nodesSelected(const QStringList &nodes);
    /// Nodes, edges or frames may look different or stand elsewhere.
    void redrawn();

private:
    void showNodes();
    void placeNodes();
    void showEdges();
    void showFrames();
    void tellSelection();
    void lightSelection();
    void applyTheme();
    template<typename Item>
    [[nodiscard]] Item *topmost(const QPointF &place) const;

    const Theme &m_theme;
    std::unique_ptr<CanvasPaint> m_paint;
    models::RouteGraph m_graph;
    QHash<QString, QList<models::PolicyProblem>> m_problems;
    QHash<QString, NodeItem *> m_nodes; // owned by the scene, as all items
    EdgeLayer m_edges;
    models::LayeredDrawing m_automatic; // empty while every node has a position of its own
    QSet<QString> m_pathNodes; // way of a request
    bool m_isPathShown = false;
    std::vector<FrameItem *> m_frames;
    StartItem *m_start = nullptr;
    bool m_isSelecting = false;
};

} // namespace signalbox::ui
