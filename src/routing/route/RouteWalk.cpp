// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/RouteWalk.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace signalbox::routing {

using models::ErrorClass;
using models::RouteNodeKind;
using Obstacle = MemberFigures::Obstacle;

namespace {

/// No exchange would look at that many nodes.
constexpr int mostSteps = 4096;

} // namespace

void RouteWalk::begin(const Resolution &resolution)
{
    m_resolution = &resolution;
    m_candidate = nullptr;
    m_barred = {};
    m_isLeastBad = false;
    m_tooSmall = -1;
    m_tooLong.clear();
    m_obstruction = {};
    m_wasTried = false;
    m_failed.reset();
    m_route = PlanNode::none;
    m_end = PlanNode::none;
    m_frames.clear();
    m_passed.clear();
    m_stepsLeft = mostSteps;
    m_world.beginWalk();
}

WalkEnd RouteWalk::first()
{
    if (!isByName())
        return run(m_resolution->start);
    // Whoever asks for a target by its name gets it, breakers or not, but for what the user does
    // not want to pay.
    const Obstruction found = m_world.spendingObstruction(*m_resolution->candidate);
    if (found.obstacle != Obstacle::Nothing) {
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
    // It does not fit where it did not fit before, whatever failed since.
    if (failed == ErrorClass::ContextTooLong && m_candidate) {
        if (!isSameRequest())
            m_tooSmall = -1;
        m_tooLong = m_passed;
        m_tooSmall = std::max(m_tooSmall, m_world.contextWindow(*m_candidate));
    }
    return isByName() ? WalkEnd::Exhausted : run(PlanNode::none);
}

WalkEnd RouteWalk::skip()
{
    if (isByName())
        return WalkEnd::Exhausted;
    noteUntold();
    return run(PlanNode::none);
}

/// The candidate was come to in the last step.
void RouteWalk::noteUntold()
{
    WalkStep &step = m_trace.steps.back();
    if (m_plan.node(step.node).kind == RouteNodeKind::Target) {
        step.obstruction = {.obstacle = Obstacle::Dialect};
        return;
    }
    RankedMember &member = m_trace.pools[static_cast<std::size_t>(step.detail)]
                               .ranking[static_cast<std::size_t>(step.output)];
    member.verdict = RankedMember::Verdict::Excluded;
    member.why = RankedMember::Why::Obstacle;
    member.obstacle = Obstacle::Dialect;
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

std::optional<WalkEnd> RouteWalk::goOnIn(Frame &frame, int &node)
{
    const PlanNode &from = m_plan.node(frame.node);
    if (from.kind == RouteNodeKind::Budget) {
        if (frame.position++ > 0) {
            m_world.leaveBudget(from);
            return std::nullopt;
        }
        if (m_wasTried || !m_world.givesWay(from))
            return std::nullopt;
        noteRevisit(frame, secondLink);
        node = from.next[secondLink];
        return std::nullopt;
    }
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
    while (++frame.position < static_cast<int>(ranking.size())) {
        const RankedMember &member = ranking[static_cast<std::size_t>(frame.position)];
        const int index = pool.candidates[static_cast<std::size_t>(member.member)];
        if (index == PlanNode::none || member.verdict == RankedMember::Verdict::Excluded)
            continue;
        const Candidate &candidate = m_plan.candidate(index);
        if (isTooSmall(candidate)) {
            RankedMember &small = m_trace.pools[static_cast<std::size_t>(frame.detail)]
                                      .ranking[static_cast<std::size_t>(frame.position)];
            small.verdict = RankedMember::Verdict::Excluded;
            small.why = RankedMember::Why::Obstacle;
            small.obstacle = Obstacle::Context;
            continue;
        }
        m_candidate = &candidate;
        return true;
    }
    return false;
}

bool RouteWalk::isTooSmall(const Candidate &candidate)
{
    const qint64 window =
        m_tooSmall >= 0 && isSameRequest() ? m_world.contextWindow(candidate) : -1;
    return window >= 0 && window <= m_tooSmall;
}

bool RouteWalk::isSameRequest() const
{
    const auto isEdit = [this](int node) {
        return m_plan.node(node).kind == RouteNodeKind::Transform;
    };
    return std::ranges::equal(m_tooLong | std::views::filter(isEdit),
                              m_passed | std::views::filter(isEdit));
}

WalkEnd RouteWalk::leastBad()
{
    // With every breaker open somebody has to be asked: better a try than a certain error.
    // Better still is who serves when the money is spent.
    if (m_wasTried || !m_barred.candidate || m_world.mayDowngrade())
        return WalkEnd::Exhausted;
    m_candidate = std::exchange(m_barred.candidate, nullptr);
    m_passed = m_barred.passed;
    m_isLeastBad = true;
    m_world.comeBy(passed());
    m_trace.steps.push_back({.node = m_barred.node, .isRevisit = true});
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
        if (node.kind == RouteNodeKind::Budget || (defaultFallbackClasses() & bit) == 0)
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
