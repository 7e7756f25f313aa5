// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Predicate.h"
#include "models/policy/checks/JsonPlace.h"
#include "models/policy/checks/NodeContext.h"

#include <optional>

namespace signalbox::models {

// Whether comparisons make sense: what they compare exists, and can be compared so.

/// The signal whose name is at \a name; nothing, and a problem, when there is none.
std::optional<SignalName> checkSignal(const JsonPlace &name, ProblemList &problems);

/// Checks that \a signal may be compared by \a comparison, which stands at \a where, with the value
/// or values at \a value. True when there was no error.
bool checkComparison(const SignalName &signal, Comparison comparison, const JsonPlace &where,
                     const JsonPlace &value, const NodeContext &context);

} // namespace signalbox::models
