// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/NodeEdits.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/canvas/GraphScene.h"

#include <QGraphicsView>

#include <optional>

class QGraphicsPathItem;

namespace signalbox::ui {

/// The canvas of the rule editor: the graph of a document to look at, and hands for it. Every edit
/// goes through the document, as one step of undo each; its selection is the document's.
///
/// Lives on the GUI thread. What cannot be done is told by refused(), in a sentence.
class CanvasView final : public QGraphicsView
{
    Q_OBJECT

public:
    static constexpr int grid = 8;

    /// \a document and \a theme have to outlive the view.
    CanvasView(RulesDocument &document, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] GraphScene &graphScene() { return m_scene; }

    void fit();
    void zoomBy(double factor);
    /// Puts every node where the layout wants it, and forgets bends.
    void layOut();
    void removeSelected();
    void copySelected();
    void cutSelected();
    void paste();
    void duplicateSelected();
    void toggleMuted();
    /// Takes \a node out of its chain, which is healed, and leaves it at \a place.
    void detach(const QString &node, const QPointF &place);
    /// Moves the selected nodes by \a by; one that comes to stand on an edge is put into it.
    void moveSelected(const QPoint &by);
    void connectNodes(const models::PortRef &from, const QString &to);
    /// Adds a node at \a place, and lets \a from lead to it if there is one.
    void addNode(models::RouteNodeKind kind, const QPointF &place,
                 const std::optional<models::PortRef> &from = std::nullopt);
    /// Lets the user choose a node to add at \a place of the scene.
    void askForNode(const QPointF &place,
                    const std::optional<models::PortRef> &from = std::nullopt);

signals:
    void refused(const QString &why);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &box) override;
    bool focusNextPrevChild(bool isNext) override;

private:
    enum class Drag : quint8 { Nothing, Pan, Nodes, Edge };

    void showGraph();
    void showProblems();
    void showSelection();
    using Growth =
        std::function<models::Result<models::GrownGraph, QString>(const models::RouteGraph &)>;

    void edit(const QString &undoText, const RulesDocument::Edit &edit);
    /// Edits, and selects the nodes that are new.
    void grow(const QString &undoText, const Growth &growth);
    bool editByKey(const QKeyEvent &event);
    bool moveByKey(int key);
    void selectOnly(const QString &node);
    void beginDrag(const QMouseEvent &event);
    void dragNodes(const QPointF &place);
    void dragEdge(const QPointF &place);
    void endEdge(const QPointF &place);

    RulesDocument &m_document;
    const Theme &m_theme;
    GraphScene m_scene;
    Drag m_drag = Drag::Nothing;
    bool m_isSpaceDown = false;
    bool m_isDetaching = false;
    QPoint m_panFrom;
    QPointF m_dragFrom;
    QPoint m_draggedBy;
    models::PortRef m_edgeFrom;
    QPointF m_edgeBegin;
    QGraphicsPathItem *m_edge = nullptr; // owned by the scene
    bool m_isShown = false; // a graph has been fitted into the view
    bool m_isFitted = false; // and still is
};

} // namespace signalbox::ui
