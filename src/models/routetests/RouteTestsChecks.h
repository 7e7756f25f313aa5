// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonTree.h"
#include "models/policy/PolicyProblem.h"
#include "models/routetests/RouteTests.h"

#include <QList>

namespace signalbox::models {

/// What a schema cannot say about \a tests, which were built from \a tree: names are unique, times
/// exist, cases expect something that can be; and, with a \a policy, that the names are known.
/// Passes over the cases in which the schema has found \a problems.
[[nodiscard]] QList<PolicyProblem> checkRouteTests(const JsonTree &tree, const RouteTests &tests,
                                                   const QList<PolicyProblem> &problems,
                                                   const Policy *policy);

} // namespace signalbox::models
