// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"
#include "routing/proxy/Explain.h"
#include "routing/proxy/ModelCatalog.h"
#include "routing/proxy/PlanBooks.h"
#include "routing/proxy/RoutingMoment.h"
#include "routing/simulator/RouteSimulator.h"

#include <memory>

namespace signalbox::routing {

/// One policy, deciding for exchanges that have been. Knows of targets, budgets and turns what the
/// proxy knows now; the hour and chance are those of each exchange. Leaves no trace.
///
/// Lives on one thread at a time, any.
class ReplaySide final
{
public:
    /// \a moment null: nothing is known.
    ReplaySide(std::shared_ptr<const models::Policy> policy,
               const std::shared_ptr<const RoutingMoment> &moment,
               const RouteSimulator::Books &books);
    Q_DISABLE_COPY_MOVE(ReplaySide)

    /// What would be decided for \a request, which the client of \a record sent.
    [[nodiscard]] Explanation decide(const HttpRequest &request,
                                     const models::ExchangeRecord &record);

private:
    RoutePlan m_plan;
    ModelCatalog m_catalog;
    PlanBooks m_books{m_catalog};
    RoutingState m_state;
    qint64 m_monotonicNs;
    qint64 m_hour = -1; ///< whose prices m_books has
};

} // namespace signalbox::routing
