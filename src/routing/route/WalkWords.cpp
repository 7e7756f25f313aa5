// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/WalkWords.h"

#include "models/policy/PolicyNames.h"

namespace signalbox::routing {

using models::Strategy;
using Why = RankedMember::Why;

namespace {

/// What the figure of the strategy is, for people.
QString figureText(const models::PoolNode &pool, const RankedMember &member)
{
    if (std::isnan(member.figure))
        return {};
    const QString number = QString::number(member.figure, 'g', 4);
    switch (pool.strategy) {
    case Strategy::Fastest:
        return QStringLiteral(": %1 p%2 %3")
            .arg(models::nameOf(models::measureNames, pool.speed))
            .arg(pool.percentile)
            .arg(number);
    case Strategy::Cheapest:
        return QStringLiteral(": %1 US dollars").arg(number);
    case Strategy::MostAccurate:
        return QStringLiteral(": accuracy at least %1").arg(number);
    case Strategy::MostReliable:
        return QStringLiteral(": success rate at least %1").arg(number);
    case Strategy::LeastInFlight:
        return QStringLiteral(": %1 in flight").arg(number);
    case Strategy::Balanced:
        return QStringLiteral(": score %1").arg(number);
    default:
        return {};
    }
}

QString poolReason(const models::PoolNode &pool, const RankedMember &member)
{
    const QString strategy = models::nameOf(models::strategyNames, pool.strategy);
    switch (member.why) {
    case Why::Kept:
        return QStringLiteral("kept for its conversation");
    case Why::Explored:
        return QStringLiteral("explored: too little is known of it");
    case Why::LeastBad:
        return QStringLiteral("least bad: no member qualifies");
    case Why::Tie:
        return strategy + QStringLiteral(", less busy of equals") + figureText(pool, member);
    default:
        return QStringLiteral("%1 of %2").arg(strategy).arg(pool.members.size())
            + figureText(pool, member);
    }
}

} // namespace

QString chosenBecause(const RouteWalk &walk)
{
    if (walk.isLeastBad())
        return QStringLiteral("least bad: whoever could serve is left alone after failures");
    const WalkTrace &trace = walk.trace();
    const PlanNode *pool = walk.pool();
    if (!pool || trace.steps.empty() || trace.steps.back().detail < 0)
        return QStringLiteral("first in route");
    const WalkStep &step = trace.steps.back();
    const Ranking &ranking = trace.pools[static_cast<std::size_t>(step.detail)].ranking;
    if (step.output < 0 || step.output >= static_cast<int>(ranking.size()))
        return QStringLiteral("first in route");
    return poolReason(pool->body<models::PoolNode>(),
                      ranking[static_cast<std::size_t>(step.output)]);
}

QLatin1String verdictName(RankedMember::Verdict verdict)
{
    switch (verdict) {
    case RankedMember::Verdict::Chosen:
        return QLatin1String("chosen");
    case RankedMember::Verdict::Fallback:
        return QLatin1String("fallback");
    case RankedMember::Verdict::Behind:
        return QLatin1String("behind");
    case RankedMember::Verdict::Excluded:
        break;
    }
    return QLatin1String("excluded");
}

QLatin1String whyName(Why why)
{
    switch (why) {
    case Why::Listed:
        return QLatin1String("listed");
    case Why::Drawn:
        return QLatin1String("drawn");
    case Why::Best:
        return QLatin1String("best");
    case Why::Tie:
        return QLatin1String("tie");
    case Why::Explored:
        return QLatin1String("explored");
    case Why::Kept:
        return QLatin1String("kept");
    case Why::Limit:
        return QLatin1String("limit");
    case Why::Obstacle:
        return QLatin1String("obstacle");
    case Why::LeastBad:
        break;
    }
    return QLatin1String("least_bad");
}

QLatin1String obstacleName(MemberFigures::Obstacle obstacle)
{
    switch (obstacle) {
    case MemberFigures::Obstacle::Nothing:
        break;
    case MemberFigures::Obstacle::Dialect:
        return QLatin1String("dialect");
    case MemberFigures::Obstacle::Capability:
        return QLatin1String("capability");
    case MemberFigures::Obstacle::Context:
        return QLatin1String("context");
    case MemberFigures::Obstacle::Key:
        return QLatin1String("key");
    case MemberFigures::Obstacle::KeyLimit:
        return QLatin1String("key_limit");
    case MemberFigures::Obstacle::Breaker:
        return QLatin1String("breaker");
    case MemberFigures::Obstacle::Budget:
        return QLatin1String("budget");
    }
    return QLatin1String("none");
}

} // namespace signalbox::routing
