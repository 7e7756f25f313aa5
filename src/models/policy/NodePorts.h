// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"

#include <QString>

#include <optional>
#include <vector>

namespace signalbox::models {

// The outputs of nodes by name, as an editor draws them and as layouts name them. Pure functions.

/// One output of a node.
struct NodePort
{
    enum class Need : quint8 {
        Required, ///< the policy is refused while it leads nowhere
        Optional, ///< leading nowhere means something: refused, see the field
    };
    enum class Place : quint8 {
        Field, ///< always there
        Entry, ///< stands for an entry of a list: may be removed while it is not the last one
    };

    /// Unique within the node: the JSON field ("then", "else", "within", "over", "node"), or what
    /// the list holds and its place from 1: "step 1", "case 2", "row 3", "arm 4".
    QString id{};
    QString node{}; ///< id of the node that it leads to; empty: it leads nowhere
    QString path{}; ///< JSON pointer below the node: "/then", "/cases/1/node"
    Need need = Need::Required;
    Place place = Place::Field;
    /// A step of a fallback: the failures after which it is entered, written out where the policy
    /// leaves them out. Empty for the first step, which is always tried, and for every other port.
    std::vector<ErrorClass> on{};

    bool operator==(const NodePort &) const = default;
};

/// The outputs of \a node, in the order of forEachLink(). Empty for the kinds that end a walk.
[[nodiscard]] std::vector<NodePort> portsOf(const RouteNode &node);
[[nodiscard]] std::optional<NodePort> findPort(const RouteNode &node, const QString &port);
/// The field behind the output \a port of \a node; null when there is none. Lives as long as the
/// body of the node is not changed.
[[nodiscard]] QString *linkOf(RouteNode &node, const QString &port);

/// Whether outputs can be added to nodes of \a kind: steps, cases, rows, arms.
[[nodiscard]] bool canAddPorts(RouteNodeKind kind);

/// The output by which a walk goes on when \a node is taken away: `node`; `within`; `else`; the
/// first step; the arm with the largest share. Empty for the kinds that end a walk.
[[nodiscard]] QString defaultPort(const RouteNode &node);
/// The node that takes the place of \a node: where its default output leads, or, when that leads
/// nowhere and all others lead to one node, that one. Else empty.
[[nodiscard]] QString defaultSuccessor(const RouteNode &node);

/// What happens after a failure of one class, for an editor that draws an output for each.
struct ErrorClassPort
{
    static constexpr std::size_t noStep = static_cast<std::size_t>(-1);

    ErrorClass errorClass = ErrorClass::None;
    std::size_t step = noStep; ///< the next one that takes it
    QString node{}; ///< that the step leads to; empty as well without a step: the failure is final

    bool operator==(const ErrorClassPort &) const = default;
};

/// Where each class of failure of the step \a after of \a node, from 0, leads: one entry for each
/// of fallbackErrorClasses, in their order.
[[nodiscard]] std::vector<ErrorClassPort> errorClassPortsOf(const FallbackNode &node,
                                                            std::size_t after = 0);

} // namespace signalbox::models
