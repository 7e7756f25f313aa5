// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/RouteRefusal.h"

#include "routing/proxy/FailureSummary.h"
#include "routing/route/WalkWords.h"

#include <algorithm>
#include <vector>

namespace signalbox::routing {

using Obstacle = MemberFigures::Obstacle;

namespace {

constexpr int tooManyRequests = 429;
constexpr int unavailable = 503;

std::string nodeName(const PlanNode &node)
{
    return node.id.toStdString();
}

DialectError rejected(const RouteWalk &walk)
{
    const auto &node = walk.end().body<models::RejectNode>();
    return {.status = node.status,
            .message = node.message.isEmpty()
                ? "The route '" + walk.plan().routeName(walk.end().route).toStdString()
                    + "' refuses this request."
                : node.message.toStdString(),
            .code = node.code.isEmpty() ? "rejected" : node.code.toStdString(),
            .param = {}};
}

DialectError withoutRoom(const RouteWalk &walk)
{
    const Room &room = walk.room();
    const bool isMoney = room.what == Room::What::Money;
    std::string what = "money";
    if (room.what == Room::What::Requests)
        what = "requests";
    else if (room.what == Room::What::Tokens)
        what = "tokens";
    else if (room.what == Room::What::Concurrent)
        what = "requests at once";
    return {.status = tooManyRequests,
            .message = isMoney
                ? "The budget '" + walk.end().body<models::BudgetNode>().budget.toStdString()
                    + "' is used up for now."
                : "The limit '" + nodeName(walk.end()) + "' has no room for more " + what + ".",
            .code = isMoney ? "budget_exceeded" : "rate_limit_exceeded",
            .param = {}};
}

struct Passed
{
    std::string target;
    Obstacle obstacle = Obstacle::Nothing;
    qint64 retryAfterMs = -1;
};

/// Everyone who was looked at and could not serve.
std::vector<Passed> passedOver(const RouteWalk &walk)
{
    std::vector<Passed> passed;
    const auto add = [&](const std::string &target, const Obstruction &why) {
        if (why.obstacle != Obstacle::Nothing
            && std::ranges::find(passed, target, &Passed::target) == passed.end())
            passed.push_back(
                {.target = target, .obstacle = why.obstacle, .retryAfterMs = why.retryAfterMs});
    };
    if (walk.isByName())
        add(walk.resolution().candidate->target.toStdString(), walk.obstruction());
    for (const WalkStep &step : walk.trace().steps) {
        const PlanNode &node = walk.plan().node(step.node);
        if (node.kind == models::RouteNodeKind::Target)
            add(node.body<models::TargetNode>().target.toStdString(), step.obstruction);
    }
    for (const PoolTrace &pool : walk.trace().pools) {
        const auto &body = walk.plan().node(pool.node).body<models::PoolNode>();
        for (const RankedMember &member : pool.ranking)
            add(body.members[member.member].target.toStdString(),
                {.obstacle = member.obstacle,
                 .retryAfterMs =
                     pool.figures[static_cast<std::size_t>(member.member)].retryAfterMs});
    }
    return passed;
}

std::string_view words(Obstacle obstacle)
{
    switch (obstacle) {
    case Obstacle::Nothing:
        break;
    case Obstacle::Dialect:
        return "cannot be told such a request";
    case Obstacle::Capability:
        return "lacks what the request needs";
    case Obstacle::Context:
        return "has a context window too small for it";
    case Obstacle::Key:
        return "has no key that can be used";
    case Obstacle::KeyLimit:
        return "has keys at their limits only";
    case Obstacle::Breaker:
        return "is left alone after failures";
    case Obstacle::Budget:
        return "has used up its budget";
    }
    return "cannot serve it";
}

bool isRequestsFault(const Passed &passed)
{
    return passed.obstacle == Obstacle::Dialect || passed.obstacle == Obstacle::Capability
        || passed.obstacle == Obstacle::Context;
}

bool isAtLimit(const Passed &passed)
{
    return passed.obstacle == Obstacle::Budget || passed.obstacle == Obstacle::KeyLimit;
}

DialectError nobody(const RouteWalk &walk, const ClientCall &call)
{
    const std::vector<Passed> passed = passedOver(walk);
    const auto isDialect = [](const Passed &one) { return one.obstacle == Obstacle::Dialect; };
    // A target that the client names itself is the only one; a route may have come to nobody.
    const bool isAnyone = walk.isByName() || !passed.empty();
    if (isAnyone && std::ranges::all_of(passed, isDialect))
        return dialectMismatch(call.model, call.dialect());
    std::string message = "No target of '" + call.model.toStdString() + "' can serve this request";
    std::string_view separator = ": ";
    for (const Passed &one : passed) {
        message.append(separator).append(one.target).append(" ").append(words(one.obstacle));
        separator = "; ";
    }
    constexpr int badRequest = 400;
    if (isAnyone && std::ranges::all_of(passed, isRequestsFault))
        return {.status = badRequest,
                .message = message + '.',
                .code = "unsupported_request",
                .param = "model"};
    // Those that could be told it have all they may spend behind them: waiting helps.
    const bool isSpent = isAnyone && std::ranges::all_of(passed, [](const Passed &one) {
                             return isRequestsFault(one) || isAtLimit(one);
                         });
    return {.status = isSpent ? tooManyRequests : unavailable,
            .message = message + '.',
            .code = isSpent ? "budget_exceeded" : "no_target_available",
            .param = {}};
}

} // namespace

DialectError routeRefusal(WalkEnd end, const RouteWalk &walk, const ClientCall &call)
{
    switch (end) {
    case WalkEnd::Refused:
        return rejected(walk);
    case WalkEnd::NoRoom:
        return withoutRoom(walk);
    case WalkEnd::NoMember:
        return {.status = unavailable,
                .message = "No target of the pool '" + nodeName(walk.end()) + "' meets its limits.",
                .code = "no_target_meets_limits",
                .param = {}};
    case WalkEnd::Candidate:
    case WalkEnd::Answered:
    case WalkEnd::Cached:
    case WalkEnd::Exhausted:
        break;
    }
    return nobody(walk, call);
}

qint64 retryAfterMs(WalkEnd end, const RouteWalk &walk)
{
    if (end == WalkEnd::NoRoom)
        return walk.room().retryAfterMs;
    if (end != WalkEnd::Exhausted)
        return -1;
    qint64 soonest = -1;
    for (const Passed &passed : passedOver(walk)) {
        if (passed.retryAfterMs >= 0 && (soonest < 0 || passed.retryAfterMs < soonest))
            soonest = passed.retryAfterMs;
    }
    return soonest;
}

} // namespace signalbox::routing
