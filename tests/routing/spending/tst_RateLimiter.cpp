// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/spending/RateLimiter.h"

#include <QTest>

#include <deque>
#include <random>

using namespace signalbox;
using models::RateLimits;
using routing::RateAdmission;
using routing::RateLimiter;
using routing::RateLimitKind;
using routing::RateTicket;

namespace {

constexpr qint64 second = 1'000'000'000;
constexpr quint64 unit = 42;

} // namespace

class RateLimiterTest final : public QObject
{
    Q_OBJECT

private slots:
    void requestsBeyondTheLimitWaitForTheWindow()
    {
        RateLimiter limiter;
        const RateLimits limits{.requests = 2, .window = std::chrono::seconds(10)};
        const RateAdmission first = limiter.tryBegin(limits, unit, 0, 100 * second);
        const RateAdmission later = limiter.tryBegin(limits, unit, 0, 104 * second);
        QVERIFY(first.verdict.isAdmitted() && later.verdict.isAdmitted());

        const auto verdict = limiter.peek(limits, unit, 0, 105 * second);

        QCOMPARE(verdict.limit, RateLimitKind::Requests);
        QVERIFY2(verdict.retryAfterMs >= 5000 && verdict.retryAfterMs <= 5500,
                 qPrintable(QString::number(verdict.retryAfterMs)));
        const qint64 then = 105 * second + verdict.retryAfterMs * 1'000'000;
        QVERIFY(limiter.tryBegin(limits, unit, 0, then).verdict.isAdmitted());
        QVERIFY(!limiter.peek(limits, unit, 0, then).isAdmitted());
    }

    void usagesAreThoseOfTheUnitsUsedLast()
    {
        RateLimiter limiter;
        const RateLimits limits{.requests = 10, .window = std::chrono::seconds(10)};
        for (const quint64 one : {1U, 2U, 3U, 1U})
            QVERIFY(limiter.tryBegin(limits, one, 0, second).verdict.isAdmitted());

        const auto two = limiter.usages(2, second);

        QCOMPARE(two.size(), 2U);
        QCOMPARE(two.at(1).requests, 2);
        QCOMPARE(two.at(3).requests, 1);
        QCOMPARE(limiter.usages(9, second).size(), 3U);
    }

    void tokensAreCorrectedToWhatWasTaken()
    {
        RateLimiter limiter;
        const RateLimits limits{.tokens = 100};
        RateAdmission large = limiter.tryBegin(limits, unit, 90, second);
        QVERIFY(!limiter.peek(limits, unit, 11, second).isAdmitted());

        large.ticket.correct(20);

        QVERIFY(limiter.peek(limits, unit, 80, second).isAdmitted());
        QVERIFY(!limiter.peek(limits, unit, 81, second).isAdmitted());
        QCOMPARE(limiter.usage(unit, second).tokens, 20);
        QCOMPARE(limiter.usage(unit, second).requests, 1);
        QCOMPARE(limiter.usage(unit, 200 * second).tokens, 0);
    }

    void requestLargerThanTheLimitNeverFits()
    {
        const RateLimiter limiter;

        const auto verdict = limiter.peek({.tokens = 100}, unit, 101, second);

        QCOMPARE(verdict.limit, RateLimitKind::Tokens);
        QCOMPARE(verdict.retryAfterMs, -1);
    }

    void endOfARequestFreesItsSlot()
    {
        RateLimiter limiter;
        const RateLimits limits{.concurrent = 1};
        RateAdmission running = limiter.tryBegin(limits, unit, 0, second);
        QCOMPARE(limiter.peek(limits, unit, 0, second).limit, RateLimitKind::Concurrent);
        QCOMPARE(limiter.usage(unit, second).running, 1);

        running.ticket = {};

        QVERIFY(limiter.peek(limits, unit, 0, second).isAdmitted());
        QCOMPARE(limiter.usage(unit, second).running, 0);
    }

    void unitsAreCountedApart()
    {
        RateLimiter limiter;
        const RateLimits limits{.requests = 1};
        const RateAdmission one =
            limiter.tryBegin(limits, routing::rateUnit("node", "a"), 0, second);

        QVERIFY(!limiter.peek(limits, routing::rateUnit("node", "a"), 0, second).isAdmitted());
        QVERIFY(limiter.peek(limits, routing::rateUnit("node", "b"), 0, second).isAdmitted());
        QVERIFY(limiter.peek(limits, routing::rateUnit("other", "a"), 0, second).isAdmitted());
    }

    void unitsAreBoundedAndIdleOnesMakeRoom()
    {
        RateLimiter limiter(2);
        const RateLimits limits{.requests = 1, .window = std::chrono::seconds(1)};
        for (quint64 one = 1; one <= 2; ++one)
            QVERIFY(limiter.tryBegin(limits, one, 0, second).verdict.isAdmitted());

        QCOMPARE(limiter.tryBegin(limits, 3, 0, second).verdict.limit, RateLimitKind::Units);
        QVERIFY(limiter.tryBegin(limits, 3, 0, 10 * second).verdict.isAdmitted());
        QCOMPARE(limiter.unitCount(), std::size_t(2));
    }

    void otherLimitsTakeEffectAtOnce()
    {
        RateLimiter limiter;
        for (int i = 0; i < 3; ++i)
            QVERIFY(limiter.tryBegin({.requests = 5}, unit, 0, second).verdict.isAdmitted());

        QVERIFY(!limiter.peek({.requests = 3}, unit, 0, second).isAdmitted());
        QVERIFY(limiter.peek({.requests = 4, .window = std::chrono::seconds(5)}, unit, 0, second)
                    .isAdmitted());
    }

    /// Whatever the order in which requests come and go, no window of the given length holds more
    /// requests or tokens than its limits, and no moment more than may run; only what a correction
    /// adds may exceed the tokens.
    void noInterleavingPassesTheLimits_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 50; ++seed)
            QTest::addRow("seed %llu", static_cast<unsigned long long>(seed)) << seed;
    }
    void noInterleavingPassesTheLimits()
    {
        QFETCH(quint64, seed);
        std::mt19937_64 random(seed);
        const auto draw = [&random](qint64 below) {
            return static_cast<qint64>(random() % static_cast<quint64>(below));
        };
        const qint64 windowNs = (1 + draw(20)) * second;
        const RateLimits limits{.requests = 1 + draw(40),
                                .tokens = 100 + draw(2000),
                                .concurrent = static_cast<int>(1 + draw(30)),
                                .window = std::chrono::seconds(windowNs / second)};
        struct Seen
        {
            qint64 atNs;
            qint64 tokens;
        };
        RateLimiter limiter;
        std::deque<Seen> window; ///< let in within the last window
        std::vector<RateTicket> running;
        qint64 tokens = 0;
        qint64 nowNs = draw(1000) * second;
        int admitted = 0;

        for (int step = 0; step < 5000; ++step) {
            nowNs += draw(windowNs / 40 + 1);
            while (!window.empty() && window.front().atNs <= nowNs - windowNs) {
                tokens -= window.front().tokens;
                window.pop_front();
            }
            if (draw(3) == 0 && !running.empty()) {
                std::swap(running[static_cast<std::size_t>(draw(qint64(running.size())))],
                          running.back());
                running.pop_back();
                continue;
            }
            const qint64 asked = 1 + draw(200);
            const bool mayBegin = limiter.peek(limits, unit, asked, nowNs).isAdmitted();
            RateAdmission admission = limiter.tryBegin(limits, unit, asked, nowNs);
            QCOMPARE(admission.verdict.isAdmitted(), mayBegin);
            if (!mayBegin) {
                if (admission.verdict.limit == RateLimitKind::Requests)
                    QVERIFY(admission.verdict.retryAfterMs > 0);
                continue;
            }
            ++admitted;
            running.push_back(std::move(admission.ticket));
            window.push_back({.atNs = nowNs, .tokens = asked});
            tokens += asked;
            QVERIFY(qint64(window.size()) <= limits.requests);
            QVERIFY(tokens <= limits.tokens);
            QVERIFY(int(running.size()) <= limits.concurrent);
        }
        QVERIFY(admitted > 0);
    }

    void whoComesWhenToldIsLetIn_data() { noInterleavingPassesTheLimits_data(); }
    void whoComesWhenToldIsLetIn()
    {
        QFETCH(quint64, seed);
        std::mt19937_64 random(seed);
        const auto draw = [&random](qint64 below) {
            return static_cast<qint64>(random() % static_cast<quint64>(below));
        };
        const RateLimits limits{.requests = 1 + draw(10), .tokens = 200 + draw(500)};
        RateLimiter limiter;
        qint64 nowNs = draw(1000) * second;
        for (int step = 0; step < 200; ++step) {
            const qint64 asked = 1 + draw(200);
            const auto verdict = limiter.peek(limits, unit, asked, nowNs);
            if (!verdict.isAdmitted())
                nowNs += verdict.retryAfterMs * 1'000'000;
            QVERIFY(limiter.tryBegin(limits, unit, asked, nowNs).verdict.isAdmitted());
        }
    }
};

QTEST_GUILESS_MAIN(RateLimiterTest)
#include "tst_RateLimiter.moc"
