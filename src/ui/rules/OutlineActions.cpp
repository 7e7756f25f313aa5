// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/OutlineActions.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QMenu>
#include <QWidget>

namespace signalbox::ui {

namespace {

struct OutlineWords
{
    Q_DECLARE_TR_FUNCTIONS(OutlineActions)
};

// One key each: the platforms' further ones, such as Ctrl+Insert for Copy, are taken here.
QList<QKeySequence> keysOf(OutlineActions::Command command)
{
    switch (command) {
    case OutlineActions::AddNode:
        return {Qt::Key_Insert};
    case OutlineActions::LeadTo:
        return {Qt::Key_Return, Qt::Key_Enter};
    case OutlineActions::Rename:
        return {Qt::Key_F2};
    case OutlineActions::Cut:
        return {Qt::CTRL | Qt::Key_X};
    case OutlineActions::Copy:
        return {Qt::CTRL | Qt::Key_C};
    case OutlineActions::Paste:
        return {Qt::CTRL | Qt::Key_V};
    case OutlineActions::Duplicate:
        return {Qt::CTRL | Qt::Key_D};
    case OutlineActions::Mute:
        return {Qt::Key_M};
    case OutlineActions::Detach:
        return {Qt::CTRL | Qt::SHIFT | Qt::Key_X};
    case OutlineActions::ShowTraffic:
        return {Qt::Key_T};
    case OutlineActions::Remove:
        return {Qt::Key_Delete};
    case OutlineActions::AddOutput:
        return {Qt::CTRL | Qt::Key_Insert};
    case OutlineActions::RemoveOutput:
        return {Qt::CTRL | Qt::Key_Delete};
    case OutlineActions::MoveOutputUp:
        return {Qt::ALT | Qt::Key_Up};
    case OutlineActions::MoveOutputDown:
        return {Qt::ALT | Qt::Key_Down};
    case OutlineActions::CommandCount:
        break;
    }
    return {};
}

QString textOf(OutlineActions::Command command, OutlineActions::Row row)
{
    using Row = OutlineActions::Row;
    const bool isOutput = row == Row::Output || row == Row::Start;
    switch (command) {
    case OutlineActions::AddNode:
        return isOutput ? OutlineWords::tr("&Add node here…") : OutlineWords::tr("&Add node…");
    case OutlineActions::LeadTo:
        return OutlineWords::tr("&Lead to…");
    case OutlineActions::Rename:
        return OutlineWords::tr("&Rename");
    case OutlineActions::Cut:
        return OutlineWords::tr("Cu&t");
    case OutlineActions::Copy:
        return OutlineWords::tr("&Copy");
    case OutlineActions::Paste:
        return OutlineWords::tr("&Paste");
    case OutlineActions::Duplicate:
        return OutlineWords::tr("&Duplicate");
    case OutlineActions::Mute:
        return row == Row::MutedNode ? OutlineWords::tr("Un&mute") : OutlineWords::tr("&Mute");
    case OutlineActions::Detach:
        return OutlineWords::tr("D&etach from its chain");
    case OutlineActions::ShowTraffic:
        return OutlineWords::tr("&Show in Traffic");
    case OutlineActions::Remove:
        return isOutput ? OutlineWords::tr("Di&sconnect") : OutlineWords::tr("De&lete");
    case OutlineActions::AddOutput:
        return OutlineWords::tr("Add &output");
    case OutlineActions::RemoveOutput:
        return OutlineWords::tr("Remo&ve output");
    case OutlineActions::MoveOutputUp:
        return OutlineWords::tr("Move &up");
    case OutlineActions::MoveOutputDown:
        return OutlineWords::tr("Move do&wn");
    case OutlineActions::CommandCount:
        break;
    }
    return {};
}

bool isPossible(OutlineActions::Command command, OutlineActions::Row row)
{
    using Row = OutlineActions::Row;
    const bool isNode = row == Row::Node || row == Row::MutedNode;
    switch (command) {
    case OutlineActions::AddNode:
    case OutlineActions::Paste:
        return true;
    case OutlineActions::LeadTo:
    case OutlineActions::ShowTraffic:
        return row == Row::Start || row == Row::Output;
    case OutlineActions::Remove:
        return row != Row::None;
    case OutlineActions::AddOutput:
        return isNode || row == Row::Output;
    case OutlineActions::RemoveOutput:
    case OutlineActions::MoveOutputUp:
    case OutlineActions::MoveOutputDown:
        return row == Row::Output;
    default:
        return isNode;
    }
}

} // namespace

OutlineActions::OutlineActions(QWidget &view)
{
    for (int place = 0; place < CommandCount; ++place) {
        const auto command = static_cast<Command>(place);
        auto *action = new QAction(&view);
        action->setShortcuts(keysOf(command));
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        view.addAction(action);
        m_actions[command] = action;
    }
    adaptTo(Row::None);
}

void OutlineActions::adaptTo(Row row)
{
    for (int place = 0; place < CommandCount; ++place) {
        const auto command = static_cast<Command>(place);
        m_actions[command]->setText(textOf(command, row));
        m_actions[command]->setEnabled(isPossible(command, row));
    }
}

void OutlineActions::fill(QMenu &menu) const
{
    for (int place = 0; place < CommandCount; ++place) {
        const auto command = static_cast<Command>(place);
        if (command == Cut || command == ShowTraffic || command == AddOutput)
            menu.addSeparator();
        if (m_actions[command]->isEnabled())
            menu.addAction(m_actions[command]);
    }
}

} // namespace signalbox::ui
