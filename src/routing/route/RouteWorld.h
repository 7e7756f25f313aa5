// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/route/Candidate.h"
#include "routing/route/Figures.h"
#include "routing/signals/SignalSource.h"

#include <QtGlobal>

#include <boost/container/small_vector.hpp>
#include <span>
#include <string_view>

namespace signalbox::routing {

struct PlanNode;

/// Whether a budget or a limit has room for one more request.
struct Room
{
    enum class What : quint8 { Money, Requests, Tokens, Concurrent };

    bool fits = true;
    What what = What::Money; ///< what there is too little of, or was looked at
    double used = noFigure; ///< with what is reserved; US dollars for money
    double limit = noFigure;
    qint64 retryAfterMs = -1; ///< when there may be room again, -1 unknown
};

/// Why a candidate cannot serve now.
struct Obstruction
{
    MemberFigures::Obstacle obstacle = MemberFigures::Obstacle::Nothing;
    qint64 retryAfterMs = -1; ///< Breaker, KeyLimit, Budget: when it may serve again, -1 unknown
};

/// How a pool ordered its members, and by which figures.
struct PoolTrace
{
    int node = -1;
    int samples = 0;
    Ranking ranking;
    boost::container::small_vector<MemberFigures, 8> figures; ///< as the pool's members
};

/// What a walk through the route graph asks of the moment: the request, the scoreboard, budgets,
/// chance. One for live traffic, one for explanations and simulations; the walk is the same.
class RouteWorld
{
public:
    RouteWorld() = default;
    virtual ~RouteWorld() = default;
    Q_DISABLE_COPY_MOVE(RouteWorld)

    [[nodiscard]] virtual SignalSource &signalSource() = 0;
    /// The walk is in the route of this name now.
    virtual void enterRoute(const QString &name) = 0;
    /// What stands in the way of a target that a node or a client names itself: a breaker, a
    /// budget, limits of its keys.
    [[nodiscard]] virtual Obstruction obstruction(const Candidate &candidate) = 0;
    /// Fills \a trace: the figures of the members, and their ranking.
    virtual void rankPool(const PlanNode &pool, PoolTrace &trace) = 0;
    [[nodiscard]] virtual Room budgetRoom(const PlanNode &node) = 0;
    /// \a index is the node's place in the plan.
    [[nodiscard]] virtual Room rateRoom(const PlanNode &node, int index) = 0;
    /// Whether the cache \a node has an answer; \a passed are the nodes on the way to it, in the
    /// plan. A world without answers has none.
    [[nodiscard]] virtual bool hasCached(const PlanNode & /*node*/, std::span<const int> /*passed*/)
    {
        return false;
    }
    /// What a unit is called for this request. The text lives as long as the world.
    struct UnitText
    {
        models::Unit unit = models::Unit::Request; ///< the one that was found
        std::string_view text;
    };
    [[nodiscard]] virtual UnitText unit(models::Unit wanted) = 0;
    /// The tokens that fit into a candidate's model, -1 unknown.
    [[nodiscard]] virtual qint64 contextWindow(const Candidate &candidate) = 0;
};

} // namespace signalbox::routing
