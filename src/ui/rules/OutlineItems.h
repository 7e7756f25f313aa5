// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/NodePorts.h"
#include "models/policy/PolicyProblem.h"

#include <QList>
#include <QString>

#include <vector>

namespace signalbox::ui {

class RulesDocument;

/// One output of a node, as the outline shows it.
struct OutlinePort
{
    models::NodePort port;
    QString leadsTo{}; ///< the node, in words
    QList<models::PolicyProblem> problems{};

    bool operator==(const OutlinePort &) const = default;
};

/// One row of the outline and the rows below it.
struct OutlineNode
{
    QString id{}; ///< empty: the start of the route, which has no ports but leads somewhere itself
    QString text{};
    QString kind{};
    QString leadsTo{};
    QList<models::PolicyProblem> problems{}; ///< that are not about one of the ports
    std::vector<OutlinePort> ports{};

    bool operator==(const OutlineNode &) const = default;
};

/// The route that \a document shows: its start, its nodes in the order in which a walk by the
/// outputs comes to them, and those that it never comes to, by id. Empty without a route.
[[nodiscard]] std::vector<OutlineNode> outlineOf(const RulesDocument &document);

} // namespace signalbox::ui
