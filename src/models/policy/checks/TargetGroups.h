// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraphChecks.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

namespace signalbox::models {

/// What can serve at the end of a way through graphs, and through their sub-routes: each target by
/// itself, the members of a pool together. After many nodes it finds nothing more: a table of
/// thousands of rows may have as many ways to as many targets.
class TargetGroups final
{
public:
    /// \a routes, which have no cycle, must outlive it.
    explicit TargetGroups(const std::vector<CheckedRoute> &routes);

    /// From the node of \a graph on.
    [[nodiscard]] std::vector<QStringList> from(const GraphIndex &graph, std::size_t node);
    /// All targets of the route \a name, each once; none if it is not one of the routes.
    [[nodiscard]] QStringList ofRoute(const QString &name);

private:
    const std::vector<CheckedRoute> &m_routes;
    QHash<QString, std::size_t> m_routeIndex;
    qint64 m_workLeft = 1'000'000; ///< nodes and targets
};

} // namespace signalbox::models
