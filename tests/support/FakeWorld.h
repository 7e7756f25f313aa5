// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/route/PlanNode.h"
#include "routing/route/RouteWorld.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <string>
#include <unordered_map>

namespace signalbox::tests {

/// A world that says what a test wants: signals by name, who is barred, what there is room for.
class FakeWorld final : public routing::RouteWorld
{
public:
    struct Signals final : routing::SignalSource
    {
        routing::SignalReading read(const routing::SignalQuery &query) override
        {
            QString name = models::SignalName{.kind = query.kind,
                                              .argument = QString::fromStdString(query.argument)}
                               .toString();
            asked.append(name);
            const auto found = values.find(name.toStdString());
            return found == values.end() ? routing::SignalReading() : found->second;
        }

        std::unordered_map<std::string, routing::SignalReading> values;
        QStringList asked;
    };

    Signals signalValues;
    QHash<QString, routing::Obstruction> obstructions; ///< by target
    QHash<QString, routing::MemberFigures> figures; ///< by target
    QHash<QString, routing::Room> rooms; ///< by the node's id
    QHash<QString, qint64> windows; ///< by target
    std::string conversation = "conversation";
    quint64 turn = 0;
    QStringList routes; ///< that were entered
    bool hasDowngrade = false;
    QStringList leftBudgets; ///< ids of nodes that the walk is not behind any more
    QStringList fullBudgets; ///< ids of nodes whose budget has barred somebody

    routing::SignalSource &signalSource() override { return signalValues; }
    void enterRoute(const QString &name) override { routes.append(name); }
    routing::Obstruction obstruction(const routing::Candidate &candidate) override
    {
        return obstructions.value(candidate.target);
    }
    routing::Obstruction spendingObstruction(const routing::Candidate &candidate) override
    {
        using Obstacle = routing::MemberFigures::Obstacle;
        const routing::Obstruction found = obstruction(candidate);
        return found.obstacle == Obstacle::Budget || found.obstacle == Obstacle::KeyLimit
            ? found
            : routing::Obstruction();
    }
    void rankPool(const routing::PlanNode &pool, routing::PoolTrace &trace) override
    {
        const auto &body = pool.body<models::PoolNode>();
        for (const models::PoolMember &member : body.members) {
            routing::MemberFigures own = figures.value(member.target);
            own.limited.resize(static_cast<std::size_t>(body.limits.size()));
            trace.figures.push_back(own);
        }
        trace.ranking = routing::rank(
            {.pool = body, .members = {trace.figures.data(), trace.figures.size()}, .turn = turn});
    }
    bool givesWay(const routing::PlanNode &budget) override
    {
        return fullBudgets.contains(budget.id);
    }
    bool mayDowngrade() const override { return hasDowngrade; }
    void leaveBudget(const routing::PlanNode &budget) override { leftBudgets.append(budget.id); }
    routing::Room budgetRoom(const routing::PlanNode &node) override
    {
        return rooms.value(node.id);
    }
    routing::Room rateRoom(const routing::PlanNode &node, int /*index*/) override
    {
        return rooms.value(node.id);
    }
    UnitText unit(models::Unit wanted) override { return {wanted, conversation}; }
    qint64 contextWindow(const routing::Candidate &candidate) override
    {
        return windows.value(candidate.target, -1);
    }
};

} // namespace signalbox::tests
