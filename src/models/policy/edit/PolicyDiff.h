// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "models/policy/edit/FieldDiff.h"

#include <QList>
#include <QString>

namespace signalbox::models {

/// One part of a policy that came, went or is another.
struct PolicyChange
{
    enum class Kind : quint8 { Added, Removed, Changed, Renamed };
    enum class Part : quint8 {
        Route, ///< the route as such: its name, its start
        Node,
        Layout, ///< how a route is drawn; serves no request differently
        Other, ///< everything but the routes, `field` says what
    };

    Kind kind = Kind::Changed;
    Part part = Part::Other;
    QString route{};
    QString node{};
    QString before{}; ///< Renamed: what it was called
    QString field{}; ///< of the policy: "targets"
    QList<FieldChange> fields{}; ///< of what has changed; empty for what came or went

    bool operator==(const PolicyChange &) const = default;
};

/// What has to be done to \a before to make it \a after: routes in the order of \a after and then
/// those that went, nodes by id, then the rest of the policy. Routes are told apart by their names,
/// nodes by their ids; what went and came back alike under another name was renamed. Pure; takes a
/// while for large policies.
[[nodiscard]] QList<PolicyChange> policyDiff(const Policy &before, const Policy &after);

} // namespace signalbox::models
