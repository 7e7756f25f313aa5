// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The hands of the outline: what OutlineView does on keys and by its menu.

#include "ui/rules/OutlineModel.h"
#include "ui/rules/OutlineView.h"
#include "ui/rules/RuleWords.h"
#include "ui/rules/canvas/AddNodeMenu.h"
#include "ui/rules/canvas/NodeWords.h"
#include "ui/shell/Theme.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QItemSelectionModel>
#include <QMenu>
#include <QTreeView>

#include <algorithm>

namespace signalbox::ui {

void OutlineView::connectActions()
{
    const auto on = [this](OutlineActions::Command command, auto act) {
        connect(m_actions[command], &QAction::triggered, this, act);
    };
    const auto nodes = [this] {
        const QStringList selected = m_document.selectedNodes();
        return selected.isEmpty() ? QStringList{m_model->nodeOf(current())} : selected;
    };
    on(OutlineActions::AddNode, [this] { askForNode(); });
    on(OutlineActions::LeadTo, [this] { askForDestination(); });
    on(OutlineActions::Rename, [this] { editCurrentId(); });
    on(OutlineActions::Remove, [this] { removeSelected(); });
    on(OutlineActions::Copy, [this, nodes] { m_commands.copy(nodes()); });
    on(OutlineActions::Cut, [this, nodes] {
        m_commands.copy(nodes());
        removeSelected();
    });
    on(OutlineActions::Paste, [this] { m_commands.paste(); });
    on(OutlineActions::Duplicate, [this, nodes] { m_commands.duplicate(nodes()); });
    on(OutlineActions::Mute, [this, nodes] { m_commands.toggleMuted(nodes()); });
    on(OutlineActions::Detach, [this] { m_commands.detach(m_model->nodeOf(current())); });
    on(OutlineActions::ShowTraffic, [this] {
        if (const auto output = m_model->portOf(current()))
            emit trafficRequested(*output);
    });
}

void OutlineView::connectOutputActions()
{
    const auto on = [this](OutlineActions::Command command, auto act) {
        connect(m_actions[command], &QAction::triggered, this, act);
    };
    const auto move = [this](GraphCommands::Direction direction) {
        if (const auto output = m_model->portOf(current()))
            goToOutput(output->node, m_commands.moveOutput(*output, direction));
    };
    on(OutlineActions::AddOutput, [this] {
        const QString node = m_model->nodeOf(current());
        goToOutput(node, m_commands.addOutput(node));
    });
    on(OutlineActions::RemoveOutput, [this] {
        if (const auto output = m_model->portOf(current()))
            m_commands.removeOutput(*output);
    });
    on(OutlineActions::MoveOutputUp, [move] { move(GraphCommands::Direction::Up); });
    on(OutlineActions::MoveOutputDown, [move] { move(GraphCommands::Direction::Down); });
}

void OutlineView::adaptActions()
{
    using Row = OutlineActions::Row;
    const QModelIndex row = current();
    const auto output = m_model->portOf(row);
    const bool isMuted = m_document.graph().nodes.value(m_model->nodeOf(row)).isMuted;
    if (m_document.graph().nodes.isEmpty() || !row.isValid())
        m_actions.adaptTo(Row::None);
    else if (output)
        m_actions.adaptTo(output->isStart() ? Row::Start : Row::Output);
    else
        m_actions.adaptTo(isMuted ? Row::MutedNode : Row::Node);
}

void OutlineView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions.fill(*menu);
    menu->popup(event->reason() == QContextMenuEvent::Mouse ? event->globalPos() : menuPlace());
}

QPoint OutlineView::menuPlace() const
{
    if (m_document.graph().nodes.isEmpty())
        return m_addFirst->mapToGlobal(m_addFirst->rect().bottomLeft());
    return m_tree->viewport()->mapToGlobal(m_tree->visualRect(current()).bottomLeft());
}

void OutlineView::askForNode()
{
    const auto from = m_model->portOf(current());
    auto *menu = new AddNodeMenu(m_theme, this); // deletes itself
    connect(menu, &AddNodeMenu::kindChosen, this, [this, from](models::RouteNodeKind kind) {
        m_commands.add(kind, from);
        setFocus();
    });
    menu->openAt(menuPlace());
}

void OutlineView::askForDestination()
{
    const auto from = m_model->portOf(current());
    if (!from)
        return;
    const models::RouteGraph &graph = m_document.graph();
    const QStringList possible = m_commands.destinations(*from);
    const auto output = models::findPort(graph.nodes.value(from->node), from->port);
    const QString now = from->isStart() ? graph.start : output ? output->node : QString();
    QStringList nodes{QString()};
    std::vector<SearchMenu::Choice> choices{
        {.text = tr("Nothing"), .icon = lineIcon(m_theme, IconName::Minus)}};
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QString id = m_model->nodeOf(m_model->index(row, 0));
        if (!possible.contains(id))
            continue;
        const models::RouteNode node = graph.nodes.value(id);
        nodes.append(id);
        choices.push_back({.text = tr("%1, %2").arg(nodeText(id, node), nodeKindText(node.kind())),
                           .icon = lineIcon(m_theme, nodeIcon(node.kind()))});
    }
    auto *menu = new SearchMenu(m_theme, tr("Nodes it can lead to"), tr("Search nodes"),
                                std::move(choices), this); // deletes itself
    menu->setCurrent(static_cast<int>(std::max<qsizetype>(nodes.indexOf(now), 0)));
    connect(menu, &SearchMenu::chosen, this,
            [this, from, nodes](int place) { m_commands.lead(*from, nodes.at(place)); });
    menu->openAt(menuPlace());
}

void OutlineView::removeSelected()
{
    if (m_model->portOf(current())) {
        m_commands.disconnectAll(selectedOutputs());
        return;
    }
    const QStringList nodes = m_document.selectedNodes();
    m_commands.remove(nodes.isEmpty() ? QStringList{m_model->nodeOf(current())} : nodes);
    // The neighbour that the tree has gone to is what the next key is for.
    const bool isGone = m_document.selectedNodes().isEmpty();
    if (isGone && current().isValid())
        m_tree->selectionModel()->setCurrentIndex(
            current(), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void OutlineView::editCurrentId()
{
    m_tree->edit(current());
}

void OutlineView::goToOutput(const QString &node, const QString &port)
{
    const QModelIndex above = m_model->indexOf(node);
    for (int row = 0; row < m_model->rowCount(above); ++row) {
        const QModelIndex output = m_model->index(row, 0, above);
        if (m_model->portOf(output).value_or(models::PortRef()).port != port)
            continue;
        m_tree->setExpanded(above, true);
        m_tree->setCurrentIndex(output);
        return;
    }
}

} // namespace signalbox::ui
