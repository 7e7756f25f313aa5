// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "models/policy/checks/JsonPlace.h"
#include "models/policy/checks/NodeContext.h"

namespace signalbox::models {

/// Reports a name at \a place that is no target and no provider/model.
void checkTargetName(const JsonPlace &place, const NodeContext &context);

// Each checks the node at \a place, of its kind, but for what it leads to.
void checkFallbackNode(const JsonPlace &place, const FallbackNode &node,
                       const NodeContext &context);
void checkMatchNode(const JsonPlace &place, const MatchNode &node, const NodeContext &context);
void checkSwitchNode(const JsonPlace &place, const SwitchNode &node, const NodeContext &context);
void checkTableNode(const JsonPlace &place, const TableNode &node, const NodeContext &context);
void checkPoolNode(const JsonPlace &place, const PoolNode &node, const NodeContext &context);
void checkSplitNode(const JsonPlace &place, const SplitNode &node, const NodeContext &context);
void checkLimitNode(const JsonPlace &place, const RateLimitNode &node, const NodeContext &context);
void checkTransformNode(const JsonPlace &place, const TransformNode &node,
                        const NodeContext &context);

/// The provider's and the rule's own times: \a slow, at \a place, for the targets \a names.
void checkSlowRule(const JsonPlace &place, const SlowRule &slow, const QStringList &names,
                   const NodeContext &context);

} // namespace signalbox::models
