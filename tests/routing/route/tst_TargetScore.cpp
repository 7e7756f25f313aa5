// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/TargetScore.h"

#include <QTest>

#include <cmath>

using signalbox::models::Availability;
using signalbox::models::ErrorClass;
using signalbox::models::Money;
using signalbox::routing::AttemptOutcome;
using signalbox::routing::Figure;
using signalbox::routing::PaidCost;
using signalbox::routing::TargetScore;
using Speed = TargetScore::Speed;

namespace {

constexpr qint64 second = 1'000'000'000;
constexpr qint64 wall = 1'764'000'000'000;
constexpr qint64 now = 1000 * second;

AttemptOutcome outcome(ErrorClass errorClass, qint64 ttftMs = 100, qint64 totalMs = 200)
{
    AttemptOutcome made;
    made.errorClass = errorClass;
    made.ttftUs = ttftMs < 0 ? -1 : ttftMs * 1000;
    made.totalUs = totalMs * 1000;
    made.nowNs = now;
    made.wallMs = wall;
    return made;
}

bool isNear(double value, double expected)
{
    return std::abs(value - expected) <= expected / 60;
}

} // namespace

class TargetScoreTest final : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsKnownAtFirst()
    {
        const TargetScore score;

        for (const Speed speed : {Speed::Ttft, Speed::Total, Speed::TimePerOutputToken})
            QVERIFY(!score.speed(speed, 50, now).isKnown());
        for (const Figure &figure :
             {score.successRate(now), score.successRateBound(now), score.rateLimitedRate(now),
              score.stallRate(now), score.outputTokens(-1), score.paidInputPerMillion(),
              score.paidOutputPerMillion(), score.cachedInputShare(),
              score.availability(Availability::Window::Hour, wall)}) {
            QVERIFY(!figure.isKnown());
            QCOMPARE(figure.samples, 0);
        }
    }

    void outcomesCountInSpeed_data()
    {
        QTest::addColumn<ErrorClass>("errorClass");
        QTest::addColumn<qint64>("ttftMs");
        QTest::addColumn<qint64>("totalMs");
        QTest::addColumn<bool>("isStalled");
        QTest::addColumn<double>("asTtft"); // ms, -1 not at all
        QTest::addColumn<double>("asTotal");
        const auto row = [](const char *name, ErrorClass errorClass, qint64 ttft, qint64 total,
                            bool isStalled, double asTtft, double asTotal) {
            QTest::newRow(name) << errorClass << ttft << total << isStalled << asTtft << asTotal;
        };
        row("success", ErrorClass::None, 100, 900, false, 100, 900);
        row("fast 500", ErrorClass::ServerError, 3, 4, false, 10'000, 10'000);
        row("no connection", ErrorClass::Connection, -1, 1, false, 10'000, 10'000);
        row("fast 429", ErrorClass::RateLimited, 3, 4, false, 10'000, 10'000);
        row("timeout", ErrorClass::Timeout, -1, 60'000, false, 60'000, 60'000);
        row("stalled stream", ErrorClass::Timeout, 200, 120'000, true, 200, 120'000);
        row("client gone", ErrorClass::Cancelled, 100, 500, false, 100, -1);
        row("client gone early", ErrorClass::Cancelled, -1, 500, false, -1, -1);
        row("bad request", ErrorClass::BadRequest, 3, 4, false, -1, -1);
        row("filtered", ErrorClass::ContentFilter, 3, 4, false, -1, -1);
        row("key refused", ErrorClass::Authentication, 3, 4, false, -1, -1);
        row("no such model", ErrorClass::NotFound, 3, 4, false, -1, -1);
    }

    void outcomesCountInSpeed()
    {
        QFETCH(ErrorClass, errorClass);
        QFETCH(qint64, ttftMs);
        QFETCH(qint64, totalMs);
        QFETCH(bool, isStalled);
        QFETCH(double, asTtft);
        QFETCH(double, asTotal);
        TargetScore score;
        AttemptOutcome ended = outcome(errorClass, ttftMs, totalMs);
        ended.isStalled = isStalled;
        score.attemptEnded(ended);

        const Figure ttft = score.speed(Speed::Ttft, 95, now);
        const Figure total = score.speed(Speed::Total, 50, now);
        QCOMPARE(ttft.isKnown(), asTtft >= 0);
        QCOMPARE(total.isKnown(), asTotal >= 0);
        QVERIFY(asTtft < 0 || isNear(ttft.value, asTtft));
        QVERIFY(asTotal < 0 || isNear(total.value, asTotal));
        QCOMPARE(ttft.samples, asTtft < 0 ? 0 : 1);
    }

    void targetThatFailsFastIsNotFast()
    {
        TargetScore failing;
        TargetScore slow;
        for (int i = 0; i < 20; ++i) {
            failing.attemptEnded(outcome(ErrorClass::ServerError, 2, 2));
            slow.attemptEnded(outcome(ErrorClass::None, 4'000, 6'000));
        }

        QVERIFY(failing.speed(Speed::Ttft, 50, now).value > slow.speed(Speed::Ttft, 50, now).value);
    }

    void timePerTokenLeavesOutTheFirst()
    {
        TargetScore streamed;
        AttemptOutcome ended = outcome(ErrorClass::None, 500, 1500);
        ended.isStream = true;
        ended.usage.output = 101;
        streamed.attemptEnded(ended);
        QVERIFY(isNear(streamed.speed(Speed::TimePerOutputToken, 50, now).value, 10));

        TargetScore whole;
        ended = outcome(ErrorClass::None, 2000, 2000);
        ended.usage.output = 100;
        whole.attemptEnded(ended);
        QVERIFY(isNear(whole.speed(Speed::TimePerOutputToken, 50, now).value, 20));
    }

    void ratesCountWhatSaysSomethingOfTheTarget()
    {
        TargetScore score;
        for (const ErrorClass errorClass :
             {ErrorClass::None, ErrorClass::None, ErrorClass::RateLimited, ErrorClass::Cancelled,
              ErrorClass::BadRequest, ErrorClass::ContentFilter, ErrorClass::ContextTooLong})
            score.attemptEnded(outcome(errorClass));
        AttemptOutcome stalled = outcome(ErrorClass::Timeout);
        stalled.isStalled = true;
        score.attemptEnded(stalled);

        QCOMPARE(score.successRate(now).value, 0.5);
        QCOMPARE(score.successRate(now).samples, 4);
        QCOMPARE(score.rateLimitedRate(now).value, 0.25);
        QCOMPARE(score.stallRate(now).value, 0.25);
        QVERIFY(score.successRateBound(now).value < 0.5);
        QCOMPARE(score.successRate(now + 150 * second).samples, 2);
        QVERIFY(!score.successRate(now + 3600 * second).isKnown());
    }

    void availabilityKnowsItsClasses_data()
    {
        QTest::addColumn<ErrorClass>("errorClass");
        QTest::addColumn<bool>("hasOtherKey");
        QTest::addColumn<double>("share"); // -1: it does not count
        QTest::newRow("success") << ErrorClass::None << false << 1.0;
        QTest::newRow("server") << ErrorClass::ServerError << false << 0.0;
        QTest::newRow("timeout") << ErrorClass::Timeout << true << 0.0;
        QTest::newRow("connection") << ErrorClass::Connection << false << 0.0;
        QTest::newRow("rate") << ErrorClass::RateLimited << false << 0.0;
        QTest::newRow("last key") << ErrorClass::Authentication << false << 0.0;
        QTest::newRow("one of more keys") << ErrorClass::Authentication << true << 1.0;
        QTest::newRow("bad request") << ErrorClass::BadRequest << false << -1.0;
        QTest::newRow("filter") << ErrorClass::ContentFilter << false << -1.0;
        QTest::newRow("cancelled") << ErrorClass::Cancelled << false << -1.0;
    }

    void availabilityKnowsItsClasses()
    {
        QFETCH(ErrorClass, errorClass);
        QFETCH(bool, hasOtherKey);
        QFETCH(double, share);
        TargetScore score;
        AttemptOutcome ended = outcome(errorClass);
        ended.hasOtherKey = hasOtherKey;
        score.attemptEnded(ended);

        const Figure figure = score.availability(Availability::Window::Week, wall);
        QCOMPARE(figure.isKnown(), share >= 0);
        QVERIFY(share < 0 || figure.value == share);
    }

    void answersOfATypeHaveTheirOwnLength()
    {
        TargetScore score;
        const auto answer = [&](int taskType, qint64 tokens) {
            AttemptOutcome ended = outcome(ErrorClass::None);
            ended.taskType = taskType;
            ended.usage.output = tokens;
            score.attemptEnded(ended);
        };
        for (int i = 0; i < 4; ++i)
            answer(0, 1000);
        QCOMPARE(score.outputTokens(0).samples, 4);
        answer(0, 1000);
        for (int i = 0; i < 50; ++i)
            answer(1, 10);
        answer(99, 10);

        QVERIFY(isNear(score.outputTokens(0).value, 1000));
        QVERIFY(isNear(score.outputTokens(1).value, 10));
        QVERIFY(score.outputTokens(2).value < 1000);
        QCOMPARE(score.outputTokens(2).samples, 56);
    }

    void pricesAreThosePaid()
    {
        TargetScore score;
        AttemptOutcome ended = outcome(ErrorClass::None);
        ended.usage = {.input = 1000, .cachedInput = 750, .output = 100};
        ended.cost = PaidCost{.input = Money{500}, .output = Money{200}};
        score.attemptEnded(ended);
        score.attemptEnded(ended);

        QVERIFY(isNear(score.paidInputPerMillion().value, 0.5));
        QVERIFY(isNear(score.paidOutputPerMillion().value, 2.0));
        QVERIFY(isNear(score.cachedInputShare().value, 0.75));
        QCOMPARE(score.paidInputPerMillion().samples, 2);
    }
};

QTEST_GUILESS_MAIN(TargetScoreTest)
#include "tst_TargetScore.moc"
