// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Predicate.h"
#include "models/policy/checks/JsonPlace.h"
#include "models/policy/checks/NodeContext.h"

namespace signalbox::models {

/// Checks every comparison of the predicate at \a place. True when there was no error.
bool checkPredicate(const JsonPlace &place, const NodeContext &context);

/// What is known of a predicate before any request is.
enum class Constancy : quint8 {
    Varies, ///< or nobody knows
    Always, ///< it holds for every request
    Never, ///< it holds for none
};

/// By the values that its signals can have; gives up on those of many signals. The predicate must
/// have no error.
[[nodiscard]] Constancy constancyOf(const Predicate &predicate);

} // namespace signalbox::models
