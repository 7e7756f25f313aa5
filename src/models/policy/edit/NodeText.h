// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/policy/RouteGraph.h"

#include <QByteArray>
#include <QString>

namespace signalbox::models {

// One node of a graph as the text of a policy has it, for people who rather write than click.

/// The node \a id as JSON for people; empty when there is none.
[[nodiscard]] QByteArray nodeText(const RouteGraph &graph, const QString &id);
/// What \a text makes of the node \a id of \a graph. Takes any bytes; the error is a sentence. A
/// link to a node that \a graph does not have leads nowhere.
[[nodiscard]] Result<RouteNode, QString> readNode(const RouteGraph &graph, const QString &id,
                                                  const QByteArray &text);

} // namespace signalbox::models
