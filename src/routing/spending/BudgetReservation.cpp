// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/spending/BudgetReservation.h"

#include "routing/spending/BudgetLedger.h"

#include <algorithm>
#include <utility>

namespace signalbox::routing {

BudgetReservation::~BudgetReservation()
{
    if (m_ledger)
        m_ledger->settle(*this, BudgetLedger::unknownAmount);
}

qint64 BudgetReservation::amount() const
{
    qint64 most = 0;
    for (const Charge &charge : m_charges)
        most = std::max(most, charge.amount);
    return most;
}

BudgetReservation::BudgetReservation(BudgetReservation &&other) noexcept
    : m_ledger(std::exchange(other.m_ledger, nullptr))
    , m_charges(std::move(other.m_charges))
{
    other.m_charges.clear();
}

BudgetReservation &BudgetReservation::operator=(BudgetReservation &&other) noexcept
{
    if (this == &other)
        return *this;
    if (m_ledger)
        m_ledger->settle(*this, BudgetLedger::unknownAmount);
    m_ledger = std::exchange(other.m_ledger, nullptr);
    m_charges = std::move(other.m_charges);
    other.m_charges.clear();
    return *this;
}

} // namespace signalbox::routing
