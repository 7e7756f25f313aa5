// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulator/ReplayRun.h"

#include "routing/simulator/ExchangeRequest.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

ReplayOutcome replayOutcomeOf(const Explanation &decision)
{
    return {.isServed = decision.isServed,
            .target = decision.isServed ? decision.target : QString(),
            .variant = decision.isServed ? decision.variant : QString(),
            .error = decision.isServed ? QString() : decision.error};
}

} // namespace

ReplayRun::ReplayRun(std::shared_ptr<const models::Policy> before,
                     std::shared_ptr<const models::Policy> after,
                     const std::shared_ptr<const RoutingMoment> &moment,
                     const RouteSimulator::Books &books)
    : m_before(std::move(before), moment, books)
    , m_after(std::move(after), moment, books)
{}

void ReplayRun::add(const models::ExchangeRecord &record)
{
    if (record.kind != models::ExchangeKind::Client)
        return;
    const auto request = requestOfExchange(record);
    if (!request) {
        ++m_report.skipped;
        return;
    }
    const Explanation before = m_before.decide(*request, record);
    const Explanation after = m_after.decide(*request, record);
    ++m_report.replayed;
    m_report.refusedBefore += before.isServed ? 0 : 1;
    m_report.refusedAfter += after.isServed ? 0 : 1;
    ReplayedRoute &route = m_routes[before.route.isEmpty() ? after.route : before.route];
    ++route.replayed;
    const Change change(replayOutcomeOf(before), replayOutcomeOf(after));
    if (change.first != change.second) {
        ++m_report.changed;
        ++route.changed;
        Counted &counted = m_changes[change];
        if (counted.count++ == 0)
            counted.example = record.id;
    }
    compareFigures(before, after);
}

void ReplayRun::compareFigures(const Explanation &before, const Explanation &after)
{
    if (before.expectedDollars && after.expectedDollars) {
        ++m_report.priced;
        m_report.dollarsBefore += *before.expectedDollars;
        m_report.dollarsAfter += *after.expectedDollars;
    }
    if (before.expectedTtftMs && after.expectedTtftMs) {
        ++m_report.timed;
        m_report.ttftMsBefore += *before.expectedTtftMs;
        m_report.ttftMsAfter += *after.expectedTtftMs;
    }
}

ReplayReport ReplayRun::report() const
{
    ReplayReport report = m_report;
    if (report.timed > 0) {
        report.ttftMsBefore /= report.timed;
        report.ttftMsAfter /= report.timed;
    }
    for (const auto &[change, counted] : m_changes)
        report.changes.push_back({.before = change.first,
                                  .after = change.second,
                                  .count = counted.count,
                                  .example = counted.example});
    std::ranges::stable_sort(report.changes, std::greater(), &ReplayChange::count);
    for (auto route = m_routes.cbegin(); route != m_routes.cend(); ++route) {
        report.routes.push_back(*route);
        report.routes.back().route = route.key();
    }
    std::ranges::stable_sort(report.routes, std::greater(), &ReplayedRoute::changed);
    return report;
}

} // namespace signalbox::routing
