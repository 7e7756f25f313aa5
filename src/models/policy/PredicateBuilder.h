// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonTree.h"
#include "models/policy/RouteGraph.h"

#include <QList>

namespace signalbox::models {

// From values that the schema of policies allows. A signal of an unknown name becomes the default
// one: the checks of the graph tell it from the tree and refuse the policy.

[[nodiscard]] Predicate buildPredicate(const JsonValue &value);
[[nodiscard]] TableCell buildTableCell(const JsonValue &value);
[[nodiscard]] SignalName buildSignalName(const JsonValue &value);
/// One value, or those of an array.
[[nodiscard]] QList<SignalValue> buildSignalValues(const JsonValue &value);

} // namespace signalbox::models
