// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Pool.h"
#include "routing/route/Figure.h"

#include <QtGlobal>

#include <array>
#include <boost/container/small_vector.hpp>
#include <span>

namespace signalbox::routing {

/// All that a strategy may know of one member of a pool for one request. Filled by the router from
/// scoreboard, prices and signals; only what the pool asks for.
struct MemberFigures
{
    /// Why it cannot serve this request at all; Nothing when it can.
    enum class Obstacle : quint8 {
        Nothing,
        Dialect, ///< cannot be told the request
        Capability, ///< tools, images, a schema
        Context, ///< the request does not fit
        Key, ///< no key can be used
        KeyLimit, ///< all keys have reached their limits
        Breaker, ///< open
        Budget, ///< a budget of its provider is used up
    };

    Obstacle obstacle = Obstacle::Nothing;
    qint64 retryAfterMs = -1; ///< KeyLimit, Budget: when it may serve again, -1 unknown
    Figure speed{}; ///< ms, lower is better, by the pool's `speed` and `percentile`
    Figure cost{}; ///< US dollars expected of this request
    Figure successRate{}; ///< lower confidence bound, 0..1
    Figure accuracy{}; ///< lower confidence bound for the task type, 0..1
    int inFlight = 0;
    /// For each of the pool's limits, in order, the figure it looks at.
    boost::container::small_vector<Figure, 4> limited{};
};

/// Where a member ended up, and why.
struct RankedMember
{
    enum class Verdict : quint8 {
        Chosen, ///< the first
        Fallback, ///< may serve after it
        Behind, ///< a limit that is not hard put it behind
        Excluded, ///< by a hard limit or an obstacle
    };
    enum class Why : quint8 {
        Listed, ///< its place in the list, its priority, its turn
        Drawn, ///< by chance, by weight or by price and speed
        Best, ///< the strategy's figure
        Tie, ///< as good as the best, and less busy
        Explored, ///< too little is known of it
        Kept, ///< the conversation stays with it
        Limit, ///< see `limit`
        Obstacle, ///< see `obstacle`
        LeastBad, ///< all breakers are open, or no member meets the limits
    };

    int member = 0; ///< index in the pool
    Verdict verdict = Verdict::Fallback;
    Why why = Why::Listed;
    MemberFigures::Obstacle obstacle = MemberFigures::Obstacle::Nothing;
    int limit = -1; ///< index of the first limit that it does not meet
    double figure = noFigure; ///< what the strategy compared; its unit is the strategy's
};

using Ranking = boost::container::small_vector<RankedMember, 8>;

/// What a strategy needs besides the figures of the members.
struct RankingContext
{
    const models::PoolNode &pool;
    std::span<const MemberFigures> members; ///< as pool.members
    quint64 turn = 0; ///< rises by one with each request to this pool, for RoundRobin
    std::array<double, 3> random{}; ///< in [0, 1), independent of each other
    int kept = -1; ///< the member that the conversation was served by last, -1 none
    bool isPinned = false; ///< a turn of tools: the kept member serves if it can at all
    double cacheLoss = 0; ///< US dollars that leaving the kept member costs
};

/// Orders all members of a pool for one request: those that may serve in the order in which they
/// are to be tried, then the excluded ones. When no member may serve, `onNone` says what happens:
/// Reject leaves all of them excluded. A pure function: the same context, the same ranking.
[[nodiscard]] Ranking rank(const RankingContext &context);

} // namespace signalbox::routing
