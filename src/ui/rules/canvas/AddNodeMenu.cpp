// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/canvas/AddNodeMenu.h"

#include "ui/rules/canvas/NodeWords.h"
#include "ui/shell/Theme.h"

namespace signalbox::ui {

namespace {

std::vector<SearchMenu::Choice> kindsOfNodes(const Theme &theme)
{
    std::vector<SearchMenu::Choice> kinds;
    for (int place = 0; place < models::routeNodeKindCount; ++place) {
        const auto kind = static_cast<models::RouteNodeKind>(place);
        kinds.push_back({.text = nodeKindText(kind), .icon = lineIcon(theme, nodeIcon(kind))});
    }
    return kinds;
}

} // namespace

AddNodeMenu::AddNodeMenu(const Theme &theme, QWidget *parent)
    : SearchMenu(theme, tr("Add node"), tr("Search nodes"), kindsOfNodes(theme), parent)
{
    connect(this, &SearchMenu::chosen, this,
            [this](int place) { emit kindChosen(static_cast<models::RouteNodeKind>(place)); });
}

} // namespace signalbox::ui
