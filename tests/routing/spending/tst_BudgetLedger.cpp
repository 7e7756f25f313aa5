// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/spending/BudgetLedger.h"

#include <QTest>

#include <random>

using namespace signalbox;
using models::Budget;
using routing::BudgetLedger;
using routing::BudgetReservation;

namespace {

constexpr qint64 dayMs = 24LL * 3600 * 1000;
/// Thursday, 2026-01-01, noon UTC.
constexpr qint64 noon = 1'767'268'800'000;

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

BudgetReservation reserve(BudgetLedger &ledger, qint64 amount, const QString &client = {},
                          qint64 wallMs = noon)
{
    const std::array<int, 1> first{0};
    return ledger.reserve(first, client, amount, wallMs);
}

} // namespace

class BudgetLedgerTest final : public QObject
{
    Q_OBJECT

private slots:
    void reservationTakesRoomUntilItIsSettled()
    {
        BudgetLedger ledger(QTimeZone::utc());
        ledger.setBudgets({{.id = s("daily"), .microDollars = 100}});

        BudgetReservation running = reserve(ledger, 60);
        QVERIFY(ledger.room(0, {}, 40, noon).fits);
        QVERIFY(!ledger.room(0, {}, 41, noon).fits);
        ledger.settle(running, 10);

        QCOMPARE(ledger.room(0, {}, 0, noon).used, 10);
        QCOMPARE(ledger.room(0, {}, 0, noon).reserved, 0);
        QVERIFY(ledger.room(0, {}, 90, noon).fits);
        QVERIFY(!ledger.room(0, {}, 91, noon).fits);
    }

    void lostReservationCountsAsEstimated()
    {
        BudgetLedger ledger(QTimeZone::utc());
        ledger.setBudgets({{.id = s("daily"), .microDollars = 100}});

        {
            const BudgetReservation lost = reserve(ledger, 60);
            QVERIFY(lost.isOpen());
        }

        QCOMPARE(ledger.room(0, {}, 0, noon).used, 60);
    }

    void unknownCostHasRoomWhileAnythingIsLeft()
    {
        BudgetLedger ledger(QTimeZone::utc());
        ledger.setBudgets({{.id = s("daily"), .microDollars = 100}});
        BudgetReservation most = reserve(ledger, 99);
        QVERIFY(ledger.room(0, {}, BudgetLedger::unknownAmount, noon).fits);

        ledger.settle(most, 100);

        QVERIFY(!ledger.room(0, {}, BudgetLedger::unknownAmount, noon).fits);
        QVERIFY(ledger.room(0, {}, 0, noon).fits);
    }

    void periodThatReservedIsThePeriodThatPays()
    {
        BudgetLedger ledger(QTimeZone::utc());
        ledger.setBudgets({{.id = s("daily"), .microDollars = 100}});
        BudgetReservation overnight = reserve(ledger, 60);

        ledger.settle(overnight, 80);

        QCOMPARE(ledger.room(0, {}, 0, noon).used, 80);
        QCOMPARE(ledger.room(0, {}, 0, noon + dayMs).used, 0);
        QCOMPARE(ledger.room(0, {}, 0, noon).resetsAtMs, noon + dayMs / 2);
    }

    void eachClientHasTheAmountForItself()
    {
        BudgetLedger ledger(QTimeZone::utc());
        ledger.setBudgets({{.id = s("daily"), .microDollars = 100, .isPerClient = true}});
        BudgetReservation full = reserve(ledger, 100, s("a"));

        QVERIFY(!ledger.room(0, s("a"), 1, noon).fits);
        QVERIFY(ledger.room(0, s("b"), 100, noon).fits);
        ledger.release(full);
        QVERIFY(ledger.room(0, s("a"), 100, noon).fits);
    }

    void budgetCountsWhatMatchesAllItNames()
    {
        BudgetLedger ledger(QTimeZone::utc());
        ledger.setBudgets({{.id = s("all")},
                           {.id = s("route"), .route = s("smart")},
                           {.id = s("provider"), .provider = s("one")},
                           {.id = s("both"), .route = s("smart"), .client = s("ci")}});

        const auto indices = ledger.applicable(s("smart"), s("two"), s("ci"));

        QCOMPARE(std::vector<int>(indices.begin(), indices.end()), std::vector<int>({0, 1, 3}));
    }

    void fullBudgetThatRejectsMattersMost()
    {
        BudgetLedger ledger(QTimeZone::utc());
        ledger.setBudgets(
            {{.id = s("warn"), .microDollars = 1, .onLimit = Budget::OnLimit::Warn},
             {.id = s("down"), .microDollars = 1, .onLimit = Budget::OnLimit::Downgrade},
             {.id = s("no"), .microDollars = 1}});
        const std::array<int, 3> all{0, 1, 2};

        QCOMPARE(ledger.full(all, {}, 2, noon)->budget, 2);
        QVERIFY(!ledger.full(all, {}, 1, noon));
    }

    void countsOutlastARestart()
    {
        const QList<Budget> budgets{
            {.id = s("day;ly, %"), .microDollars = 100},
            {.id = s("each"), .period = Budget::Period::Month, .isPerClient = true}};
        BudgetLedger ledger(QTimeZone::utc());
        ledger.setBudgets(budgets);
        const std::array<int, 2> both{0, 1};
        BudgetReservation spent = ledger.reserve(both, s("ü,;"), 30, noon);
        ledger.settle(spent, 25);
        QByteArray journal = ledger.takeChanges();
        const BudgetReservation open = ledger.reserve(both, s("ü,;"), 7, noon);
        journal += ledger.takeChanges();
        QVERIFY(!ledger.hasChanges());

        const QByteArray snapshot = ledger.snapshot();
        for (const QByteArray &kept : QByteArrayList{journal, snapshot, snapshot + journal}) {
            BudgetLedger again(QTimeZone::utc());
            again.setBudgets(budgets);
            again.restore(kept);
            QCOMPARE(again.room(0, {}, 0, noon).used, 32); // what ran is taken for spent
            QCOMPARE(again.room(1, s("ü,;"), 0, noon).used, 32);
            QCOMPARE(again.room(0, {}, 0, noon).reserved, 0);
        }
    }

    void tornJournalKeepsWhatIsWhole()
    {
        const QList<Budget> budgets{{.id = s("daily"), .microDollars = 100}};
        BudgetLedger ledger(QTimeZone::utc());
        ledger.setBudgets(budgets);
        BudgetReservation first = reserve(ledger, 10);
        ledger.settle(first, 10);
        const QByteArray whole = ledger.takeChanges();
        BudgetReservation second = reserve(ledger, 10);
        ledger.settle(second, 10);
        const QByteArray torn = ledger.takeChanges();

        for (qsizetype size = 0; size < torn.size(); ++size) {
            BudgetLedger again(QTimeZone::utc());
            again.setBudgets(budgets);
            again.restore(whole + torn.left(size) + '\n');
            const qint64 used = again.room(0, {}, 0, noon).used;
            QCOMPARE(used, size == torn.size() - 1 ? 20 : 10);
        }
    }

    /// Whatever the order in which attempts begin and end, nobody who is let in by room() makes
    /// what is used and reserved more than the limit, as long as none costs more than was thought;
    /// and what is counted is what was paid.
    void noInterleavingOverspends_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 50; ++seed)
            QTest::addRow("seed %llu", static_cast<unsigned long long>(seed)) << seed;
    }
    void noInterleavingOverspends()
    {
        QFETCH(quint64, seed);
        std::mt19937_64 random(seed);
        const auto draw = [&random](qint64 below) {
            return static_cast<qint64>(random() % static_cast<quint64>(below));
        };
        const qint64 limit = 1 + draw(5000);
        BudgetLedger ledger(QTimeZone::utc());
        ledger.setBudgets({{.id = s("daily"), .microDollars = limit}});
        std::vector<BudgetReservation> running;
        qint64 paid = 0;
        qint64 largest = 0;

        for (int step = 0; step < 3000; ++step) {
            const qint64 amount = 1 + draw(100);
            if (draw(3) != 0) {
                if (running.size() < 500 && ledger.room(0, {}, amount, noon).fits) {
                    running.push_back(reserve(ledger, amount));
                    largest = std::max(largest, amount);
                }
            } else if (!running.empty()) {
                const auto place = static_cast<std::size_t>(draw(qint64(running.size())));
                std::swap(running[place], running.back());
                const qint64 cost = draw(running.back().amount() + 1);
                paid += cost;
                ledger.settle(running.back(), cost);
                running.pop_back();
            }
            const auto room = ledger.room(0, {}, 0, noon);
            qint64 reserved = 0;
            for (const BudgetReservation &one : running)
                reserved += one.amount();
            QVERIFY(room.used + room.reserved <= limit);
            QCOMPARE(room.used, paid);
            QCOMPARE(room.reserved, reserved);
        }
        for (BudgetReservation &one : running) {
            paid += one.amount() + 1; // each may cost a little more than was thought
            ledger.settle(one, one.amount() + 1);
        }
        QCOMPARE(ledger.room(0, {}, 0, noon).used, paid);
        QVERIFY(paid <= limit + qint64(running.size()) && largest <= 100);
    }
};

QTEST_GUILESS_MAIN(BudgetLedgerTest)
#include "tst_BudgetLedger.moc"
