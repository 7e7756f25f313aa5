// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/route/Figures.h"

#include <boost/container/small_vector.hpp>
#include <span>

namespace signalbox::routing {

/// A member on its way through rank(). Inside of the strategies only.
struct RankedEntry
{
    /// What the limits say of it.
    enum class Tier : quint8 {
        Meets, ///< all limits, or nothing is known against it
        Behind, ///< misses one that is not hard
        Out, ///< misses a hard one
    };

    RankedMember ranked;
    Tier tier = Tier::Meets;
    int priority = 0;
    int inFlight = 0;
    double key = 0; ///< lower ones first
    double attainable = 1; ///< share of its figure that so few measurements let it have
    /// Its figure rests on enough measurements. Others serve first only to be explored.
    bool isProven = true;
    bool isDeclared = false; ///< its figure was declared and not measured yet
};

using RankedEntries = boost::container::small_vector<RankedEntry, 8>;
using EntrySpan = std::span<RankedEntry>;

/// Fewer measurements than these are too few to be chosen by.
inline constexpr int provenSamples = 10;

} // namespace signalbox::routing
