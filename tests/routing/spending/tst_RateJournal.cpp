// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/spending/BudgetLedger.h"
#include "routing/spending/JournalLine.h"
#include "routing/spending/RateLimiter.h"

#include <QTest>

#include <algorithm>
#include <deque>
#include <memory>
#include <random>

using namespace signalbox;
using models::RateLimits;
using routing::RateLimiter;
using routing::RateLimitKind;

namespace {

constexpr qint64 second = 1'000'000'000;
constexpr quint64 unit = 42;
/// The wall clock at the zero of the first run's clock.
constexpr qint64 wallAtZeroMs = 1'790'000'000'000;
const RateLimits threeAMinute{.requests = 3};

qint64 wallMs(qint64 nowNs)
{
    return wallAtZeroMs + nowNs / 1'000'000;
}

QByteArray changesOf(RateLimiter &limiter, qint64 nowNs)
{
    return limiter.takeChanges(nowNs, wallMs(nowNs))();
}

QByteArray snapshotOf(RateLimiter &limiter, qint64 nowNs)
{
    return limiter.takeSnapshot(nowNs, wallMs(nowNs))();
}

/// Lets \a count requests of ten tokens through, which end at once.
bool letIn(RateLimiter &limiter, const RateLimits &limits, int count, qint64 nowNs,
           quint64 who = unit)
{
    for (int i = 0; i < count; ++i) {
        if (!limiter.tryBegin(limits, who, 10, nowNs).verdict.isAdmitted())
            return false;
    }
    return true;
}

} // namespace

class RateJournalTest final : public QObject
{
    Q_OBJECT

private slots:
    void unitsAreCalledTheSameInEveryRun()
    {
        QCOMPARE(routing::rateUnit("route/limit", "alice"), Q_UINT64_C(0xB1D0'854E'1BA0'BB85));
        QVERIFY(routing::rateUnit("a", "b") != routing::rateUnit("b", "a"));
        QVERIFY(routing::rateUnit("ab", "") != routing::rateUnit("a", "b"));
    }

    void whatWasLetThroughCountsAfterARestart()
    {
        RateLimiter before;
        QVERIFY(letIn(before, threeAMinute, 2, 100 * second));
        const QByteArray journal = changesOf(before, 101 * second);

        RateLimiter after; // its clock begins anew
        after.restore(journal, 5 * second, wallMs(110 * second));

        QCOMPARE(after.usage(unit, 5 * second).requests, 2);
        QCOMPARE(after.usage(unit, 5 * second).tokens, 20);
        QCOMPARE(after.usage(unit, 5 * second).running, 0);
        QVERIFY(letIn(after, threeAMinute, 1, 5 * second));
        const auto verdict = after.peek(threeAMinute, unit, 10, 5 * second);
        QCOMPARE(verdict.limit, RateLimitKind::Requests);
        // They were ten seconds ago.
        QVERIFY2(verdict.retryAfterMs > 49'000 && verdict.retryAfterMs < 55'000,
                 qPrintable(QString::number(verdict.retryAfterMs)));
    }

    void whatLeftItsWindowMeanwhileCountsNoMore()
    {
        RateLimiter before;
        QVERIFY(letIn(before, threeAMinute, 3, 100 * second));
        const QByteArray journal = snapshotOf(before, 100 * second);

        RateLimiter after;
        after.restore(journal, 0, wallMs(170 * second));

        QCOMPARE(after.unitCount(), 0U);
        QVERIFY(letIn(after, threeAMinute, 3, 0));
    }

    void wallClockThatWentBackMakesThemOfNow()
    {
        RateLimiter before;
        QVERIFY(letIn(before, threeAMinute, 3, 100 * second));
        const QByteArray journal = snapshotOf(before, 100 * second);

        RateLimiter after;
        after.restore(journal, 50 * second, wallMs(-100'000 * second));

        QVERIFY(!letIn(after, threeAMinute, 1, 50 * second));
        QVERIFY(letIn(after, threeAMinute, 3, 113 * second));
    }

    void laterLinesStandForThoseBefore()
    {
        RateLimiter before;
        QVERIFY(letIn(before, threeAMinute, 1, second));
        QByteArray journal = changesOf(before, second);
        QCOMPARE(changesOf(before, second), QByteArray());
        QVERIFY(letIn(before, threeAMinute, 1, 2 * second));
        journal += changesOf(before, 2 * second);
        journal += journal; // read twice

        RateLimiter after;
        after.restore(journal, 0, wallMs(2 * second));

        QCOMPARE(after.usage(unit, 0).requests, 2);
    }

    void tokensThatWereCorrectedAreToldAgain()
    {
        RateLimiter before;
        auto admission = before.tryBegin({.tokens = 1000}, unit, 500, second);
        QByteArray journal = changesOf(before, second);
        admission.ticket.correct(70);
        journal += changesOf(before, second);

        RateLimiter after;
        after.restore(journal, 0, wallMs(second));

        QCOMPARE(after.usage(unit, 0).tokens, 70);
    }

    void severalKeepersShareOneJournal()
    {
        RateLimiter ofRoutes;
        RateLimiter ofKeys(RateLimiter::usualUnits, 'k');
        routing::BudgetLedger ledger(QTimeZone::utc());
        const models::Budget budget{.id = QStringLiteral("all"), .microDollars = 1000};
        ledger.setBudgets({budget});
        auto spent = ledger.reserve(std::array{0}, {}, 300, wallMs(second));
        ledger.settle(spent, 300);
        QVERIFY(letIn(ofRoutes, threeAMinute, 1, second));
        QVERIFY(letIn(ofKeys, threeAMinute, 2, second));
        const QByteArray journal =
            changesOf(ofRoutes, second) + ledger.takeChanges() + changesOf(ofKeys, second);

        RateLimiter routesAfter;
        RateLimiter keysAfter(RateLimiter::usualUnits, 'k');
        routing::BudgetLedger ledgerAfter(QTimeZone::utc());
        ledgerAfter.setBudgets({budget});
        routesAfter.restore(journal, 0, wallMs(second));
        keysAfter.restore(journal, 0, wallMs(second));
        ledgerAfter.restore(journal);

        QCOMPARE(routesAfter.usage(unit, 0).requests, 1);
        QCOMPARE(keysAfter.usage(unit, 0).requests, 2);
        QCOMPARE(ledgerAfter.room(0, {}, 0, wallMs(second)).used, 300);
    }

    void crowdIsToldWhole()
    {
        constexpr int crowd = 10'000;
        RateLimiter before;
        for (quint64 one = 0; one < crowd; ++one)
            QVERIFY(letIn(before, threeAMinute, 1, second, one));
        QVERIFY(before.hasChanges());
        const QByteArray journal = changesOf(before, second);
        QVERIFY(!before.hasChanges());

        RateLimiter after;
        after.restore(journal, 0, wallMs(second));

        QCOMPARE(after.unitCount(), std::size_t(crowd));
    }

    void textIsOfTheMomentItWasTakenIn()
    {
        RateLimiter before;
        QVERIFY(letIn(before, threeAMinute, 1, second));
        const routing::JournalText text = before.takeSnapshot(second, wallMs(second));
        QVERIFY(letIn(before, threeAMinute, 2, second));

        RateLimiter after;
        after.restore(text(), 0, wallMs(second));

        QCOMPARE(after.usage(unit, 0).requests, 1);
    }

    void whatRunsAtOnceIsNotKept()
    {
        RateLimiter limiter;
        QVERIFY(letIn(limiter, {.concurrent = 2}, 1, second));

        QVERIFY(!limiter.hasChanges());
    }

    void shorterWindowEndsWhatALongerOneSaid()
    {
        RateLimiter before;
        QVERIFY(letIn(before, {.requests = 100, .window = std::chrono::hours(24)}, 50, second));
        QByteArray journal = changesOf(before, second);
        QVERIFY(letIn(before, {.requests = 100}, 1, 2 * second));
        journal += changesOf(before, 2 * second);

        RateLimiter after;
        after.restore(journal, 0, wallMs(3600 * second));

        QCOMPARE(after.usage(unit, 0).requests, 0);
    }

    void manyRestartsKeepNobodyOut()
    {
        RateLimiter first;
        QVERIFY(letIn(first, threeAMinute, 3, 0));
        QByteArray journal = snapshotOf(first, 0);
        // Twenty runs of three seconds, each with a snapshot a second after its start.
        qint64 trueNs = 0;
        for (int run = 0; run < 20; ++run) {
            const qint64 ownZero = run * 777'777'777LL;
            RateLimiter limiter;
            limiter.restore(journal, ownZero, wallMs(trueNs));
            journal = limiter.takeSnapshot(ownZero + second, wallMs(trueNs + second))();
            trueNs += 3 * second;
        }
        RateLimiter last;
        last.restore(journal, 0, wallMs(trueNs));

        // 60 seconds, and the two buckets that a window may be counted longer.
        QVERIFY(letIn(last, threeAMinute, 3, 4 * second));
    }

    void damagedEntriesArePassedOver_data()
    {
        QTest::addColumn<QByteArray>("entry");
        QTest::newRow("nothing") << QByteArray("r");
        QTest::newRow("no bucket") << QByteArray("r,2a,1875000000,1790000000000");
        QTest::newRow("width of nothing") << QByteArray("r,2a,0,1790000000000,0:1:10");
        QTest::newRow("width of centuries")
            << QByteArray("r,2a,9223372036854775807,1790000000000,0:1:10");
        QTest::newRow("begun before time") << QByteArray("r,2a,1875000000,-1,0:1:10");
        QTest::newRow("a bucket too old") << QByteArray("r,2a,1875000000,1790000000000,33:1:10");
        QTest::newRow("a bucket of the future")
            << QByteArray("r,2a,1875000000,1790000000000,-1:1:10");
        QTest::newRow("fewer than none") << QByteArray("r,2a,1875000000,1790000000000,0:-1:10");
        QTest::newRow("too many tokens")
            << QByteArray("r,2a,1875000000,1790000000000,0:1:9223372036854775807");
        QTest::newRow("half a bucket") << QByteArray("r,2a,1875000000,1790000000000,0:1");
        QTest::newRow("too many buckets")
            << "r,2a,1875000000,1790000000000" + QByteArray(",0:1:1").repeated(34);
        QTest::newRow("a bucket told twice")
            << QByteArray("r,2a,1875000000,1790000000000,1:1:10,1:1:10");
        QTest::newRow("no number") << QByteArray("r,2a,1875000000,1790000000000,0:x:10");
        QTest::newRow("another's") << QByteArray("q,2a,1875000000,1790000000000,0:1:10");
    }
    void damagedEntriesArePassedOver()
    {
        QFETCH(QByteArray, entry);
        const QByteArray good = "r,2a,1875000000,1790000000000,0:1:10";
        RateLimiter limiter;
        limiter.restore(routing::sealedLine(entry), 0, wallAtZeroMs);
        QCOMPARE(limiter.unitCount(), 0U);

        limiter.restore(routing::sealedLine(entry + ';' + good), 0, wallAtZeroMs);

        QCOMPARE(limiter.usage(unit, 0).requests, 1);
    }

    void tornLineIsPassedOver()
    {
        RateLimiter before;
        QVERIFY(letIn(before, threeAMinute, 1, second));
        const QByteArray whole = changesOf(before, second);
        QVERIFY(letIn(before, threeAMinute, 1, second));
        const QByteArray torn = changesOf(before, second);
        for (qsizetype size = 0; size < torn.size(); ++size) {
            RateLimiter after;
            after.restore(whole + torn.left(size) + '\n', 0, wallMs(second));
            QCOMPARE(after.usage(unit, 0).requests, size == torn.size() - 1 ? 2 : 1);
        }
    }

    void restartsChangeNoLimit_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 60; ++seed)
            QTest::addRow("seed %llu", static_cast<unsigned long long>(seed)) << seed;
    }
    void restartsChangeNoLimit()
    {
        QFETCH(quint64, seed);
        std::mt19937_64 random(seed);
        const auto draw = [&random](qint64 below) {
            return static_cast<qint64>(random() % static_cast<quint64>(below));
        };
        const RateLimits limits{.requests = 1 + draw(20),
                                .window = std::chrono::seconds(10 + draw(100))};
        const qint64 windowNs = limits.window.count() * second;
        auto limiter = std::make_unique<RateLimiter>();
        std::deque<qint64> admitted;
        qint64 trueNs = 0;
        qint64 runBegan = 0; // by the true clock; each run's own begins somewhere else
        qint64 ownZero = draw(1000 * second);
        qint64 restarts = 0;
        QByteArray journal;
        for (int step = 0; step < 2000; ++step) {
            trueNs += draw(3 * windowNs / 40);
            const qint64 nowNs = ownZero + trueNs - runBegan;
            if (draw(100) == 0) {
                journal += draw(2) == 0 ? limiter->takeChanges(nowNs, wallMs(trueNs))()
                                        : limiter->takeSnapshot(nowNs, wallMs(trueNs))();
                trueNs += draw(draw(2) == 0 ? windowNs / 60 : windowNs / 2);
                runBegan = trueNs;
                ownZero = draw(1000 * second);
                limiter = std::make_unique<RateLimiter>();
                limiter->restore(journal, ownZero, wallMs(trueNs));
                ++restarts;
                continue;
            }
            const bool isAdmitted = limiter->tryBegin(limits, unit, 0, nowNs).verdict.isAdmitted();
            const auto since = [&admitted](qint64 ns) {
                return std::ranges::count_if(admitted, [ns](qint64 one) { return one > ns; });
            };
            if (isAdmitted)
                admitted.push_back(trueNs);
            // Two buckets, and what is cut off at each restart.
            const qint64 slack = windowNs / 16 + restarts * 5'000'000;
            const QByteArray place = QByteArray::number(step);
            if (isAdmitted)
                QVERIFY2(since(trueNs - windowNs) <= limits.requests, place.constData());
            else
                QVERIFY2(since(trueNs - windowNs - slack) >= limits.requests, place.constData());
            while (!admitted.empty() && admitted.front() < trueNs - 2 * windowNs)
                admitted.pop_front();
        }
        QVERIFY(restarts > 0);
    }
};

QTEST_GUILESS_MAIN(RateJournalTest)
#include "tst_RateJournal.moc"
