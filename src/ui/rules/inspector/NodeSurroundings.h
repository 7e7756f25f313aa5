// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "models/policy/PolicyProblem.h"
#include "ui/rules/inspector/ObservedValues.h"

#include <QList>
#include <QString>

namespace signalbox::ui {

/// A problem of one node.
struct NodeProblem
{
    QString path{}; ///< JSON pointer below the node: "/when/all/0/value"
    models::PolicyProblem problem{};
};

/// What the form of a node goes by besides the node. Only good while it is handed over.
struct NodeSurroundings
{
    const models::Policy &policy; ///< the draft
    const models::Policy &served;
    const models::Route &route; ///< that the node is in
    const ObservedValues &observed;
    QString node{}; ///< its id
};

} // namespace signalbox::ui
