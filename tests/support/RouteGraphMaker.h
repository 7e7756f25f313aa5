// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "support/PredicateMaker.h"
#include "support/RandomChoice.h"

#include <QStringList>

namespace signalbox::tests {

/// Makes valid graphs at random: every kind of node, every optional field given or left out.
class RouteGraphMaker
{
public:
    /// What the nodes may name. Every list but `routes` and `budgets` has an entry.
    struct Names
    {
        QStringList targets;
        QStringList budgets;
        QStringList routes; ///< those that do not lead back to the graph
    };

    RouteGraphMaker(RandomChoice &random, Names names)
        : m_random(random)
        , m_predicates(random)
        , m_names(std::move(names))
    {}

    models::RouteGraph make();

private:
    models::RouteNodeBody body(int kind);
    models::RouteNodeBody leaf();
    models::FallbackNode fallback();
    models::SwitchNode switchNode();
    models::TableNode table();
    models::PoolNode pool();
    models::SplitNode split();
    models::RateLimitNode rateLimit();
    models::TransformNode transform();
    models::ShadowNode shadow();

    models::SlowRule slow();
    models::GraphLayout layout(const models::RouteGraph &graph);
    models::CanvasPoint place();

    /// A node after the one that is being made, so that there is no way back.
    QString next();
    QString nextOrNone();

    RandomChoice &m_random;
    PredicateMaker m_predicates;
    Names m_names;
    int m_node = 0;
    int m_nodes = 0;
};

} // namespace signalbox::tests
