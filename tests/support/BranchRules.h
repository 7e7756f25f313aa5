// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/edit/LayerGraph.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <utility>

namespace signalbox::tests {

/// The two outputs of a node that has two, where both lead to the next column. What only drafts
/// have, a node that nothing leads to but that leads to others, is not among them.
using BranchRule = std::pair<QString, QString>;

inline QList<BranchRule> branchRulesOf(const models::RouteGraph &graph)
{
    const models::LayerGraph layers(graph);
    QList<BranchRule> rules;
    for (std::size_t node = 0; node < layers.count(); ++node) {
        const auto &next = layers.next[node];
        const auto isAlike = [&](std::size_t other) {
            return layers.isReached[other] == layers.isReached[node];
        };
        if (next.size() == 2 && isAlike(next[0]) && isAlike(next[1])
            && layers.layer[next[0]] == layers.layer[node] + 1
            && layers.layer[next[1]] == layers.layer[node] + 1)
            rules.append({layers.ids[static_cast<qsizetype>(next[0])],
                          layers.ids[static_cast<qsizetype>(next[1])]});
    }
    return rules;
}

/// Whether \a rules, one after the other, want \a upper above \a lower.
inline bool wantAbove(const QList<BranchRule> &rules, const QString &upper, const QString &lower)
{
    QStringList found{upper};
    for (qsizetype i = 0; i < found.size(); ++i) {
        for (const auto &[above, below] : rules) {
            if (above == found[i] && !found.contains(below))
                found.append(below);
        }
    }
    return found.contains(lower);
}

} // namespace signalbox::tests
