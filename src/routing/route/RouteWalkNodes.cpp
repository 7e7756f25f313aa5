// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What single nodes make of a request; the way from node to node is in RouteWalk.cpp.

#include "models/base/Murmur3.h"
#include "routing/route/RouteWalk.h"

#include <algorithm>
#include <limits>

namespace signalbox::routing {

using Obstacle = MemberFigures::Obstacle;

std::optional<WalkEnd> RouteWalk::enterTarget(int &index, const PlanNode &node)
{
    const int candidate = node.candidates.front();
    WalkStep step{.node = index};
    index = PlanNode::none;
    if (candidate == PlanNode::none)
        return std::nullopt; // the check refuses such a policy
    const Candidate &found = m_plan.candidate(candidate);
    m_world.comeBy(passed());
    step.obstruction =
        isTooSmall(found) ? Obstruction{.obstacle = Obstacle::Context} : m_world.obstruction(found);
    m_trace.steps.push_back(step);
    if (step.obstruction.obstacle == Obstacle::Nothing) {
        m_candidate = &found;
        return WalkEnd::Candidate;
    }
    const qint64 waitMs = step.obstruction.retryAfterMs < 0 ? std::numeric_limits<qint64>::max()
                                                            : step.obstruction.retryAfterMs;
    const bool isSooner = !m_barred.candidate || waitMs < m_barred.waitMs;
    if (step.obstruction.obstacle == Obstacle::Breaker && isSooner)
        m_barred = {.candidate = &found, .node = step.node, .waitMs = waitMs, .passed = m_passed};
    return std::nullopt;
}

std::optional<WalkEnd> RouteWalk::enterPool(int &index, const PlanNode &node)
{
    const auto place = static_cast<int>(m_trace.pools.size());
    PoolTrace &trace = m_trace.pools.emplace_back();
    trace.node = index;
    m_world.comeBy(passed());
    m_world.rankPool(node, trace);
    m_trace.steps.push_back({.node = index, .detail = place});
    m_frames.push_back({.node = index, .position = -1, .detail = place, .passed = m_passed.size()});
    const bool isRefused = node.body<models::PoolNode>().onNone == models::OnNone::Reject
        && std::ranges::all_of(trace.ranking, [](const RankedMember &member) {
                               return member.verdict == RankedMember::Verdict::Excluded
                                   && member.why == RankedMember::Why::Limit;
                           });
    m_end = index;
    index = PlanNode::none;
    if (takeMember(m_frames.back())) {
        m_trace.steps.back().output = m_frames.back().position;
        return WalkEnd::Candidate;
    }
    m_frames.pop_back();
    // A budget node gives way for money's sake only.
    const bool isInsideBudgetsOnly = std::ranges::all_of(m_frames, [this](const Frame &frame) {
        return m_plan.node(frame.node).kind == models::RouteNodeKind::Budget;
    });
    if (isRefused && isInsideBudgetsOnly)
        return WalkEnd::NoMember;
    return std::nullopt;
}

std::optional<WalkEnd> RouteWalk::enterRoom(int &index, const PlanNode &node, const Room &room)
{
    WalkStep step{.node = index, .output = room.fits ? firstLink : secondLink, .room = room};
    m_trace.steps.push_back(step);
    if (node.kind == models::RouteNodeKind::Budget && node.next[secondLink] != PlanNode::none)
        m_frames.push_back(
            {.node = index, .position = room.fits ? 0 : 1, .passed = m_passed.size()});
    if (room.fits)
        m_passed.push_back(index);
    const int next = node.next[static_cast<std::size_t>(step.output)];
    if (next == PlanNode::none && !room.fits) {
        m_end = index;
        m_room = room;
        return WalkEnd::NoRoom;
    }
    index = next;
    return std::nullopt;
}

int RouteWalk::matchOutput(const PlanNode &node, WalkStep &step)
{
    const auto &predicate = std::get<CompiledPredicate>(node.compiled);
    step.detail = static_cast<int>(m_trace.conditions.size());
    const std::size_t count = predicate.partCount();
    step.count = static_cast<int>(count);
    m_trace.conditions.resize(m_trace.conditions.size() + count);
    const std::span<Truth> results(m_trace.conditions.data() + step.detail, count);
    return predicate.holds(m_world.signalSource(), results) ? firstLink : secondLink;
}

int RouteWalk::tableOutput(const PlanNode &node, WalkStep &step)
{
    const auto &table = std::get<CompiledTable>(node.compiled);
    step.detail = static_cast<int>(m_trace.rows.size());
    const CompiledTable::Rows found = table.rows(m_world.signalSource());
    m_trace.rows.insert(m_trace.rows.end(), found.begin(), found.end());
    step.count = static_cast<int>(found.size());
    if (step.count == 0)
        return static_cast<int>(node.next.size()) - 1; // else
    if (step.count > 1 && node.body<models::TableNode>().hit == models::TableNode::Hit::Collect)
        m_frames.push_back({.node = step.node,
                            .detail = step.detail,
                            .count = step.count,
                            .passed = m_passed.size()});
    return m_trace.rows[static_cast<std::size_t>(step.detail)];
}

int RouteWalk::splitOutput(const PlanNode &node, WalkStep &step)
{
    const auto &split = std::get<PlannedSplit>(node.compiled);
    const RouteWorld::UnitText unit = m_world.unit(node.body<models::SplitNode>().unit);
    const auto bucket = static_cast<int>(models::splitBucket(split.seed, unit.text));
    step.bucket = bucket;
    step.unit = unit.unit;
    return split.armOf(bucket);
}

} // namespace signalbox::routing
