// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "ui/widgets/SearchMenu.h"

namespace signalbox::ui {

/// The kinds of nodes to choose from.
///
/// Lives on the GUI thread.
class AddNodeMenu final : public SearchMenu
{
    Q_OBJECT

public:
    AddNodeMenu(const Theme &theme, QWidget *parent);

signals:
    void kindChosen(models::RouteNodeKind kind);
};

} // namespace signalbox::ui
