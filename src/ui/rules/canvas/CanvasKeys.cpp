// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/CanvasKeys.h"

#include "models/policy/NodePorts.h"
#include "ui/rules/canvas/CanvasQuestions.h"
#include "ui/rules/canvas/CanvasView.h"

#include <QKeyEvent>

#include <algorithm>
#include <array>
#include <cmath>

namespace signalbox::ui {

namespace {

constexpr double keyZoom = 1.15;

bool isArrow(int key)
{
    return key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
}

} // namespace

CanvasKeys::CanvasKeys(CanvasView &canvas)
    : QObject(&canvas)
    , m_canvas(canvas)
{}

bool CanvasKeys::press(const QKeyEvent &event)
{
    if (event.modifiers().testFlag(Qt::AltModifier))
        return align(event);
    if (isArrow(event.key()))
        return event.modifiers().testFlag(Qt::ShiftModifier) ? nudge(event) : follow(event.key());
    return edit(event) || zoom(event.key());
}

bool CanvasKeys::edit(const QKeyEvent &event)
{
    CanvasCommands &commands = m_canvas.commands();
    if (event.matches(QKeySequence::Copy))
        commands.copySelected();
    else if (event.matches(QKeySequence::Cut))
        commands.cutSelected();
    else if (event.matches(QKeySequence::Paste))
        commands.paste(m_canvas.middle());
    else if (event.matches(QKeySequence::SelectAll))
        m_canvas.document().select(m_canvas.document().graph().nodes.keys());
    else if (event.modifiers().testFlag(Qt::ControlModifier))
        return editWithControl(event);
    else if (event.key() == Qt::Key_Delete || event.key() == Qt::Key_Backspace)
        commands.removeSelected();
    else if (event.key() == Qt::Key_M)
        commands.toggleMuted();
    else if (event.key() == Qt::Key_E)
        nextEdge(event.modifiers().testFlag(Qt::ShiftModifier) ? Step::Previous : Step::Next);
    else if (event.key() == Qt::Key_T && m_canvas.graphScene().selectedEdge())
        emit m_canvas.trafficRequested(*m_canvas.graphScene().selectedEdge());
    else if (event.key() == Qt::Key_A || event.key() == Qt::Key_Insert)
        m_canvas.questions().askForNode(m_canvas.middle());
    else if (event.key() == Qt::Key_Escape)
        m_canvas.selectNothing();
    else
        return false;
    return true;
}

bool CanvasKeys::editWithControl(const QKeyEvent &event)
{
    const bool isShift = event.modifiers().testFlag(Qt::ShiftModifier);
    if (event.key() == Qt::Key_L && isShift)
        m_canvas.layOut();
    else if (event.key() == Qt::Key_X && isShift)
        m_canvas.commands().detachSelected();
    else if (event.key() == Qt::Key_D && !isShift)
        m_canvas.commands().duplicateSelected();
    else if (event.key() == Qt::Key_G && isShift)
        m_canvas.commands().unframeSelected();
    else if (event.key() == Qt::Key_G)
        m_canvas.questions().askForFrame();
    else
        return false;
    return true;
}

bool CanvasKeys::align(const QKeyEvent &event)
{
    using models::Alignment;
    struct Key
    {
        Qt::Key key;
        Alignment alignment;
    };
    static constexpr std::array<Key, 8> keys{{
        {Qt::Key_L, Alignment::Left},
        {Qt::Key_C, Alignment::Centre},
        {Qt::Key_R, Alignment::Right},
        {Qt::Key_T, Alignment::Top},
        {Qt::Key_M, Alignment::Middle},
        {Qt::Key_B, Alignment::Bottom},
        {Qt::Key_A, Alignment::DistributeAcross},
        {Qt::Key_D, Alignment::DistributeDown},
    }};
    const auto found =
        std::ranges::find_if(keys, [&](const Key &key) { return key.key == event.key(); });
    if (found == keys.end())
        return false;
    m_canvas.commands().alignSelected(found->alignment);
    return true;
}

bool CanvasKeys::zoom(int key)
{
    if (key == Qt::Key_Plus || key == Qt::Key_Equal)
        m_canvas.zoomBy(keyZoom);
    else if (key == Qt::Key_Minus)
        m_canvas.zoomBy(1 / keyZoom);
    else if (key == Qt::Key_Home)
        m_canvas.fit();
    else
        return false;
    return true;
}

bool CanvasKeys::nudge(const QKeyEvent &event)
{
    const int step = CanvasCommands::grid;
    const int across = event.key() == Qt::Key_Left ? -step
        : event.key() == Qt::Key_Right             ? step
                                                   : 0;
    const int down = event.key() == Qt::Key_Up ? -step : event.key() == Qt::Key_Down ? step : 0;
    m_canvas.commands().move(m_canvas.document().selectedNodes(), m_canvas.graphScene().places(),
                             {across, down});
    return true;
}

void CanvasKeys::nextEdge(Step step)
{
    const auto chosen = m_canvas.graphScene().selectedEdge();
    const QString node = chosen ? chosen->node : m_canvas.document().selectedNodes().value(0);
    QList<models::PortRef> edges;
    for (const models::NodePort &port :
         models::portsOf(m_canvas.document().graph().nodes.value(node))) {
        const models::PortRef from{.node = node, .port = port.id};
        if (m_canvas.graphScene().edge(from))
            edges.append(from);
    }
    if (edges.isEmpty())
        return;
    const qsizetype last = edges.size() - 1;
    qsizetype place = chosen ? edges.indexOf(*chosen) : -1;
    if (step == Step::Next)
        place = place >= last ? 0 : place + 1;
    else
        place = place <= 0 ? last : place - 1;
    m_canvas.selectEdge(edges.at(place));
}

/// From an edge that is selected to one of its ends.
bool CanvasKeys::followEdge(int key)
{
    const auto edge = m_canvas.graphScene().selectedEdge();
    if (!edge || !m_canvas.document().selectedNodes().isEmpty())
        return false;
    if (key == Qt::Key_Left) {
        m_canvas.goTo(edge->node);
    } else if (key == Qt::Key_Right) {
        const auto port =
            models::findPort(m_canvas.document().graph().nodes.value(edge->node), edge->port);
        m_canvas.goTo(port ? port->node : QString());
    } else {
        nextEdge(key == Qt::Key_Down ? Step::Next : Step::Previous);
    }
    return true;
}

bool CanvasKeys::follow(int key)
{
    if (followEdge(key))
        return true;
    const QString now = m_canvas.document().selectedNodes().value(0);
    const NodeItem *from = m_canvas.graphScene().node(now);
    if (!from)
        m_canvas.goTo(m_canvas.document().graph().start);
    else if (const NodeItem *next = neighbour(*from, key))
        m_canvas.goTo(next->id());
    return true;
}

const NodeItem *CanvasKeys::neighbour(const NodeItem &from, int key) const
{
    const models::RouteGraph &graph = m_canvas.document().graph();
    const GraphScene &scene = m_canvas.graphScene();
    const NodeItem *best = nullptr;
    const auto offer = [&](const NodeItem *item) {
        const auto far = [&from](const NodeItem *other) {
            return std::abs(other->pos().y() - from.pos().y());
        };
        if (item && (!best || far(item) < far(best)))
            best = item;
    };
    if (key == Qt::Key_Right) {
        for (const models::NodePort &port : models::portsOf(graph.nodes.value(from.id())))
            offer(scene.node(port.node));
        return best;
    }
    for (auto node = graph.nodes.cbegin(); node != graph.nodes.cend(); ++node) {
        const NodeItem *item = scene.node(node.key());
        if (!item)
            continue;
        if (key == Qt::Key_Left) {
            for (const models::NodePort &port : models::portsOf(node.value())) {
                if (port.node == from.id())
                    offer(item);
            }
        } else {
            const int sign = key == Qt::Key_Down ? 1 : -1;
            const QPointF way = item->pos() - from.pos();
            if (sign * way.y() > 0 && std::abs(way.x()) < from.sceneBox().width())
                offer(item);
        }
    }
    return best;
}

bool CanvasKeys::walk(Step step)
{
    QList<NodeItem *> order = m_canvas.graphScene().nodes();
    std::ranges::sort(order, {}, [](const NodeItem *item) {
        return std::pair(item->pos().x(), item->pos().y());
    });
    const qsizetype now =
        order.indexOf(m_canvas.graphScene().node(m_canvas.document().selectedNodes().value(0)));
    const bool isNext = step == Step::Next;
    const qsizetype next = now < 0 ? (isNext ? 0 : order.size() - 1) : now + (isNext ? 1 : -1);
    if (next < 0 || next >= order.size())
        return false;
    m_canvas.goTo(order.at(next)->id());
    return true;
}

} // namespace signalbox::ui
