// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/catalog/ModelFacts.h"
#include "models/catalog/PriceBook.h"
#include "models/routetests/RouteTests.h"
#include "routing/proxy/Explain.h"
#include "routing/proxy/ModelCatalog.h"
#include "routing/proxy/PlanBooks.h"
#include "routing/proxy/RoutingMoment.h"
#include "routing/simulator/SimulatedMoment.h"

#include <memory>

namespace signalbox::routing {

/// Decides for requests that nobody made, under conditions that may never have been, and calls
/// nobody. By the same explain() as the proxy; the same input gives the same decision.
///
/// Lives on one thread, any. Every run begins anew: none leaves a trace that another one finds.
class RouteSimulator final
{
public:
    using Books = ModelBooks;

    /// \a moment is what is known of targets but for the conditions of a run; null: nothing. With
    /// the prices of that moment, or those that come with Signalbox, unless others are given.
    explicit RouteSimulator(std::shared_ptr<const models::Policy> policy,
                            std::shared_ptr<const RoutingMoment> moment = {});
    RouteSimulator(std::shared_ptr<const models::Policy> policy,
                   std::shared_ptr<const RoutingMoment> moment, const Books &books);
    ~RouteSimulator();
    Q_DISABLE_COPY_MOVE(RouteSimulator)

    [[nodiscard]] const RoutePlan &plan() const { return m_plan; }
    /// What would be decided. A request that cannot be read has its `problem`.
    [[nodiscard]] Explanation run(const models::RouteCaseRequest &request,
                                  const models::RouteConditions &conditions,
                                  ExplainDetail detail = ExplainDetail::Everything);

private:
    /// What the state was made for; it is made anew where that differs.
    struct StateKey
    {
        SimulatedTime time;
        QMap<QString, qint64> budgets;
        QString client;

        bool operator==(const StateKey &) const = default;
    };

    [[nodiscard]] SimulatedTime timeOf(const models::RouteConditions &conditions) const;
    void makeState(const StateKey &key);
    void spend(const StateKey &key);

    RoutePlan m_plan;
    std::shared_ptr<const RoutingMoment> m_moment;
    ModelCatalog m_catalog;
    PlanBooks m_books{m_catalog};
    std::unique_ptr<RoutingState> m_state;
    StateKey m_stateKey;
};

} // namespace signalbox::routing
