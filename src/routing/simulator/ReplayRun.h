// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/simulator/ReplayReport.h"
#include "routing/simulator/ReplaySide.h"

#include <QMap>

#include <map>
#include <memory>
#include <utility>

namespace signalbox::routing {

/// Has two policies decide for the same exchanges and tells what comes out differently. Calls
/// nobody; the same exchanges, policies and moment give the same report.
///
/// Lives on one thread at a time, any.
class ReplayRun final
{
public:
    ReplayRun(std::shared_ptr<const models::Policy> before,
              std::shared_ptr<const models::Policy> after,
              const std::shared_ptr<const RoutingMoment> &moment,
              const RouteSimulator::Books &books);

    /// Counts \a record, newest first. What no client asked, as copies and probes, is passed over.
    void add(const models::ExchangeRecord &record);
    /// Of all that was added.
    [[nodiscard]] ReplayReport report() const;

private:
    void compareFigures(const Explanation &before, const Explanation &after);

    using Change = std::pair<ReplayOutcome, ReplayOutcome>;
    struct Counted
    {
        int count = 0;
        quint64 example = 0;
    };

    ReplaySide m_before;
    ReplaySide m_after;
    ReplayReport m_report; ///< but for lists; times are sums
    std::map<Change, Counted> m_changes;
    QMap<QString, ReplayedRoute> m_routes;
};

} // namespace signalbox::routing
