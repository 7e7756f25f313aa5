// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/NodePorts.h"
#include "models/policy/RouteGraph.h"
#include "ui/shell/Icon.h"

#include <QString>

namespace signalbox::ui {

// How nodes of a route graph are called and marked, by kind. Pure functions.

/// What a node is for; each purpose has a colour of the theme, beside the icon of each kind.
enum class NodeTone : quint8 { Decision, Serving, Fallback, Limit, Change, End };

[[nodiscard]] NodeTone nodeTone(models::RouteNodeKind kind);
[[nodiscard]] IconName nodeIcon(models::RouteNodeKind kind);
/// "Match", "Decision table", ...
[[nodiscard]] QString nodeKindText(models::RouteNodeKind kind);
/// What \a node is set to, in a few words: "input tokens is above 8,000"; empty if nothing is.
[[nodiscard]] QString nodeSummary(const models::RouteNode &node);
/// Failures of \a errorClass as an output of a fallback is called: "429 rate limited".
[[nodiscard]] QString failureText(models::ErrorClass errorClass);
/// What the output \a port of \a node is for: "then", "60 %"; empty for a node's only output.
[[nodiscard]] QString portText(const models::RouteNode &node, const models::NodePort &port);

} // namespace signalbox::ui
