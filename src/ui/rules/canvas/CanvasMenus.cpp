// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/CanvasMenus.h"

#include "models/policy/edit/GraphClipboard.h"
#include "ui/rules/canvas/CanvasQuestions.h"
#include "ui/rules/canvas/CanvasView.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

#include <algorithm>
#include <array>

namespace signalbox::ui {

namespace {

/// Keys are the canvas's own; here they are only told.
void tell(QAction *action, const QKeySequence &keys)
{
    action->setShortcut(keys);
    action->setShortcutVisibleInContextMenu(true);
    action->setShortcutContext(Qt::WidgetShortcut);
}

bool canPaste()
{
    return models::looksLikeNodes(QGuiApplication::clipboard()->text().toUtf8());
}

} // namespace

CanvasMenus::CanvasMenus(CanvasView &canvas, CanvasQuestions &questions)
    : QObject(&canvas)
    , m_canvas(canvas)
    , m_questions(questions)
{}

void CanvasMenus::openAt(const QPointF &place)
{
    const GraphScene &scene = m_canvas.graphScene();
    if (const NodeItem *node = scene.nodeAt(place)) {
        if (!m_canvas.document().selectedNodes().contains(node->id()))
            m_canvas.document().select({node->id()});
        openForNodes(place);
    } else if (const EdgeItem *edge = scene.edgeAt(place)) {
        const models::PortRef from = edge->from();
        m_canvas.selectEdge(from);
        openForEdge(from, place);
    } else if (const FrameItem *frame = scene.frameAt(place)) {
        openForFrame(frame->index(), place);
    } else {
        openForPlane(place);
    }
}

void CanvasMenus::openForSelection()
{
    const GraphScene &scene = m_canvas.graphScene();
    if (const NodeItem *node = scene.node(m_canvas.document().selectedNodes().value(0))) {
        openForNodes(node->sceneBox().center());
    } else if (scene.selectedEdge()) {
        const models::PortRef edge = *scene.selectedEdge();
        openForEdge(edge, scene.edge(edge)->way().pointAtPercent(0.5));
    } else {
        openForPlane(m_canvas.middle());
    }
}

QMenu *CanvasMenus::makeMenu(const QString &name)
{
    auto *menu = new QMenu(&m_canvas);
    menu->setObjectName(name);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    return menu;
}

void CanvasMenus::open(QMenu &menu, const QPointF &place)
{
    menu.popup(m_canvas.viewport()->mapToGlobal(m_canvas.mapFromScene(place)));
}

void CanvasMenus::openForNodes(const QPointF &place)
{
    CanvasCommands &commands = m_canvas.commands();
    const QStringList nodes = m_canvas.document().selectedNodes();
    const models::RouteGraph &graph = m_canvas.document().graph();
    const auto node = graph.nodes.value(nodes.value(0));
    QMenu *menu = makeMenu(QStringLiteral("nodeMenu"));
    const auto add = [&](const QString &text, const QKeySequence &keys,
                         void (CanvasCommands::*run)()) {
        QAction *action = menu->addAction(text, &commands, run);
        tell(action, keys);
        return action;
    };
    add(tr("Cut"), QKeySequence::Cut, &CanvasCommands::cutSelected);
    add(tr("Copy"), QKeySequence::Copy, &CanvasCommands::copySelected);
    add(tr("Duplicate"), QKeySequence(Qt::CTRL | Qt::Key_D), &CanvasCommands::duplicateSelected);
    add(tr("Delete"), QKeySequence(Qt::Key_Delete), &CanvasCommands::removeSelected);
    menu->addSeparator();
    add(node.isMuted ? tr("Unmute") : tr("Mute"), QKeySequence(Qt::Key_M),
        &CanvasCommands::toggleMuted)
        ->setEnabled(node.isMuted || std::ranges::all_of(nodes, [&graph](const QString &id) {
                         return models::isPassThrough(graph.nodes.value(id).kind());
                     }));
    add(tr("Detach from its chain"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_X),
        &CanvasCommands::detachSelected)
        ->setEnabled(nodes.size() == 1);
    menu->addSeparator();
    tell(menu->addAction(tr("Frame…"), &m_questions, &CanvasQuestions::askForFrame),
         QKeySequence(Qt::CTRL | Qt::Key_G));
    fillFrames(*menu->addMenu(tr("Add to frame")), nodes);
    const bool isFramed =
        std::ranges::any_of(graph.layout.frames, [&nodes](const models::LayoutFrame &frame) {
            return std::ranges::any_of(
                nodes, [&frame](const QString &id) { return frame.nodes.contains(id); });
        });
    add(tr("Take out of frames"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G),
        &CanvasCommands::unframeSelected)
        ->setEnabled(isFramed);
    QMenu *line = menu->addMenu(tr("Align"));
    fillAlignment(*line);
    line->setEnabled(nodes.size() > 1);
    open(*menu, place);
}

void CanvasMenus::fillFrames(QMenu &menu, const QStringList &nodes)
{
    const auto &frames = m_canvas.document().graph().layout.frames;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const bool isWithin = std::ranges::all_of(
            nodes, [&frame = frames[i]](const QString &id) { return frame.nodes.contains(id); });
        if (isWithin)
            continue;
        QString title = frames[i].label;
        // A title is no place for a mnemonic.
        title = title.isEmpty() ? tr("Frame without a title")
                                : title.replace(u'&', QLatin1String("&&"));
        menu.addAction(title, &m_canvas.commands(),
                       [this, i] { m_canvas.commands().joinSelectedTo(i); });
    }
    menu.setEnabled(!menu.isEmpty());
}

void CanvasMenus::fillAlignment(QMenu &menu)
{
    using models::Alignment;
    struct Way
    {
        QString text;
        Qt::Key key;
        Alignment alignment;
    };
    const std::array<Way, 8> ways{{
        {tr("Left edges"), Qt::Key_L, Alignment::Left},
        {tr("Centres, one below the other"), Qt::Key_C, Alignment::Centre},
        {tr("Right edges"), Qt::Key_R, Alignment::Right},
        {tr("Upper edges"), Qt::Key_T, Alignment::Top},
        {tr("Middles, side by side"), Qt::Key_M, Alignment::Middle},
        {tr("Lower edges"), Qt::Key_B, Alignment::Bottom},
        {tr("Same gaps across"), Qt::Key_A, Alignment::DistributeAcross},
        {tr("Same gaps down"), Qt::Key_D, Alignment::DistributeDown},
    }};
    const auto count = m_canvas.document().selectedNodes().size();
    for (const Way &way : ways) {
        if (way.alignment == Alignment::Top || way.alignment == Alignment::DistributeAcross)
            menu.addSeparator();
        QAction *action = menu.addAction(way.text, &m_canvas.commands(), [this, way] {
            m_canvas.commands().alignSelected(way.alignment);
        });
        tell(action, QKeySequence(Qt::ALT | way.key));
        action->setEnabled(count >= models::fewestFor(way.alignment));
    }
}

void CanvasMenus::openForEdge(const models::PortRef &edge, const QPointF &place)
{
    const EdgeItem *item = m_canvas.graphScene().edge(edge);
    QMenu *menu = makeMenu(QStringLiteral("edgeMenu"));
    menu->addAction(tr("Show in Traffic"), &m_canvas,
                    [this, edge] { emit m_canvas.trafficRequested(edge); });
    menu->addSeparator();
    menu->addAction(tr("Insert a node…"), &m_questions, [this, edge, place] {
        m_questions.askForNode(place, LinkBegin{.port = edge});
    });
    if (!edge.isStart()) {
        CanvasCommands &commands = m_canvas.commands();
        const bool isOnBend = item && item->bendAt(place) >= 0;
        menu->addAction(isOnBend ? tr("Remove reroute point") : tr("Add reroute point"), &commands,
                        [&commands, edge, place] { commands.toggleBend(edge, place); });
        const auto &bends = m_canvas.document().graph().layout.bends;
        const bool isBent = std::ranges::any_of(bends, [&edge](const models::EdgeBends &one) {
            return one.from == edge.node && one.port == edge.port;
        });
        menu->addAction(tr("Remove all reroute points"), &commands,
                        [&commands, edge] { commands.straighten(edge); })
            ->setEnabled(isBent);
    }
    menu->addSeparator();
    tell(menu->addAction(tr("Disconnect"), &m_canvas.commands(), &CanvasCommands::removeSelected),
         QKeySequence(Qt::Key_Delete));
    open(*menu, place);
}

void CanvasMenus::openForFrame(std::size_t frame, const QPointF &place)
{
    const auto &frames = m_canvas.document().graph().layout.frames;
    if (frame >= frames.size())
        return;
    QMenu *menu = makeMenu(QStringLiteral("frameMenu"));
    menu->addAction(tr("Rename…"), &m_questions,
                    [this, frame] { m_questions.askForFrameName(frame); });
    menu->addAction(tr("Select its nodes"), &m_canvas,
                    [this, nodes = frames[frame].nodes] { m_canvas.document().select(nodes); });
    menu->addAction(tr("Remove frame"), &m_canvas.commands(),
                    [this, frame] { m_canvas.commands().removeFrame(frame); });
    open(*menu, place);
}

void CanvasMenus::openForPlane(const QPointF &place)
{
    QMenu *menu = makeMenu(QStringLiteral("planeMenu"));
    tell(menu->addAction(tr("Add a node…"), &m_questions,
                         [this, place] { m_questions.askForNode(place); }),
         QKeySequence(Qt::Key_Insert));
    QAction *paste = menu->addAction(tr("Paste"), &m_canvas.commands(),
                                     [this, place] { m_canvas.commands().paste(place); });
    tell(paste, QKeySequence::Paste);
    paste->setEnabled(canPaste());
    tell(menu->addAction(
             tr("Select all"), &m_canvas,
             [this] { m_canvas.document().select(m_canvas.document().graph().nodes.keys()); }),
         QKeySequence::SelectAll);
    menu->addSeparator();
    tell(menu->addAction(tr("Lay out"), &m_canvas, &CanvasView::layOut),
         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L));
    tell(menu->addAction(tr("Show everything"), &m_canvas, &CanvasView::fit),
         QKeySequence(Qt::Key_Home));
    open(*menu, place);
}

} // namespace signalbox::ui
