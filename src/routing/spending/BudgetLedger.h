// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Spending.h"
#include "routing/spending/BudgetReservation.h"
#include "routing/spending/CalendarSpan.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QTimeZone>

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace signalbox::routing {

/// How a budget stands in its present period. Amounts in micro-dollars.
struct BudgetRoom
{
    bool fits = false;
    qint64 used = 0; ///< settled
    qint64 reserved = 0; ///< by attempts that run
    qint64 limit = 0;
    qint64 resetsAtMs = 0; ///< wall clock
};

/// What an attempt may cost, in micro-dollars: each budget sets aside what its Budget::Reserve
/// says. BudgetLedger::unknownAmount where nobody knows.
struct BudgetAmounts
{
    qint64 expected = -1;
    qint64 most = -1;

    // NOLINTNEXTLINE(google-explicit-constructor): one amount is both
    BudgetAmounts(qint64 both)
        : expected(both)
        , most(both)
    {}
    BudgetAmounts(qint64 expectedAmount, qint64 mostAmount)
        : expected(expectedAmount)
        , most(mostAmount)
    {}

    [[nodiscard]] qint64 of(const models::Budget &budget) const
    {
        return budget.reserve == models::Budget::Reserve::Most ? most : expected;
    }
};

/// One that has no room.
struct FullBudget
{
    int budget = 0;
    BudgetRoom room;
};

/// One line for people and for metrics.
struct BudgetState
{
    QString id;
    QString client; ///< empty unless every client has the amount for itself
    BudgetRoom room;
};

/// Places in the ledger's list of budgets, good until the next setBudgets().
using BudgetIndices = boost::container::small_vector<int, 8>;

/// What was spent and what is put aside, for each budget in the present day, week or month.
///
/// Lives on the proxy thread, which makes "is there room" and "put it aside" one step as long as
/// both happen in one turn of the event loop: however many requests run at once, those that were
/// let in never reserve more than the limit. Does no I/O: see takeChanges(). Times are wall-clock
/// milliseconds since 1970 and may jump: each period has counters of its own, and the last few are
/// kept, so a clock that goes back finds what was spent then.
class BudgetLedger final
{
public:
    /// A cost that nobody knows. It has room while anything is left, and reserves nothing.
    static constexpr qint64 unknownAmount = -1;

    explicit BudgetLedger(const QTimeZone &zone = QTimeZone::systemTimeZone());
    ~BudgetLedger();
    Q_DISABLE_COPY_MOVE(BudgetLedger)

    /// The budgets of a policy. Counts go on for those whose id and period were there before, also
    /// after a while without them.
    void setBudgets(const QList<models::Budget> &budgets);
    [[nodiscard]] const QList<models::Budget> &budgets() const { return m_budgets; }
    [[nodiscard]] int indexOf(const QString &id) const; ///< -1: there is none

    /// The budgets that count an attempt at \a provider for \a route and \a client. Those of the
    /// request alone: leave \a provider empty, then only budgets of all providers are in it.
    [[nodiscard]] BudgetIndices applicable(const QString &route, const QString &provider,
                                           const QString &client) const;

    /// Whether \a amounts have room in \a budget. What costs nothing always has; what costs more
    /// than the whole limit never has. An index that is out of range has room: that budget is gone.
    [[nodiscard]] BudgetRoom room(int budget, const QString &client, BudgetAmounts amounts,
                                  qint64 wallMs) const;
    /// The budget among \a budgets without room that matters most: one that rejects before one that
    /// downgrades before one that warns, then as listed.
    [[nodiscard]] std::optional<FullBudget> full(std::span<const int> budgets,
                                                 const QString &client, BudgetAmounts amounts,
                                                 qint64 wallMs) const;

    /// Puts \a amounts aside in each of \a budgets, whether they fit or not.
    [[nodiscard]] BudgetReservation reserve(std::span<const int> budgets, const QString &client,
                                            BudgetAmounts amounts, qint64 wallMs);
    /// Ends \a reservation with what the attempt cost; unknownAmount: as reserved.
    void settle(BudgetReservation &reservation, qint64 actual);
    /// Ends \a reservation of an attempt that cost nothing: it was never sent, or refused.
    void release(BudgetReservation &reservation) { settle(reservation, 0); }

    /// Every budget, and every client of those that count each client.
    [[nodiscard]] std::vector<BudgetState> states(qint64 wallMs) const;

    [[nodiscard]] bool hasChanges() const { return !m_changed.empty(); }
    /// What changed since the last call, as one line to append to the journal; empty for nothing.
    [[nodiscard]] QByteArray takeChanges();
    /// Everything, as one line that can stand for the whole journal.
    [[nodiscard]] QByteArray snapshot() const;
    /// Takes over what a journal says; call it before anything is reserved. Lines that are torn or
    /// damaged are passed over. What was open when its process died counts as spent: its cost is
    /// unknown, and unknown must not become nothing.
    void restore(const QByteArray &journal);

private:
    struct Counter
    {
        qint64 firstDay = 0;
        qint64 used = 0;
        qint64 reserved = 0;
        int open = 0; ///< reservations
    };
    struct Account
    {
        QString budget;
        QString client;
        models::Budget::Period period = models::Budget::Period::Day;
        boost::container::small_vector<Counter, 3> counters; ///< by first day
        bool isChanged = false;
    };
    /// What a budget of the policy counts in.
    struct Entry
    {
        int account = -1; ///< when it counts all clients together
        QHash<QString, int> ofClient;
    };

    [[nodiscard]] const CalendarSpan &span(models::Budget::Period period, qint64 wallMs) const;
    [[nodiscard]] int findAccount(int budget, const QString &client) const;
    int account(int budget, const QString &client);
    int accountNamed(const QString &budget, const QString &client, models::Budget::Period period);
    static Counter *find(Account &account, qint64 firstDay);
    static Counter &counter(Account &account, qint64 firstDay);
    [[nodiscard]] BudgetRoom roomOf(int budget, int account, qint64 amount, qint64 wallMs) const;
    void noteChange(int account);
    static void appendAccount(const Account &account, QByteArray &line);

    QTimeZone m_zone;
    QList<models::Budget> m_budgets;
    std::vector<Entry> m_entries; ///< as m_budgets
    std::vector<Account> m_accounts; ///< grows only: reservations name them by place
    QHash<QString, int> m_accountByName;
    std::vector<int> m_changed;
    mutable std::array<CalendarSpan, 3> m_spans; ///< the last one of each period
};

} // namespace signalbox::routing
