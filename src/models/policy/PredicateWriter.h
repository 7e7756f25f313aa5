// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonTree.h"
#include "models/policy/RouteGraph.h"

namespace signalbox::models {

// The counterparts of PredicateBuilder.h.

[[nodiscard]] JsonValue predicateJson(const Predicate &predicate);
/// In the shortest form: null, a bare value or a bare array where these say the same.
[[nodiscard]] JsonValue tableCellJson(const TableCell &cell);
/// One value by itself, any other number as an array.
[[nodiscard]] JsonValue signalValuesJson(const QList<SignalValue> &values);

} // namespace signalbox::models
