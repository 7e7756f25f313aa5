// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/PolicyProblem.h"
#include "models/policy/RouteGraph.h"

#include <QString>

#include <optional>

namespace signalbox::ui {

/// The node of a policy that a problem is about.
struct ProblemPlace
{
    int routeIndex = 0;
    QString node{};
    QString pathInNode{}; ///< JSON pointer below the node, see models::NodePort::path

    bool operator==(const ProblemPlace &) const = default;
};

/// Where \a problem lies; nothing when it is about no node.
[[nodiscard]] std::optional<ProblemPlace> placeOf(const models::PolicyProblem &problem);
/// The route that \a problem is in, as such or somewhere below; nothing when it is in none.
[[nodiscard]] std::optional<int> routeIndexOf(const models::PolicyProblem &problem);
/// The output of \a node that is concerned, or empty: then it is the node as such.
[[nodiscard]] QString portAt(const ProblemPlace &place, const models::RouteNode &node);

} // namespace signalbox::ui
