// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/GraphEdit.h"
#include "models/policy/edit/LayeredLayout.h"
#include "ui/rules/canvas/EdgeLoad.h"

#include <QHash>
#include <QPointF>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

class QGraphicsScene;

namespace signalbox::ui {

class EdgeItem;
class NodeItem;
struct CanvasPaint;

/// The edges of a canvas: which there are, by which ways they go, and which of them stand out.
///
/// Lives on the GUI thread. The scene owns the items; the layer has to go before it.
class EdgeLayer final
{
public:
    using Nodes = QHash<QString, NodeItem *>;

    /// \a scene and \a paint outlive the layer.
    EdgeLayer(QGraphicsScene &scene, const CanvasPaint &paint);

    /// Shows the edges of \a graph between \a nodes, and the one from \a start. An edge without
    /// bends of its own has those of \a automatic, unless one of its nodes was placed by hand;
    /// then it goes around what stands in its way, but for \a moving nodes.
    void show(const models::RouteGraph &graph, const Nodes &nodes, const QPointF &start,
              const std::vector<models::EdgeBends> &automatic, const QStringList &moving);
    /// The way of a request: these are lit, and the others fade; nothing lets nothing fade.
    void setPath(const QList<models::PortRef> &outputs, bool isAnyShown);
    /// Those from \a nodes are lit as well.
    void lightNodes(const QSet<QString> &nodes);
    /// The one that is selected; nothing selects none. One that is not there is as none.
    void choose(const std::optional<models::PortRef> &edge);
    [[nodiscard]] const std::optional<models::PortRef> &chosen() const { return m_chosen; }
    /// The one that something is about to be dropped on.
    void light(const std::optional<models::PortRef> &edge);
    /// By node and port, see key(). An edge that is not in it has no load; none at all draws all
    /// edges plain.
    void setLoads(const QHash<QString, EdgeLoad> &loads);

    [[nodiscard]] EdgeItem *edge(const models::PortRef &from) const;
    [[nodiscard]] QList<EdgeItem *> all() const { return m_edges.values(); }
    [[nodiscard]] static QString key(const models::PortRef &from);

private:
    void updateLook();

    QGraphicsScene &m_scene;
    const CanvasPaint &m_paint;
    QHash<QString, EdgeItem *> m_edges; // by key()
    QSet<QString> m_path; // as the keys of m_edges
    bool m_isPathShown = false;
    QSet<QString> m_litNodes;
    std::optional<models::PortRef> m_chosen;
    std::optional<models::PortRef> m_dropped;
    QHash<QString, EdgeLoad> m_loads;
};

} // namespace signalbox::ui
