// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/NodePorts.h"
#include "models/policy/edit/NodeEdits.h"
#include "ui/rules/RulesDocument.h"
#include "ui/rules/RulesFixture.h"
#include "ui/rules/canvas/CanvasView.h"
#include "ui/shell/Theme.h"

#include <QApplication>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>

namespace signalbox::tests {

/// match -then-> left, -else-> right; a cache that nothing leads to. All at places of their own.
inline models::RouteGraph placedGraph()
{
    using models::RouteNodeKind;
    models::RouteGraph graph;
    graph.start = QStringLiteral("match");
    const models::NodeDefaults defaults{.targets = {QStringLiteral("sim-fast")}};
    models::RouteNode match = models::newNode(RouteNodeKind::Match, defaults);
    std::get<models::MatchNode>(match.body).then = QStringLiteral("left");
    std::get<models::MatchNode>(match.body).otherwise = QStringLiteral("right");
    graph.nodes = {{QStringLiteral("match"), match},
                   {QStringLiteral("left"), models::newNode(RouteNodeKind::Target, defaults)},
                   {QStringLiteral("right"), models::newNode(RouteNodeKind::Target, defaults)},
                   {QStringLiteral("cache"), models::newNode(RouteNodeKind::Cache, defaults)}};
    graph.layout.nodes = {{QStringLiteral("match"), {.x = 0, .y = 0}},
                          {QStringLiteral("left"), {.x = 560, .y = -80}},
                          {QStringLiteral("right"), {.x = 560, .y = 120}},
                          {QStringLiteral("cache"), {.x = 0, .y = 240}}};
    return graph;
}

/// A canvas in a window of its own, and hands for it.
struct CanvasFixture
{
    explicit CanvasFixture(const models::RouteGraph &graph = placedGraph())
        : document(policyWith(graph), nothingIsWrong)
    {
        view.resize(1200, 800);
        view.show();
        view.fit();
    }

    [[nodiscard]] const models::RouteGraph &graph() const { return document.graph(); }
    [[nodiscard]] int steps() { return document.undoStack().count(); }
    [[nodiscard]] ui::GraphScene &scene() { return view.graphScene(); }
    [[nodiscard]] QString leadsTo(const QString &node, const QString &port) const
    {
        const auto found = models::findPort(graph().nodes.value(node), port);
        return found ? found->node : QString();
    }
    [[nodiscard]] QPointF centreOf(const QString &node)
    {
        return scene().node(node)->sceneBox().center();
    }
    [[nodiscard]] QPointF portOf(const QString &node, const QString &port)
    {
        const ui::NodeItem *item = scene().node(node);
        return item->pos() + item->shapeOfNode().port(port)->place;
    }
    [[nodiscard]] QPoint pixel(const QPointF &place) const { return view.mapFromScene(place); }

    void press(const QPointF &place, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mousePress(view.viewport(), Qt::LeftButton, modifiers, pixel(place));
    }
    void release(const QPointF &place, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, modifiers, pixel(place));
    }
    /// QTest::mouseMove() tells no buttons.
    void move(const QPointF &place, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        const QPoint at = pixel(place);
        QMouseEvent event(QEvent::MouseMove, QPointF(at), QPointF(view.viewport()->mapToGlobal(at)),
                          Qt::NoButton, Qt::LeftButton, modifiers);
        QCoreApplication::sendEvent(view.viewport(), &event);
    }
    /// Drags what is at \a from to \a to, by way of the middle.
    void drag(const QPointF &from, const QPointF &to,
              Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        press(from, modifiers);
        move((from + to) / 2, modifiers);
        move(to, modifiers);
        release(to, modifiers);
    }
    void click(const QPointF &place, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        press(place, modifiers);
        release(place, modifiers);
    }

    ui::Theme theme{*qApp};
    ui::RulesDocument document;
    ui::CanvasView view{document, theme};
    QSignalSpy refused{&view, &ui::CanvasView::refused};
};

} // namespace signalbox::tests
