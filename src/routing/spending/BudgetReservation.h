// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <boost/container/small_vector.hpp>

namespace signalbox::routing {

class BudgetLedger;

/// Money put aside in some budgets for one attempt, until its cost is known.
///
/// A value of its exchange, on the proxy thread; the ledger must outlive it. One that is destroyed
/// while open is settled as estimated: what an attempt cost is unknown then, and unknown must not
/// become nothing.
class BudgetReservation final
{
public:
    BudgetReservation() = default;
    ~BudgetReservation();
    BudgetReservation(BudgetReservation &&other) noexcept;
    BudgetReservation &operator=(BudgetReservation &&other) noexcept;
    BudgetReservation(const BudgetReservation &) = delete;
    BudgetReservation &operator=(const BudgetReservation &) = delete;

    [[nodiscard]] bool isOpen() const { return m_ledger != nullptr; }
    /// Micro-dollars in the budget where it is most.
    [[nodiscard]] qint64 amount() const;

private:
    friend class BudgetLedger;

    /// The period in which it was reserved is the one that pays.
    struct Charge
    {
        int account = 0;
        qint64 firstDay = 0;
        qint64 amount = 0;
    };

    BudgetLedger *m_ledger = nullptr;
    boost::container::small_vector<Charge, 4> m_charges;
};

} // namespace signalbox::routing
