// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/spending/BudgetLedger.h"

#include <algorithm>

namespace signalbox::routing {

using models::Budget;

namespace {

/// Far above all the money there is; two of them can still be added.
constexpr qint64 mostAmount = Q_INT64_C(1) << 61;
constexpr std::size_t keptPeriods = 3;

qint64 sum(qint64 left, qint64 right)
{
    return std::min(mostAmount, left + std::clamp<qint64>(right, 0, mostAmount));
}

} // namespace

BudgetLedger::BudgetLedger(const QTimeZone &zone)
    : m_zone(zone)
{}

BudgetLedger::~BudgetLedger() = default;

void BudgetLedger::setBudgets(const QList<Budget> &budgets)
{
    m_budgets = budgets;
    m_entries.clear();
    m_entries.resize(static_cast<std::size_t>(budgets.size()));
    for (int i = 0; i < budgets.size(); ++i) {
        if (!budgets.at(i).isPerClient)
            account(i, QString()); // so that room() need not look for it by name
    }
}

int BudgetLedger::indexOf(const QString &id) const
{
    const auto found = std::ranges::find(m_budgets, id, &Budget::id);
    return found == m_budgets.end() ? -1 : static_cast<int>(found - m_budgets.begin());
}

BudgetIndices BudgetLedger::applicable(const QString &route, const QString &provider,
                                       const QString &client) const
{
    BudgetIndices indices;
    int index = 0;
    for (const Budget &budget : m_budgets) {
        const auto matches = [](const QString &wanted, const QString &given) {
            return wanted.isEmpty() || wanted == given;
        };
        if (matches(budget.route, route) && matches(budget.provider, provider)
            && matches(budget.client, client))
            indices.push_back(index);
        ++index;
    }
    return indices;
}

const CalendarSpan &BudgetLedger::span(Budget::Period period, qint64 wallMs) const
{
    CalendarSpan &last = m_spans.at(static_cast<std::size_t>(period));
    if (!last.contains(wallMs))
        last = calendarSpan(period, wallMs, m_zone);
    return last;
}

int BudgetLedger::accountNamed(const QString &budget, const QString &client, Budget::Period period)
{
    const QString name =
        budget + QChar(0) + QChar(u'0' + static_cast<ushort>(period)) + QChar(0) + client;
    if (const auto found = m_accountByName.constFind(name); found != m_accountByName.cend())
        return *found;
    const int index = static_cast<int>(m_accounts.size());
    m_accounts.push_back({.budget = budget, .client = client, .period = period, .counters = {}});
    m_accountByName.insert(name, index);
    return index;
}

int BudgetLedger::findAccount(int budget, const QString &client) const
{
    const Budget &asked = m_budgets.at(budget);
    const Entry &entry = m_entries[static_cast<std::size_t>(budget)];
    const int known = asked.isPerClient ? entry.ofClient.value(client, -1) : entry.account;
    if (known >= 0)
        return known;
    const QString name = asked.id + QChar(0) + QChar(u'0' + static_cast<ushort>(asked.period))
        + QChar(0) + (asked.isPerClient ? client : QString());
    return m_accountByName.value(name, -1);
}

int BudgetLedger::account(int budget, const QString &client)
{
    const Budget &asked = m_budgets.at(budget);
    Entry &entry = m_entries[static_cast<std::size_t>(budget)];
    if (!asked.isPerClient) {
        if (entry.account < 0)
            entry.account = accountNamed(asked.id, QString(), asked.period);
        return entry.account;
    }
    if (const auto found = entry.ofClient.constFind(client); found != entry.ofClient.cend())
        return *found;
    const int made = accountNamed(asked.id, client, asked.period);
    entry.ofClient.insert(client, made);
    return made;
}

BudgetLedger::Counter *BudgetLedger::find(Account &account, qint64 firstDay)
{
    const auto found = std::ranges::find(account.counters, firstDay, &Counter::firstDay);
    return found == account.counters.end() ? nullptr : &*found;
}

BudgetLedger::Counter &BudgetLedger::counter(Account &account, qint64 firstDay)
{
    if (Counter *known = find(account, firstDay))
        return *known;
    // The oldest that nothing is reserved in makes room; one that is open has still to be settled.
    while (account.counters.size() >= keptPeriods) {
        const auto closed = std::ranges::find(account.counters, 0, &Counter::open);
        if (closed == account.counters.end())
            break;
        account.counters.erase(closed);
    }
    const auto place = std::ranges::upper_bound(account.counters, firstDay, {}, &Counter::firstDay);
    return *account.counters.insert(place, Counter{.firstDay = firstDay});
}

BudgetRoom BudgetLedger::roomOf(int budget, int account, qint64 amount, qint64 wallMs) const
{
    const Budget &asked = m_budgets.at(budget);
    const CalendarSpan &present = span(asked.period, wallMs);
    BudgetRoom room{.limit = asked.microDollars, .resetsAtMs = present.endMs};
    if (account >= 0) {
        const auto &counters = m_accounts[static_cast<std::size_t>(account)].counters;
        const auto found = std::ranges::find(counters, present.firstDay, &Counter::firstDay);
        if (found != counters.end()) {
            room.used = found->used;
            room.reserved = found->reserved;
        }
    }
    const qint64 taken = sum(room.used, room.reserved);
    if (amount < 0)
        room.fits = taken < room.limit;
    else
        room.fits = amount == 0 || sum(taken, amount) <= room.limit;
    return room;
}

BudgetRoom BudgetLedger::room(int budget, const QString &client, BudgetAmounts amounts,
                              qint64 wallMs) const
{
    if (budget < 0 || budget >= m_budgets.size())
        return {.fits = true};
    return roomOf(budget, findAccount(budget, client), amounts.of(m_budgets.at(budget)), wallMs);
}

std::optional<FullBudget> BudgetLedger::full(std::span<const int> budgets, const QString &client,
                                             BudgetAmounts amounts, qint64 wallMs) const
{
    const auto severity = [this](int budget) {
        switch (m_budgets.at(budget).onLimit) {
        case Budget::OnLimit::Reject:
            return 2;
        case Budget::OnLimit::Downgrade:
            return 1;
        case Budget::OnLimit::Warn:
            break;
        }
        return 0;
    };
    std::optional<FullBudget> worst;
    for (const int budget : budgets) {
        const BudgetRoom found = room(budget, client, amounts, wallMs);
        if (!found.fits && (!worst || severity(budget) > severity(worst->budget)))
            worst = FullBudget{.budget = budget, .room = found};
    }
    return worst;
}

BudgetReservation BudgetLedger::reserve(std::span<const int> budgets, const QString &client,
                                        BudgetAmounts amounts, qint64 wallMs)
{
    BudgetReservation reservation;
    reservation.m_ledger = this;
    for (const int budget : budgets) {
        if (budget < 0 || budget >= m_budgets.size())
            continue;
        const int index = account(budget, client);
        const qint64 firstDay = span(m_budgets.at(budget).period, wallMs).firstDay;
        Counter &present = counter(m_accounts[static_cast<std::size_t>(index)], firstDay);
        const qint64 amount = std::clamp<qint64>(amounts.of(m_budgets.at(budget)), 0, mostAmount);
        present.reserved = sum(present.reserved, amount);
        ++present.open;
        reservation.m_charges.push_back({.account = index, .firstDay = firstDay, .amount = amount});
        noteChange(index);
    }
    return reservation;
}

void BudgetLedger::settle(BudgetReservation &reservation, qint64 actual)
{
    if (reservation.m_ledger != this)
        return;
    for (const BudgetReservation::Charge &charge : reservation.m_charges) {
        Account &paying = m_accounts[static_cast<std::size_t>(charge.account)];
        if (Counter *counted = find(paying, charge.firstDay)) {
            counted->reserved = std::max<qint64>(0, counted->reserved - charge.amount);
            counted->used = sum(counted->used, actual < 0 ? charge.amount : actual);
            if (--counted->open <= 0) {
                counted->open = 0;
                counted->reserved = 0; // a sum that had reached its bound leaves no rest
            }
            noteChange(charge.account);
        }
    }
    reservation.m_ledger = nullptr;
    reservation.m_charges.clear();
}

std::vector<BudgetState> BudgetLedger::states(qint64 wallMs) const
{
    std::vector<BudgetState> states;
    for (int i = 0; i < m_budgets.size(); ++i) {
        const Budget &budget = m_budgets.at(i);
        if (!budget.isPerClient) {
            states.push_back(
                {.id = budget.id, .client = {}, .room = room(i, QString(), 0, wallMs)});
            continue;
        }
        for (std::size_t account = 0; account < m_accounts.size(); ++account) {
            const Account &other = m_accounts[account];
            // Counted before each client had the amount for itself: that account has no client.
            if (other.budget != budget.id || other.period != budget.period
                || other.client.isEmpty())
                continue;
            states.push_back({.id = budget.id,
                              .client = other.client,
                              .room = roomOf(i, static_cast<int>(account), 0, wallMs)});
        }
    }
    return states;
}

void BudgetLedger::noteChange(int account)
{
    bool &isChanged = m_accounts[static_cast<std::size_t>(account)].isChanged;
    if (!isChanged)
        m_changed.push_back(account);
    isChanged = true;
}

} // namespace signalbox::routing
