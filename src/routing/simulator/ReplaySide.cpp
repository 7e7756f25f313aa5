// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulator/ReplaySide.h"

#include "routing/simulator/SimulatedMoment.h"

#include <utility>

namespace signalbox::routing {

namespace {

/// Far from the clock's zero, so that nothing lies before it.
constexpr qint64 unknownMomentNs = 3'600'000'000'000;
constexpr qint64 msPerHour = 3'600'000;

/// Differs between exchanges, and is the same on both sides.
quint32 seedOf(quint64 exchangeId)
{
    return static_cast<quint32>(exchangeId ^ (exchangeId >> 32U));
}

} // namespace

ReplaySide::ReplaySide(std::shared_ptr<const models::Policy> policy,
                       const std::shared_ptr<const RoutingMoment> &moment,
                       const RouteSimulator::Books &books)
    : m_plan(std::move(policy))
    , m_state(moment ? moment->timeZone : QTimeZone::systemTimeZone())
    , m_monotonicNs(moment ? moment->monotonicNs : unknownMomentNs)
{
    m_catalog.setBooks(books.prices, books.models);
    if (moment) {
        m_state.scoreboard = moment->scoreboard;
        m_state.turns = moment->turns;
    }
    m_state.scoreboard.setPolicy(m_plan.policy(), moment ? moment->monotonicNs : 0);
    m_state.budgets.setBudgets(m_plan.policy().budgets);
    if (moment)
        m_state.budgets.restore(moment->budgets);
}

Explanation ReplaySide::decide(const HttpRequest &request, const models::ExchangeRecord &record)
{
    ServedPath served = ServedPath::parse(request.head().path());
    // Prices may depend on the hour, and exchanges come newest first.
    const qint64 hour = record.startedAtMs / msPerHour;
    if (std::exchange(m_hour, hour) != hour)
        m_books.forget();
    const StoppedClock clock(m_monotonicNs, record.startedAtMs);
    SeededChance chance(seedOf(record.id));
    return explain({.plan = m_plan,
                    .state = m_state,
                    .books = m_books,
                    .clock = clock,
                    .access = {},
                    .random = [&chance] { return chance(); }},
                   ClientCall::read(request, std::move(served)), {}, record.client.toStdString(),
                   models::exchangeIdText(record.id).toStdString(), ExplainDetail::Figures);
}

} // namespace signalbox::routing
