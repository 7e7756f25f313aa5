// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/spending/BudgetReservation.h"

#include "routing/spending/BudgetLedger.h"

#include <utility>

namespace signalbox::routing {

BudgetReservation::~BudgetReservation()
{
    if (m_ledger)
        m_ledger->settle(*this, BudgetLedger::unknownAmount);
}

BudgetReservation::BudgetReservation(BudgetReservation &&other) noexcept
    : m_ledger(std::exchange(other.m_ledger, nullptr))
    , m_charges(std::move(other.m_charges))
    , m_amount(std::exchange(other.m_amount, 0))
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
    m_amount = std::exchange(other.m_amount, 0);
    other.m_charges.clear();
    return *this;
}

} // namespace signalbox::routing
