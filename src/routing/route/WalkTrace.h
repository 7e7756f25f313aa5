// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ErrorClass.h"
#include "routing/route/RouteWorld.h"
#include "routing/signals/CompiledPredicate.h"

#include <boost/container/small_vector.hpp>

namespace signalbox::routing {

/// One node that a walk came to, and what it found there. Numbers point into the plan, so that
/// nothing is put into words before somebody reads it.
struct WalkStep
{
    int node = -1; ///< in the plan
    /// Which of the node's links was taken; of a pool the place in its ranking; -1 none.
    int output = -1;
    /// A chain was gone on with after this failure; None on the way in.
    models::ErrorClass after = models::ErrorClass::None;
    bool isRevisit = false; ///< the walk came back here for another try
    /// Match: where its conditions begin in `conditions`. Table: where its rows begin in `rows`.
    /// Pool: its place in `pools`.
    int detail = -1;
    int count = 0; ///< how many conditions or rows
    qint64 bucket = -1; ///< Split: 0..99,999
    models::Unit unit = models::Unit::Request; ///< Split
    Room room{}; ///< Budget, RateLimit
    Obstruction obstruction{}; ///< Target: why it was passed over
};

/// The whole way of one walk, in order.
struct WalkTrace
{
    boost::container::small_vector<WalkStep, 16> steps;
    boost::container::small_vector<PoolTrace, 1> pools;
    boost::container::small_vector<Truth, 32> conditions; ///< of predicates, in their pre-order
    boost::container::small_vector<int, 8> rows; ///< rows of tables that hold
};

} // namespace signalbox::routing
