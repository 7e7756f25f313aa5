// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/route/RoutePlan.h"
#include "routing/route/RouteWorld.h"
#include "routing/route/WalkTrace.h"

#include <boost/container/small_vector.hpp>
#include <optional>
#include <span>
#include <utility>

namespace signalbox::routing {

/// The walk of one exchange through a route graph: to the first target that is to serve it, and
/// after each failure to the next.
///
///     walk.begin(resolution);
///     auto end = walk.first();
///     while (end == WalkEnd::Candidate && (failed = tryOut(walk.candidate())))
///         end = walk.next(*failed);
///
/// Asks its world and nothing else; the same world and plan make the same walk. Lives on one
/// thread, for one exchange; plan and world must outlive it.
enum class WalkEnd : quint8 {
    Candidate, ///< candidate() is to be tried
    Refused, ///< a reject node: end()
    Answered, ///< an answer node: end()
    Cached, ///< a cache node that has the answer: end()
    NoRoom, ///< a budget or a limit without another way: end(), room()
    NoMember, ///< a pool whose limits nobody meets, and which rather refuses: end()
    Exhausted, ///< nothing is left that may be tried
};

class RouteWalk final
{
public:
    RouteWalk(const RoutePlan &plan, RouteWorld &world)
        : m_plan(plan)
        , m_world(world)
    {}

    /// Begins anew at \a resolution, which must outlive the walk.
    void begin(const Resolution &resolution);
    [[nodiscard]] WalkEnd first();
    /// After the candidate failed with \a failed.
    [[nodiscard]] WalkEnd next(models::ErrorClass failed);
    /// The candidate cannot be told the request: goes on as if it had not been there, and the
    /// trace says so.
    [[nodiscard]] WalkEnd skip();

    /// Null before the first one.
    [[nodiscard]] const Candidate *candidate() const { return m_candidate; }
    [[nodiscard]] const PlanNode &end() const { return m_plan.node(m_end); }
    [[nodiscard]] const Room &room() const { return m_room; }
    [[nodiscard]] bool isByName() const { return m_resolution && m_resolution->candidate; }
    /// Nothing but open breakers was met, and the candidate is the one that may be tried soonest.
    [[nodiscard]] bool isLeastBad() const { return m_isLeastBad; }
    /// What keeps the target that was asked for by its name from being asked.
    [[nodiscard]] const Obstruction &obstruction() const { return m_obstruction; }
    [[nodiscard]] const Resolution &resolution() const { return *m_resolution; }
    /// Nodes on the way to the candidate that do something to the request: caches, transforms,
    /// shadows, limits, budgets. In order, as indices of the plan.
    [[nodiscard]] std::span<const int> passed() const { return {m_passed.data(), m_passed.size()}; }
    /// The rule for slow answers that holds for the candidate.
    [[nodiscard]] const models::SlowRule &slowRule() const;
    /// Whether something else may be tried after such a failure. Cheap, and hopeful: what is left
    /// may turn out to be unable.
    [[nodiscard]] bool mayGoOn(models::ErrorClass failed) const;
    /// The pool node that the candidate is a member of, or null.
    [[nodiscard]] const PlanNode *pool() const;
    [[nodiscard]] const WalkTrace &trace() const { return m_trace; }
    /// Ends the walk.
    [[nodiscard]] WalkTrace &&takeTrace() { return std::move(m_trace); }
    [[nodiscard]] const RoutePlan &plan() const { return m_plan; }

private:
    /// Outputs of a node with two: the way that holds, fits or hits is the first.
    static constexpr int firstLink = 0;
    static constexpr int secondLink = 1;

    /// A place to come back to: a node with more than one thing to try.
    struct Frame
    {
        int node = PlanNode::none;
        int position = 0; ///< step, place in the ranking, or place among the rows
        int detail = -1; ///< Pool: place in trace.pools; Table: place in trace.rows
        int count = 0; ///< Table: rows
        std::size_t passed = 0; ///< how many nodes were passed on the way here
    };
    using Passed = boost::container::small_vector<int, 8>;

    /// From \a node to something to try; goes back to the innermost frame where a way leads to
    /// nothing.
    WalkEnd run(int node);
    /// One node further: either an end, or \a node is the next one, none to go back.
    std::optional<WalkEnd> step(int &node);
    std::optional<WalkEnd> enterTarget(int &index, const PlanNode &node);
    std::optional<WalkEnd> enterPool(int &index, const PlanNode &node);
    std::optional<WalkEnd> enterRoom(int &index, const PlanNode &node, const Room &room);
    int matchOutput(const PlanNode &node, WalkStep &step);
    int tableOutput(const PlanNode &node, WalkStep &step);
    int splitOutput(const PlanNode &node, WalkStep &step);
    /// The next thing that the innermost frame has: an end, or a node; none: it has no more.
    std::optional<WalkEnd> goOnIn(Frame &frame, int &node);
    /// The next member of a pool that may serve; false when there is none.
    bool takeMember(Frame &frame);
    void noteRevisit(const Frame &frame, int output);
    void noteUntold();
    /// Whether a failure has shown that the request does not fit into \a candidate's model.
    [[nodiscard]] bool isTooSmall(const Candidate &candidate);
    [[nodiscard]] bool isAllowed(quint32 classes) const
    {
        return !m_failed || (classes & classBit(*m_failed)) != 0;
    }
    /// Whether the same transforms lead here as to where the request was too long.
    [[nodiscard]] bool isSameRequest() const;
    WalkEnd leastBad();

    const RoutePlan &m_plan;
    RouteWorld &m_world;
    const Resolution *m_resolution = nullptr;
    const Candidate *m_candidate = nullptr;
    /// Of those that an open breaker kept from being tried the one that may be tried soonest.
    struct
    {
        const Candidate *candidate = nullptr;
        int node = PlanNode::none;
        qint64 waitMs = 0;
        Passed passed;
    } m_barred;
    bool m_isLeastBad = false;
    bool m_wasTried = false; ///< some candidate was
    int m_stepsLeft = 0; ///< the check refuses circles; never trust it all the same
    std::optional<models::ErrorClass> m_failed; ///< of the last try
    qint64 m_tooSmall = -1; ///< the largest window, in tokens, that the request did not fit into
    Passed m_tooLong; ///< the nodes that were passed on the way there
    int m_route = PlanNode::none;
    int m_end = PlanNode::none;
    Room m_room;
    Obstruction m_obstruction;
    boost::container::small_vector<Frame, 8> m_frames;
    Passed m_passed;
    WalkTrace m_trace;
};

} // namespace signalbox::routing
