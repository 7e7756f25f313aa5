// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/decision/DecisionTree.h"
#include "ui/decision/DecisionItem.h"

#include <memory>

namespace signalbox::ui {

/// The rows that tell \a tree, below a root that is not shown: what the request had, the path in
/// its order, the candidates, the attempts.
std::unique_ptr<DecisionItem> decisionItems(const models::DecisionTree &tree);

/// Adds the table of \a candidates below \a parent: a row of titles, then one each. \a strategy,
/// \a measure and \a percentile are those of the pool, empty for the whole decision.
void addCandidateItems(DecisionItem &parent,
                       const std::vector<models::DecisionCandidate> &candidates,
                       const QString &strategy, const QString &measure, int percentile);

/// All of \a tree as lines for the clipboard, indented by their depth.
QString decisionText(const models::DecisionTree &tree);

} // namespace signalbox::ui
