// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/NodePorts.h"
#include "models/policy/PolicyProblem.h"
#include "ui/shell/Icon.h"

#include <QList>
#include <QString>

namespace signalbox::ui {

/// The words of the rule editor for what a policy says in names.

/// A node for people: its label and id, or its id.
QString nodeText(const QString &id, const models::RouteNode &node);
/// "then", "step 2 after rate limited, timeout".
QString portText(const models::NodePort &port);
QString severityText(models::PolicyProblem::Severity severity);
IconName severityIcon(models::PolicyProblem::Severity severity);
IconTone severityTone(models::PolicyProblem::Severity severity);
/// The worst of \a problems in words, and how many more there are; empty without any.
QString problemsText(const QList<models::PolicyProblem> &problems);

} // namespace signalbox::ui
