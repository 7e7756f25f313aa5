// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/ProblemList.h"

#include <QSet>
#include <QString>
#include <QStringList>

namespace signalbox::models {

/// What a route graph may refer to.
struct KnownNames
{
    QSet<QString> providers;
    QStringList providerList;
    QSet<QString> targets;
    QStringList targetList;
};

/// The longest way through a graph, in nodes; whoever walks a graph may rely on it.
inline constexpr int maximumRouteDepth = 64;

/// Checks the graph \a value at \a path: start and steps name nodes of it, targets exist, no path
/// comes back to its own node, every node is used.
void checkRouteGraph(const JsonValue &value, const QString &path, const KnownNames &known,
                     ProblemList &problems);

} // namespace signalbox::models
