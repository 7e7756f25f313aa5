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
    Ranking ranking;
    boost::container::small_vector<MemberFigures, 8> figures; ///< as the pool's members
    int kept = -1; ///< the member that the conversation was served by last, -1 none
    bool isPinned = false; ///< a turn of tools: it serves if it can at all
    double cacheLoss = 0; ///< US dollars that leaving it costs
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
    /// A walk begins: nobody has been asked about yet.
    virtual void beginWalk() {}
    /// The walk is in the route of this name now.
    virtual void enterRoute(const QString &name) = 0;
    /// The walk has passed these nodes, as indices of the plan, on its way to whom it asks about
    /// next.
    virtual void comeBy(std::span<const int> /*passed*/) {}
    /// What stands in the way of a target that a node names itself: what it cannot do, a budget,
    /// limits of its keys, a breaker.
    [[nodiscard]] virtual Obstruction obstruction(const Candidate &candidate) = 0;
    /// Whether the candidate's budgets and the limits of its keys have room for the request: all
    /// that is asked of a target that the client itself names.
    [[nodiscard]] virtual Obstruction spendingObstruction(const Candidate &candidate) = 0;
    /// Fills \a trace: the figures of the members, and their ranking.
    virtual void rankPool(const PlanNode &pool, PoolTrace &trace) = 0;
    [[nodiscard]] virtual Room budgetRoom(const PlanNode &node) = 0;
    /// Whether the budget of a node that had room has barred somebody behind it: its other way
    /// serves then, and the budget bars nobody there.
    [[nodiscard]] virtual bool givesWay(const PlanNode & /*budget*/) { return false; }
    /// The walk is not behind the node of a budget any more, whichever way it took there.
    virtual void leaveBudget(const PlanNode & /*budget*/) {}
    /// Whether a budget that barred somebody names a route that serves instead.
    [[nodiscard]] virtual bool mayDowngrade() const { return false; }
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
