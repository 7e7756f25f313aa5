// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/proxy/LiveWorld.h"

#include <map>

namespace signalbox::routing {

/// Ranks each pool once, so that what is asked again for another class of failure is told alike.
class SteadyWorld final : public RouteWorld
{
public:
    explicit SteadyWorld(LiveWorld &world)
        : m_world(world)
    {}

    SignalSource &signalSource() override { return m_world.signalSource(); }
    void enterRoute(const QString &name) override { m_world.enterRoute(name); }
    void comeBy(std::span<const int> passed) override { m_world.comeBy(passed); }
    bool givesWay(const PlanNode &budget) override { return m_world.givesWay(budget); }
    Obstruction obstruction(const Candidate &candidate) override
    {
        return m_world.obstruction(candidate);
    }
    Obstruction spendingObstruction(const Candidate &candidate) override
    {
        return m_world.spendingObstruction(candidate);
    }
    void rankPool(const PlanNode &pool, PoolTrace &trace) override
    {
        const auto known = m_pools.find(&pool);
        if (known != m_pools.end()) {
            const int node = trace.node;
            trace = known->second;
            trace.node = node;
            return;
        }
        m_world.rankPool(pool, trace);
        m_pools.emplace(&pool, trace);
    }
    Room budgetRoom(const PlanNode &node) override { return m_world.budgetRoom(node); }
    Room rateRoom(const PlanNode &node, int index) override
    {
        return m_world.rateRoom(node, index);
    }
    bool hasCached(const PlanNode &node, std::span<const int> passed) override
    {
        return m_world.hasCached(node, passed);
    }
    UnitText unit(models::Unit wanted) override { return m_world.unit(wanted); }
    qint64 contextWindow(const Candidate &candidate) override
    {
        return m_world.contextWindow(candidate);
    }

private:
    LiveWorld &m_world;
    std::map<const PlanNode *, PoolTrace> m_pools;
};

} // namespace signalbox::routing
