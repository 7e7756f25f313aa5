// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"

#include <QString>

namespace signalbox::tests {

/// A graph of \a count nodes: matches one after the other, each with a target beside it.
inline models::RouteGraph chainOfMatches(int count)
{
    const auto name = [](const char *word, int place) {
        return QStringLiteral("%1-%2").arg(QLatin1String(word)).arg(place);
    };
    models::RouteGraph graph;
    graph.start = name("match", 0);
    for (int place = 0; 2 * place < count; ++place) {
        models::RouteNode match;
        match.body = models::MatchNode{
            .when = {.kind = models::Predicate::Kind::Condition,
                     .condition = {.signal = {.kind = models::SignalKind::InputTokens,
                                              .argument = {}},
                                   .comparison = models::Comparison::Above,
                                   .values = {place * 1000.0}}},
            .then = name("target", place),
            .otherwise = 2 * place + 2 < count ? name("match", place + 1) : QString()};
        models::RouteNode target;
        target.body = models::TargetNode{.target = QStringLiteral("quick/small")};
        graph.nodes.insert(name("match", place), match);
        graph.nodes.insert(name("target", place), target);
    }
    return graph;
}

} // namespace signalbox::tests
