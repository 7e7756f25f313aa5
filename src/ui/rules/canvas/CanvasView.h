// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/RulesDocument.h"
#include "ui/rules/canvas/CanvasCommands.h"
#include "ui/rules/canvas/DotGrid.h"
#include "ui/rules/canvas/GraphScene.h"

#include <QGraphicsView>
#include <QPointF>

#include <memory>
#include <optional>

namespace signalbox::ui {

class CanvasDrops;
class CanvasHands;
class CanvasKeys;
class CanvasMenus;
class CanvasQuestions;

/// The canvas of the rule editor: the graph of a document to look at. CanvasHands, CanvasKeys and
/// CanvasMenus let it be edited; every edit goes through the document, as one step of undo each;
/// its selection is the document's.
///
/// Lives on the GUI thread. What cannot be done is told by refused(), in a sentence.
class CanvasView final : public QGraphicsView
{
    Q_OBJECT

public:
    /// \a document and \a theme have to outlive the view.
    CanvasView(RulesDocument &document, const Theme &theme, QWidget *parent = nullptr);
    ~CanvasView() override;

    [[nodiscard]] GraphScene &graphScene() { return m_scene; }
    [[nodiscard]] CanvasCommands &commands() { return m_commands; }
    [[nodiscard]] RulesDocument &document() { return m_document; }
    [[nodiscard]] const Theme &theme() const { return m_theme; }

    /// Shows all of the graph, no larger than at 100 %.
    void fit();
    void zoomBy(double factor);
    /// 1 is 100 % of the design, at the zoom of the theme.
    [[nodiscard]] double zoomFactor() const;
    /// By pixels of the screen.
    void panBy(const QPoint &pixels);
    /// Shows what is around \a place of the scene.
    void centreOn(const QPointF &place);
    /// Of the scene, in the middle of what is seen.
    [[nodiscard]] QPointF middle() const;
    /// The part of the scene that is seen.
    [[nodiscard]] QRectF visibleBox() const;
    /// Lays the graph out and shows all of it.
    void layOut();
    /// Selects nothing but \a node, and brings it into view.
    void goTo(const QString &node);
    /// Selects nothing but the edge from \a edge.
    void selectEdge(const models::PortRef &edge);
    void selectNothing();
    /// Lets the user choose a node to add at \a place of the scene.
    void askForNode(const QPointF &place, const std::optional<LinkBegin> &from = std::nullopt);
    [[nodiscard]] CanvasQuestions &questions() { return *m_questions; }
    [[nodiscard]] CanvasMenus &menus() { return *m_menus; }

signals:
    void refused(const QString &why);
    /// What is seen of the scene is another part, or larger or smaller.
    void viewChanged();
    /// The exchanges that took the edge from \a edge are wanted.
    void trafficRequested(const signalbox::models::PortRef &edge);

protected:
    bool viewportEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &box) override;
    void scrollContentsBy(int dx, int dy) override;
    bool focusNextPrevChild(bool isNext) override;

private:
    enum class Shown : quint8 { Part, All, Beginning };

    void showGraph();
    /// All of it, or where it begins when all of it could not be read.
    void showBeginning();
    void showProblems();
    void showSelection();
    /// Tells a screen reader what is selected.
    void describeSelection();
    void revealSelection();
    void applyTheme();

    RulesDocument &m_document;
    const Theme &m_theme;
    GraphScene m_scene;
    CanvasCommands m_commands;
    CanvasHands *m_hands;
    CanvasKeys *m_keys;
    CanvasQuestions *m_questions;
    std::unique_ptr<CanvasDrops> m_drops;
    CanvasMenus *m_menus;
    DotGrid m_dots;
    double m_baseScale = 1; // of 100 %
    bool m_isShown = false; // a graph has been fitted into the view
    Shown m_shown = Shown::Part; // what stays in view when the view gets another size
};

} // namespace signalbox::ui
