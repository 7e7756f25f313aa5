// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/route/RouteWalk.h"
#include "support/FakeWorld.h"

#include <memory>
#include <optional>

namespace signalbox::tests {

inline QString s(const char *text)
{
    return QString::fromLatin1(text);
}

inline models::RouteNode target(const char *id)
{
    return {.body = models::TargetNode{s(id)}};
}

inline models::RouteNode fallback(std::vector<models::FallbackStep> steps)
{
    return {.body = models::FallbackNode{.steps = std::move(steps)}};
}

inline models::Predicate when(const char *signal, models::Comparison comparison,
                              const models::SignalValue &value)
{
    return {.kind = models::Predicate::Kind::Condition,
            .condition = {.signal = *models::SignalName::fromString(s(signal)),
                          .comparison = comparison,
                          .values = {value}}};
}

inline models::RouteNode match(const models::Predicate &predicate, const char *then,
                               const char *otherwise)
{
    return {.body =
                models::MatchNode{.when = predicate, .then = s(then), .otherwise = s(otherwise)}};
}

inline models::RouteNode pool(const QStringList &targets,
                              models::OnNone onNone = models::OnNone::Cheapest)
{
    models::PoolNode node;
    node.onNone = onNone;
    for (const QString &id : targets)
        node.members.append({.target = id});
    return {.body = node};
}

/// Targets a to h at one provider, and the route `r` that starts at the node `start`.
class Walked
{
public:
    explicit Walked(QHash<QString, models::RouteNode> nodes, QList<models::Route> others = {})
        : m_plan(
            std::make_shared<const models::Policy>(policy(std::move(nodes), std::move(others))))
        , m_resolution(*m_plan.resolve(s("r"), m_madeUp))
        , walk(m_plan, world)
    {
        walk.begin(m_resolution);
    }

    /// The target of the walk, or what it ended with.
    [[nodiscard]] QString told(routing::WalkEnd end) const
    {
        switch (end) {
        case routing::WalkEnd::Candidate:
            return walk.candidate()->target;
        case routing::WalkEnd::Refused:
            return s("refused");
        case routing::WalkEnd::Answered:
            return s("answered");
        case routing::WalkEnd::Cached:
            return s("cached");
        case routing::WalkEnd::NoRoom:
            return s("no room");
        case routing::WalkEnd::NoMember:
            return s("no member");
        case routing::WalkEnd::Exhausted:
            break;
        }
        return s("exhausted");
    }
    QString first() { return told(walk.first()); }
    QString next(models::ErrorClass failed) { return told(walk.next(failed)); }
    QString skip() { return told(walk.skip()); }
    [[nodiscard]] QStringList passed() const
    {
        QStringList ids;
        for (const int node : walk.passed())
            ids.append(m_plan.node(node).id);
        return ids;
    }

    FakeWorld world;

private:
    static models::Policy policy(QHash<QString, models::RouteNode> nodes,
                                 QList<models::Route> others)
    {
        models::Policy policy;
        models::Provider provider;
        provider.id = s("p");
        policy.providers = {provider};
        for (const char *id : {"a", "b", "c", "d", "e", "f", "g", "h"})
            policy.targets.append({.id = s(id), .provider = s("p"), .model = s("model")});
        policy.budgets.append({.id = s("daily"), .microDollars = 1'000'000});
        policy.routes = {
            {.name = s("r"), .graph = {.start = s("start"), .nodes = std::move(nodes)}}};
        policy.routes += others;
        return policy;
    }

    routing::RoutePlan m_plan;
    std::optional<routing::Candidate> m_madeUp;
    routing::Resolution m_resolution;

public:
    routing::RouteWalk walk;
};

} // namespace signalbox::tests
