// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/pool/PoolFigures.h"

#include "routing/simulator/RouteSimulator.h"

#include <algorithm>

namespace signalbox::ui {

using models::DecisionStep;
using models::DecisionTree;
using models::PoolNode;

namespace {

QString limitRoute(std::size_t limit)
{
    return QStringLiteral("limit-%1").arg(limit);
}

models::Route routeOf(const QString &name, const PoolNode &pool)
{
    models::Route route;
    route.name = name;
    route.graph.start = QStringLiteral("pool");
    route.graph.nodes.insert(route.graph.start, {.body = pool});
    return route;
}

/// A pool in which every member of whom anything is known fails \a limit: the decision then says
/// what the limit has looked at.
PoolNode failing(PoolNode pool, models::PoolLimit limit)
{
    constexpr double beyond = 1e15;
    limit.bound = limit.isFloor ? beyond : -beyond;
    limit.isHard = false;
    limit.samples = 1;
    pool.limits = {limit};
    return pool;
}

DecisionStep poolStep(routing::RouteSimulator &simulator, const QString &route)
{
    models::RouteCaseRequest request;
    request.body = R"({"messages":[{"role":"user","content":"Hello"}]})";
    request.route = route;
    const auto tree =
        DecisionTree::fromJson(QByteArray::fromStdString(simulator.run(request, {}).json));
    const auto step = std::ranges::find_if(
        tree.path, [](const DecisionStep &one) { return !one.members.empty(); });
    return step == tree.path.end() ? DecisionStep() : *step;
}

} // namespace

PoolFigures poolFigures(const models::Policy &policy, const PoolNode &pool,
                        const std::shared_ptr<const routing::RoutingMoment> &moment)
{
    auto asked = std::make_shared<models::Policy>(policy);
    const QString ranked = QStringLiteral("ranked");
    asked->routes = {routeOf(ranked, pool)};
    std::size_t count = 0;
    for (const models::PoolLimit &limit : pool.limits)
        asked->routes.append(routeOf(limitRoute(count++), failing(pool, limit)));

    routing::RouteSimulator simulator(asked, moment);
    PoolFigures figures{.step = poolStep(simulator, ranked)};
    for (std::size_t limit = 0; limit < count; ++limit) {
        QHash<QString, double> &today = figures.today.emplace_back();
        const DecisionStep step = poolStep(simulator, limitRoute(limit));
        for (const models::DecisionCandidate &member : step.members) {
            if (member.limit && member.limit->value)
                today.insert(member.target, *member.limit->value);
        }
    }
    return figures;
}

} // namespace signalbox::ui
