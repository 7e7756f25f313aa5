// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "ui/rules/canvas/GraphItems.h"

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
    /// Sentences about nodes, by their ids.
    void setProblems(const QHash<QString, QStringList> &problems);
    /// Lights the way of a request, and lets all else fade; nothing in both lets nothing fade.
    void setPath(const QStringList &nodes, const QList<models::PortRef> &outputs);
    /// Selects exactly these; the signal is sent for changes by hand only.
    void selectNodes(const QStringList &nodes);
    [[nodiscard]] QStringList selectedNodes() const;

    [[nodiscard]] NodeItem *node(const QString &id) const { return m_nodes.value(id); }
    [[nodiscard]] QList<EdgeItem *> edges() const { return m_edges.values(); }
    [[nodiscard]] EdgeItem *edgeAt(const QPointF &place) const;
    [[nodiscard]] NodeItem *nodeAt(const QPointF &place) const;
    /// Where each node stands, with a position of its own or without.
    [[nodiscard]] QHash<QString, models::CanvasPoint> places() const;
    /// What LayeredLayout makes of the graph with the nodes' real sizes.
    [[nodiscard]] QHash<QString, models::CanvasPoint> automaticPlaces() const;
    /// Draws edges and frames anew after nodes have been moved by hand.
    void followNodes();
    /// A box around everything, with a margin.
    [[nodiscard]] QRectF contentBox() const;

signals:
    void nodesSelected(const QStringList &nodes);

private:
    void showNodes();
    void placeNodes();
    void showEdges();
    void showFrames();
    void showPath();
    void lightEdges();
    void tellSelection();
    void applyTheme();

    const Theme &m_theme;
    std::unique_ptr<CanvasPaint> m_paint;
    models::RouteGraph m_graph;
    QHash<QString, QStringList> m_problems;
    QHash<QString, NodeItem *> m_nodes; // owned by the scene, as all items
    QHash<QString, EdgeItem *> m_edges; // by node and port
    QSet<QString> m_pathNodes; // way of a request
    QSet<QString> m_pathOutputs; // as the keys of m_edges
    std::vector<FrameItem *> m_frames;
    StartItem *m_start = nullptr;
    bool m_isSelecting = false;
};

} // namespace signalbox::ui
