// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/RouteWalk.h"

#include "models/base/Murmur3.h"

#include <algorithm>

namespace signalbox::routing {

using models::ErrorClass;
using models::RouteNodeKind;
using Obstacle = MemberFigures::Obstacle;

namespace {

/// No exchange would look at that many nodes.
constexpr int mostSteps = 4096;

constexpr int firstLink = 0;
constexpr int secondLink = 1;

} // namespace

void RouteWalk::begin(const Resolution &resolution)
{
    m_resolution = &resolution;
    m_candidate = nullptr;
    m_barred = nullptr;
    m_obstruction = {};
    m_wasTried = false;
    m_failed.reset();
    m_route = PlanNode::none;
    m_end = PlanNode::none;
    m_frames.clear();
    m_passed.clear();
    m_stepsLeft = mostSteps;
}

WalkEnd RouteWalk::first()
{
    if (!isByName())
        return run(m_resolution->start);
    // Whoever asks for a target by its name gets it, breakers or not, but for what the user does
    // not want to pay.
    const Obstruction found = m_world.obstruction(*m_resolution->candidate);
    if (found.obstacle == Obstacle::Budget || found.obstacle == Obstacle::KeyLimit) {
        m_obstruction = found;
        return WalkEnd::Exhausted;
    }
    m_candidate = m_resolution->candidate;
    return WalkEnd::Candidate;
}

WalkEnd RouteWalk::next(ErrorClass failed)
{
    m_wasTried = true;
    m_failed = failed;
    return isByName() ? WalkEnd::Exhausted : run(PlanNode::none);
}

WalkEnd RouteWalk::skip()
{
    return isByName() ? WalkEnd::Exhausted : run(PlanNode::none);
}

WalkEnd RouteWalk::run(int node)
{
    for (;;) {
        while (node != PlanNode::none && m_stepsLeft > 0) {
            --m_stepsLeft;
            if (const auto end = step(node))
                return *end;
        }
        if (m_frames.empty() || m_stepsLeft <= 0)
            return leastBad();
        node = PlanNode::none;
        m_passed.resize(m_frames.back().passed);
        if (const auto end = goOnIn(m_frames.back(), node))
            return *end;
        if (node == PlanNode::none)
            m_frames.pop_back();
    }
}

std::optional<WalkEnd> RouteWalk::step(int &index)
{
    const PlanNode &node = m_plan.node(index);
    if (node.route != m_route) {
        m_route = node.route;
        m_world.enterRoute(m_plan.routeName(m_route));
    }
    WalkStep step{.node = index, .output = firstLink};
    switch (node.kind) {
    case RouteNodeKind::Target:
        return enterTarget(index, node);
    case RouteNodeKind::Pool:
        return enterPool(index, node);
    case RouteNodeKind::Budget:
        return enterRoom(index, node, m_world.budgetRoom(node));
    case RouteNodeKind::RateLimit:
        return enterRoom(index, node, m_world.rateRoom(node, index));
    case RouteNodeKind::Reject:
    case RouteNodeKind::Answer:
        m_trace.steps.push_back({.node = index});
        m_end = index;
        return node.kind == RouteNodeKind::Reject ? WalkEnd::Refused : WalkEnd::Answered;
    case RouteNodeKind::Fallback:
        m_frames.push_back({.node = index, .passed = m_passed.size()});
        break;
    case RouteNodeKind::Match:
        step.output = matchOutput(node, step);
        break;
    case RouteNodeKind::Switch: {
        const int found = std::get<CompiledSwitch>(node.compiled).caseOf(m_world.signalSource());
        step.output = found < 0 ? static_cast<int>(node.next.size()) - 1 : found;
        break;
    }
    case RouteNodeKind::Table:
        step.output = tableOutput(node, step);
        break;
    case RouteNodeKind::Split:
        step.output = splitOutput(node, step);
        break;
    case RouteNodeKind::Cache:
        if (m_world.hasCached(node, passed())) {
            m_trace.steps.push_back({.node = index});
            m_end = index;
            return WalkEnd::Cached;
        }
        m_passed.push_back(index);
        break;
    case RouteNodeKind::Transform:
    case RouteNodeKind::Shadow:
        m_passed.push_back(index);
        break;
    case RouteNodeKind::Route:
        break;
    }
    m_trace.steps.push_back(step);
    index = step.output < static_cast<int>(node.next.size())
        ? node.next[static_cast<std::size_t>(step.output)]
        : PlanNode::none;
    return std::nullopt;
}

std::optional<WalkEnd> RouteWalk::enterTarget(int &index, const PlanNode &node)
{
    const int candidate = node.candidates.front();
    WalkStep step{.node = index};
    index = PlanNode::none;
    if (candidate == PlanNode::none)
        return std::nullopt; // the check refuses such a policy
    const Candidate &found = m_plan.candidate(candidate);
    step.obstruction = m_world.obstruction(found);
    m_trace.steps.push_back(step);
    if (step.obstruction.obstacle == Obstacle::Nothing) {
        m_candidate = &found;
        return WalkEnd::Candidate;
    }
    if (step.obstruction.obstacle == Obstacle::Breaker && !m_barred) {
        m_barred = &found;
        m_barredPassed = m_passed;
    }
    return std::nullopt;
}

std::optional<WalkEnd> RouteWalk::enterPool(int &index, const PlanNode &node)
{
    const auto place = static_cast<int>(m_trace.pools.size());
    PoolTrace &trace = m_trace.pools.emplace_back();
    trace.node = index;
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
    if (isRefused && m_frames.empty())
        return WalkEnd::NoMember;
    return std::nullopt;
}

std::optional<WalkEnd> RouteWalk::enterRoom(int &index, const PlanNode &node, const Room &room)
{
    WalkStep step{.node = index, .output = room.fits ? firstLink : secondLink, .room = room};
    m_trace.steps.push_back(step);
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
    const auto arm = std::ranges::upper_bound(split.bounds, bucket);
    return static_cast<int>(arm - split.bounds.begin());
}

std::optional<WalkEnd> RouteWalk::goOnIn(Frame &frame, int &node)
{
    const PlanNode &from = m_plan.node(frame.node);
    if (from.kind == RouteNodeKind::Pool) {
        if (!isAllowed(defaultFallbackClasses()) || !takeMember(frame))
            return std::nullopt;
        noteRevisit(frame, frame.position);
        return WalkEnd::Candidate;
    }
    const bool isTable = from.kind == RouteNodeKind::Table;
    const int count = isTable ? frame.count : static_cast<int>(from.next.size());
    while (++frame.position < count) {
        const auto place = static_cast<std::size_t>(frame.position);
        if (!isAllowed(isTable ? defaultFallbackClasses() : from.classes[place]))
            continue;
        const int output = isTable
            ? m_trace.rows[static_cast<std::size_t>(frame.detail + frame.position)]
            : frame.position;
        noteRevisit(frame, output);
        node = from.next[static_cast<std::size_t>(output)];
        if (node != PlanNode::none)
            return std::nullopt;
    }
    return std::nullopt;
}

void RouteWalk::noteRevisit(const Frame &frame, int output)
{
    m_trace.steps.push_back({.node = frame.node,
                             .output = output,
                             .after = m_failed.value_or(ErrorClass::None),
                             .isRevisit = true,
                             .detail = frame.detail});
}

bool RouteWalk::takeMember(Frame &frame)
{
    const PlanNode &pool = m_plan.node(frame.node);
    const Ranking &ranking = m_trace.pools[static_cast<std::size_t>(frame.detail)].ranking;
    const qint64 tooSmall = m_failed == ErrorClass::ContextTooLong && m_candidate
        ? m_world.contextWindow(*m_candidate)
        : -1;
    while (++frame.position < static_cast<int>(ranking.size())) {
        const RankedMember &member = ranking[static_cast<std::size_t>(frame.position)];
        const int index = pool.candidates[static_cast<std::size_t>(member.member)];
        if (index == PlanNode::none || member.verdict == RankedMember::Verdict::Excluded)
            continue;
        const Candidate &candidate = m_plan.candidate(index);
        const qint64 window = tooSmall >= 0 ? m_world.contextWindow(candidate) : -1;
        if (window >= 0 && window <= tooSmall)
            continue; // it would not fit there either
        m_candidate = &candidate;
        return true;
    }
    return false;
}

WalkEnd RouteWalk::leastBad()
{
    // With every breaker open somebody has to be asked: better a try than a certain error.
    if (m_wasTried || !m_barred)
        return WalkEnd::Exhausted;
    m_candidate = m_barred;
    m_barred = nullptr;
    m_passed = m_barredPassed;
    return WalkEnd::Candidate;
}

bool RouteWalk::mayGoOn(ErrorClass failed) const
{
    const quint32 bit = classBit(failed);
    return std::ranges::any_of(m_frames, [&](const Frame &frame) {
        const PlanNode &node = m_plan.node(frame.node);
        const auto after = static_cast<std::size_t>(frame.position + 1);
        if (node.kind == RouteNodeKind::Fallback)
            return std::any_of(
                node.classes.begin()
                    + static_cast<std::ptrdiff_t>(std::min(after, node.classes.size())),
                node.classes.end(), [bit](quint32 classes) { return (classes & bit) != 0; });
        if ((defaultFallbackClasses() & bit) == 0)
            return false;
        if (node.kind == RouteNodeKind::Table)
            return frame.position + 1 < frame.count;
        const Ranking &ranking = m_trace.pools[static_cast<std::size_t>(frame.detail)].ranking;
        return std::any_of(ranking.begin()
                               + static_cast<std::ptrdiff_t>(std::min(after, ranking.size())),
                           ranking.end(), [](const RankedMember &member) {
                               return member.verdict != RankedMember::Verdict::Excluded;
                           });
    });
}

const PlanNode *RouteWalk::pool() const
{
    if (m_frames.empty() || m_plan.node(m_frames.back().node).kind != RouteNodeKind::Pool)
        return nullptr;
    return &m_plan.node(m_frames.back().node);
}

const models::SlowRule &RouteWalk::slowRule() const
{
    static const models::SlowRule none;
    for (auto frame = m_frames.rbegin(); frame != m_frames.rend(); ++frame) {
        const PlanNode &node = m_plan.node(frame->node);
        const models::SlowRule *rule = nullptr;
        if (const auto *pool = std::get_if<models::PoolNode>(&node.source->body))
            rule = &pool->slow;
        else if (const auto *fallback = std::get_if<models::FallbackNode>(&node.source->body))
            rule = &fallback->slow;
        if (rule && rule->action != models::SlowRule::Action::Nothing)
            return *rule;
    }
    return none;
}

} // namespace signalbox::routing
