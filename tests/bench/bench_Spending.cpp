// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a request pays for budgets and limits: a reservation and its settlement, a place in a
// sliding window, the choice of a key, and what the journal takes of the proxy thread.

#include "routing/proxy/ProxySnapshot.h"
#include "routing/proxy/RateUnits.h"
#include "routing/proxy/TargetRetries.h"
#include "routing/spending/BudgetLedger.h"

#include <benchmark/benchmark.h>
#include <string>
#include <vector>

using namespace signalbox;
using routing::BudgetLedger;
using routing::BudgetReservation;
using routing::ProxySnapshot;
using routing::RateLimiter;

namespace {

constexpr qint64 noon = 1'767'268'800'000;
constexpr qint64 second = 1'000'000'000;
const QString client = QStringLiteral("ci");

/// \a count budgets, all of which count everything; every second one for each client.
void fill(BudgetLedger &ledger, int count)
{
    QList<models::Budget> budgets;
    for (int i = 0; i < count; ++i)
        budgets.append({.id = QStringLiteral("budget-%1").arg(i),
                        .period = static_cast<models::Budget::Period>(i % 3),
                        .microDollars = Q_INT64_C(1) << 60,
                        .isPerClient = i % 2 == 1});
    ledger.setBudgets(budgets);
}

/// All that an attempt asks of the ledger: which budgets count it, whether they have room, the
/// reservation and its end.
void reserveAndSettle(benchmark::State &state)
{
    BudgetLedger ledger(QTimeZone::utc());
    fill(ledger, static_cast<int>(state.range(0)));
    const QString route = QStringLiteral("smart");
    const QString provider = QStringLiteral("openai");
    for ([[maybe_unused]] const auto _ : state) {
        const auto budgets = ledger.applicable(route, provider, client);
        bool fits = true;
        for (const int budget : budgets)
            fits = fits && ledger.room(budget, client, 120, noon).fits;
        benchmark::DoNotOptimize(fits);
        BudgetReservation reservation =
            ledger.reserve({budgets.data(), budgets.size()}, client, 120, noon);
        ledger.settle(reservation, 90);
    }
}
BENCHMARK(reserveAndSettle)->Arg(1)->Arg(4)->Arg(16);

void journalLine(benchmark::State &state)
{
    BudgetLedger ledger(QTimeZone::utc());
    fill(ledger, 8);
    for ([[maybe_unused]] const auto _ : state) {
        const auto budgets = ledger.applicable({}, {}, client);
        BudgetReservation reservation =
            ledger.reserve({budgets.data(), budgets.size()}, client, 120, noon);
        ledger.settle(reservation, 90);
        benchmark::DoNotOptimize(ledger.takeChanges());
    }
}
BENCHMARK(journalLine);

/// Requests of that many clients in turn, each of which ends at once.
void limiterAdmits(benchmark::State &state)
{
    RateLimiter limiter;
    const models::RateLimits limits{
        .requests = 1'000'000'000, .tokens = Q_INT64_C(1) << 50, .concurrent = 100};
    std::vector<quint64> units;
    for (int i = 0; i < state.range(0); ++i)
        units.push_back(routing::clientRateUnit(QString::number(i)));
    qint64 nowNs = second;
    std::size_t next = 0;
    for ([[maybe_unused]] const auto _ : state) {
        const quint64 unit = units[next++ % units.size()];
        nowNs += 1'000'000;
        benchmark::DoNotOptimize(limiter.peek(limits, unit, 500, nowNs));
        auto admission = limiter.tryBegin(limits, unit, 500, nowNs);
        admission.ticket.correct(400);
    }
}
BENCHMARK(limiterAdmits)->Arg(1)->Arg(1000)->Arg(16'000);

/// The choice among that many keys, of which all but the last are at their limits.
void keyChoice(benchmark::State &state)
{
    RateLimiter limiter;
    routing::ProviderAccess access;
    std::vector<routing::RateAdmission> running;
    const auto count = static_cast<std::size_t>(state.range(0));
    for (std::size_t i = 0; i < count; ++i) {
        routing::ProviderAccess::Key key;
        key.value = "sk-" + std::to_string(i);
        key.limits = {.requests = 1};
        key.rateUnit = routing::keyRateUnit(QStringLiteral("openai"), QString::number(i));
        if (i + 1 < count)
            running.push_back(limiter.tryBegin(key.limits, key.rateUnit, 0, second));
        access.keys.push_back(std::move(key));
    }
    routing::TargetRetries retries;
    retries.setHasRoom([&limiter](const routing::ProviderAccess &asked, int index) {
        const auto &key = asked.keys[static_cast<std::size_t>(index)];
        return limiter.peek(key.limits, key.rateUnit, 0, second).isAdmitted();
    });
    retries.begin({});
    for ([[maybe_unused]] const auto _ : state)
        benchmark::DoNotOptimize(retries.usableKey(access));
}
BENCHMARK(keyChoice)->Arg(1)->Arg(4)->Arg(16);

} // namespace
