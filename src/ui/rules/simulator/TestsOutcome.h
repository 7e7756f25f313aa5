// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/routetests/RouteTests.h"
#include "models/traffic/ExchangeRecord.h"
#include "routing/simulator/RouteCoverage.h"
#include "ui/rules/simulator/SimulatedDecision.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace signalbox::ui {

/// What came of one case.
struct CaseOutcome
{
    QString name{};
    QStringList reasons{}; ///< what came otherwise than expected, in sentences; empty: it passed
    QString way{}; ///< the nodes in a line

    [[nodiscard]] bool isPassed() const { return reasons.isEmpty(); }
    bool operator==(const CaseOutcome &) const = default;
};

/// How often the cases came by a node, or, with a port, went on by that output.
struct WayVisits
{
    WayStop stop{};
    int visits = 0;

    bool operator==(const WayVisits &) const = default;
};

/// What came of all cases of a file. A value; made on a pool thread.
struct TestsOutcome
{
    std::vector<CaseOutcome> cases{}; ///< as the file's
    std::vector<routing::CoveredRoute> coverage{}; ///< as the policy's routes
    std::vector<WayVisits> visits{}; ///< of every node and output, also of those never come by

    [[nodiscard]] int passed() const;
};

/// Tries \a tests with \a policy as `signalbox test` does. Calls nobody; thread-safe.
[[nodiscard]] TestsOutcome outcomeOf(const std::shared_ptr<const models::Policy> &policy,
                                     const models::RouteTests &tests);

/// A case that asks what \a input does and expects what came of it: the route and the target, or
/// the refusal. \a taken are names that it may not have. The moment is written down, so that it
/// decides the same at any other.
[[nodiscard]] models::RouteCase caseOf(const SimulatorInput &input,
                                       const SimulatedDecision &decision, const QStringList &taken);
/// A case that asks what the client of \a record asked and expects what came of it, under a name
/// that \a taken does not have; or why there can be none, in a sentence.
[[nodiscard]] models::Result<models::RouteCase, QString>
caseOf(const models::ExchangeRecord &record, const QStringList &taken);

} // namespace signalbox::ui
