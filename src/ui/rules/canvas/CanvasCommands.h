// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/NodeAlignment.h"
#include "ui/rules/GraphCommands.h"

#include <QObject>
#include <QPoint>
#include <QPointF>

namespace signalbox::ui {

class GraphScene;

/// Where a link begins that is drawn by hand: at an output, or at what a fallback does after
/// failures of one class.
struct LinkBegin
{
    models::PortRef port{};
    models::ErrorClass after = models::ErrorClass::None; ///< None: the output itself

    bool operator==(const LinkBegin &) const = default;
};

/// What a canvas does to the graph of a document, with the places that its scene shows:
/// GraphCommands for what is selected, and what concerns the drawing only. Each is one step of undo
/// with a name.
///
/// Lives on the GUI thread. What cannot be done is told by refused(), in a sentence. Places are in
/// the canvas's units and are brought onto its grid.
class CanvasCommands final : public QObject
{
    Q_OBJECT

public:
    static constexpr int grid = 8;

    /// \a document and \a scene, which shows its graph, outlive the commands.
    CanvasCommands(RulesDocument &document, GraphScene &scene, QObject *parent = nullptr);

    [[nodiscard]] static models::CanvasPoint onGrid(const QPointF &place);

    // Of what is selected. Without a selection nothing happens.
    /// Nodes, or else the link of the selected edge.
    void removeSelected();
    void copySelected();
    void cutSelected();
    void duplicateSelected();
    void toggleMuted();
    void alignSelected(models::Alignment alignment);
    void frameSelected(const QString &label);
    /// Puts the selected nodes into the frame at that place of the layout.
    void joinSelectedTo(std::size_t frame);
    void unframeSelected();
    /// Takes the only node that is selected out of its chain, which is healed.
    void detachSelected();

    void paste(const QPointF &place);
    void add(models::RouteNodeKind kind, const QPointF &place,
             const std::optional<LinkBegin> &from = std::nullopt);
    /// An empty \a to lets the link lead nowhere.
    void connectTo(const LinkBegin &from, const QString &to);
    /// Takes \a node out of its chain, which is healed, and leaves it at \a place.
    void detach(const QString &node, const QPointF &place);
    /// Moves \a nodes, which stood at \a places, by \a by, and puts the only one of them on the
    /// edge \a onto, if there is one.
    void move(const QStringList &nodes, const GraphCommands::Places &places, const QPoint &by,
              const std::optional<models::PortRef> &onto = std::nullopt);
    /// Whether \a node could be put on \a edge.
    [[nodiscard]] bool canInsert(const models::PortRef &edge, const QString &node) const;
    /// Puts every node where the layout wants it, and edges around them.
    void layOut();

    void renameFrame(std::size_t frame, const QString &label);
    void removeFrame(std::size_t frame);

    /// Lets an edge bend at these places of the scene.
    void bend(const models::PortRef &edge, const std::vector<QPointF> &places);
    /// Takes the bend at \a place of the scene away, or makes one where there is none.
    void toggleBend(const models::PortRef &edge, const QPointF &place);
    void straighten(const models::PortRef &edge);

signals:
    void refused(const QString &why);

private:
    bool edit(const QString &undoText, const RulesDocument::Edit &edit);

    RulesDocument &m_document;
    GraphScene &m_scene;
    GraphCommands m_graph;
};

} // namespace signalbox::ui
