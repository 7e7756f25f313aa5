// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <compare>
#include <vector>

namespace signalbox::routing {

/// What became of a request, as far as a client can tell.
struct ReplayOutcome
{
    bool isServed = false;
    QString target{}; ///< that is tried first; empty where the route answers itself or refuses
    QString variant{}; ///< of the prompt
    QString error{}; ///< the code of the refusal; may be empty

    std::strong_ordering operator<=>(const ReplayOutcome &) const = default;
};

/// Decisions that came out differently, in the same way.
struct ReplayChange
{
    ReplayOutcome before{};
    ReplayOutcome after{};
    int count = 0;
    quint64 example = 0; ///< id of the newest such exchange
};

/// The exchanges that asked for one route.
struct ReplayedRoute
{
    QString route{}; ///< empty: they asked for targets by their names
    int replayed = 0;
    int changed = 0;
};

/// What two policies decide for the same exchanges. A value. Costs and times are what is expected
/// of the targets now, not what the exchanges cost and took.
struct ReplayReport
{
    int replayed = 0;
    int skipped = 0; ///< exchanges whose request was not kept whole
    int changed = 0;
    int refusedBefore = 0;
    int refusedAfter = 0;
    std::vector<ReplayChange> changes{}; ///< the most frequent first
    std::vector<ReplayedRoute> routes{}; ///< the most changed first

    int priced = 0; ///< exchanges whose cost is known on both sides; the sums are of these
    double dollarsBefore = 0;
    double dollarsAfter = 0;
    int timed = 0; ///< exchanges whose time to the first byte is known on both sides
    double ttftMsBefore = 0; ///< the mean of these
    double ttftMsAfter = 0;
};

} // namespace signalbox::routing
