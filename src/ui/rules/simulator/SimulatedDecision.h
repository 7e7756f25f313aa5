// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/decision/DecisionTree.h"
#include "models/policy/edit/GraphEdit.h"
#include "models/routetests/RouteTests.h"
#include "routing/proxy/RoutingMoment.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace signalbox::ui {

/// What a simulation is asked.
struct SimulatorInput
{
    std::shared_ptr<const models::Policy> policy{};
    std::shared_ptr<const routing::RoutingMoment> moment{}; ///< null: nothing is known of targets
    models::RouteCaseRequest request{};
    models::RouteConditions conditions{};
};

/// A node that the way came by, and the output that it went on by.
struct WayStop
{
    QString route{};
    models::PortRef at{}; ///< without a port: the way ends here, or goes on to no node of the route

    bool operator==(const WayStop &) const = default;
};

/// What came of a simulation. A value; made on a pool thread.
struct SimulatedDecision
{
    models::DecisionTree tree{};
    std::vector<WayStop> way{}; ///< in order; a node that is come back to stands there again
    QString problem{}; ///< why no route was looked at, as a sentence; empty where one was
    std::optional<double> costUsd{}; ///< expected of the target that would be tried first
    std::optional<double> ttftMs{};

    bool operator==(const SimulatedDecision &) const = default;
};

/// What \a input's policy would do with its request. Calls nobody; thread-safe. Takes drafts with
/// any faults.
[[nodiscard]] SimulatedDecision simulate(const SimulatorInput &input);

} // namespace signalbox::ui
