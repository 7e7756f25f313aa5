// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/policy/PolicyProblem.h"
#include "models/routetests/RouteTests.h"

#include <QByteArray>
#include <QList>

namespace signalbox::models {

/// Tests and what is worth a word about them.
struct ReadRouteTests
{
    RouteTests tests;
    QList<PolicyProblem> warnings;
};

/// Reads and checks a document of route tests: its form (JSON, then the schema), then its meaning;
/// with a \a policy also that the targets, budgets and nodes that it names are there, for a slip in
/// `not_target` would pass forever. Takes any bytes. The failure holds at least one error, and the
/// warnings; in the order of the text. Thread-safe.
[[nodiscard]] Result<ReadRouteTests, QList<PolicyProblem>>
readRouteTests(const QByteArray &bytes, const Policy *policy = nullptr);

} // namespace signalbox::models
