// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/Breaker.h"

#include <QTest>

using signalbox::models::BreakerSettings;
using signalbox::models::ErrorClass;
using signalbox::models::VarintReader;
using signalbox::models::VarintWriter;
using signalbox::routing::Breaker;
using State = Breaker::State;

Q_DECLARE_METATYPE(Breaker::Of)

namespace {

constexpr qint64 second = 1'000'000'000;
constexpr qint64 start = 1000 * second;

BreakerSettings settings()
{
    BreakerSettings made;
    made.minimumRequests = 4;
    made.consecutiveFailures = 0;
    return made; // window 60 s, half, open 10 s, at most 300 s, one probe
}

void attempt(Breaker &breaker, ErrorClass errorClass, qint64 nowNs, qint64 retryAfterMs = -1)
{
    breaker.ended(breaker.tryBegan(nowNs), errorClass, retryAfterMs, nowNs);
}

Breaker opened(const BreakerSettings &with = settings())
{
    Breaker breaker(Breaker::Of::Model, with);
    for (int i = 0; i < with.minimumRequests; ++i)
        attempt(breaker, ErrorClass::ServerError, start);
    return breaker;
}

} // namespace

class BreakerTest final : public QObject
{
    Q_OBJECT

private slots:
    void failuresInARowOpenItWhateverTheShare()
    {
        BreakerSettings with = settings();
        with.consecutiveFailures = 3;
        Breaker breaker(Breaker::Of::Model, with);
        for (int i = 0; i < 100; ++i)
            attempt(breaker, ErrorClass::None, start);
        attempt(breaker, ErrorClass::ServerError, start);
        attempt(breaker, ErrorClass::Timeout, start);
        QCOMPARE(breaker.state(start), State::Closed);
        attempt(breaker, ErrorClass::None, start);
        attempt(breaker, ErrorClass::Connection, start);
        attempt(breaker, ErrorClass::Cancelled, start); // counts as nothing, neither way
        attempt(breaker, ErrorClass::Connection, start);
        QCOMPARE(breaker.state(start), State::Closed);
        attempt(breaker, ErrorClass::Connection, start);

        QCOMPARE(breaker.state(start), State::Open);
    }

    void failuresInARowBeginAnewWhenItCloses()
    {
        BreakerSettings with = settings();
        with.consecutiveFailures = 3;
        Breaker breaker(Breaker::Of::Model, with);
        for (int i = 0; i < 3; ++i)
            attempt(breaker, ErrorClass::ServerError, start);
        const qint64 later = breaker.opensAgainAtNs(start);
        attempt(breaker, ErrorClass::None, later);
        attempt(breaker, ErrorClass::ServerError, later);
        attempt(breaker, ErrorClass::ServerError, later);

        QCOMPARE(breaker.state(later), State::Closed);
    }

    void classesThatOpenIt_data()
    {
        QTest::addColumn<ErrorClass>("errorClass");
        QTest::addColumn<QByteArray>("opens"); // the letters of those that open
        QTest::newRow("success") << ErrorClass::None << QByteArray("");
        QTest::newRow("rate") << ErrorClass::RateLimited << QByteArray("l");
        QTest::newRow("server") << ErrorClass::ServerError << QByteArray("m");
        QTest::newRow("timeout") << ErrorClass::Timeout << QByteArray("m");
        QTest::newRow("connection") << ErrorClass::Connection << QByteArray("m");
        QTest::newRow("key refused") << ErrorClass::Authentication << QByteArray("k");
        QTest::newRow("too long") << ErrorClass::ContextTooLong << QByteArray("");
        QTest::newRow("filter") << ErrorClass::ContentFilter << QByteArray("");
        QTest::newRow("bad request") << ErrorClass::BadRequest << QByteArray("");
        QTest::newRow("cancelled") << ErrorClass::Cancelled << QByteArray("");
        QTest::newRow("no such model") << ErrorClass::NotFound << QByteArray("m");
    }

    void classesThatOpenIt()
    {
        QFETCH(ErrorClass, errorClass);
        QFETCH(QByteArray, opens);
        Breaker key(Breaker::Of::Key, settings());
        Breaker limits(Breaker::Of::KeyModel, settings());
        Breaker model(Breaker::Of::Model, settings());
        for (int i = 0; i < 20; ++i) {
            for (Breaker *breaker : {&key, &limits, &model})
                attempt(*breaker, errorClass, start, 5'000);
        }

        QCOMPARE(key.state(start) == State::Open, opens.contains('k'));
        QCOMPARE(limits.state(start) == State::Open, opens.contains('l'));
        QCOMPARE(model.state(start) == State::Open, opens.contains('m'));
    }

    void opensAtTheShareOfEnoughRequests()
    {
        Breaker breaker(Breaker::Of::Model, settings());
        attempt(breaker, ErrorClass::None, start);
        attempt(breaker, ErrorClass::None, start);
        attempt(breaker, ErrorClass::None, start);
        attempt(breaker, ErrorClass::ServerError, start);
        attempt(breaker, ErrorClass::ServerError, start);
        QCOMPARE(breaker.state(start), State::Closed);
        attempt(breaker, ErrorClass::ServerError, start);

        QCOMPARE(breaker.state(start), State::Open);
        QVERIFY(!breaker.mayTry(start));
        QCOMPARE(breaker.opensAgainAtNs(start), start + 10 * second);
    }

    void failuresLeaveTheWindow()
    {
        Breaker breaker(Breaker::Of::Model, settings());
        for (int i = 0; i < 30; ++i) // never four of them within a minute
            attempt(breaker, ErrorClass::Timeout, start + i * 25 * second);

        QCOMPARE(breaker.openings(), 0);
    }

    void probesDecide_data()
    {
        QTest::addColumn<ErrorClass>("errorClass");
        QTest::addColumn<State>("becomes");
        QTest::newRow("success closes") << ErrorClass::None << State::Closed;
        QTest::newRow("failure opens") << ErrorClass::Timeout << State::Open;
        QTest::newRow("client gone") << ErrorClass::Cancelled << State::HalfOpen;
        QTest::newRow("bad request") << ErrorClass::BadRequest << State::HalfOpen;
    }

    void probesDecide()
    {
        QFETCH(ErrorClass, errorClass);
        QFETCH(State, becomes);
        Breaker breaker = opened();
        const qint64 later = start + 10 * second;
        QCOMPARE(breaker.state(later - 1), State::Open);
        QVERIFY(!breaker.mayTry(later - 1));
        QCOMPARE(breaker.state(later), State::HalfOpen);
        QVERIFY(breaker.mayTry(later));
        const Breaker::Pass probe = breaker.tryBegan(later);
        QVERIFY(probe.isProbe);
        QVERIFY(!breaker.mayTry(later));
        breaker.ended(probe, errorClass, -1, later);

        QCOMPARE(breaker.state(later), becomes);
        QCOMPARE(breaker.mayTry(later), becomes != State::Open);
        QCOMPARE(breaker.probesInFlight(), 0);
    }

    void openTimeGrowsUpToItsCap()
    {
        Breaker breaker = opened();
        qint64 now = start;
        for (const qint64 seconds : {10, 20, 40, 80, 160, 300, 300}) {
            QCOMPARE(breaker.opensAgainAtNs(now) - now, seconds * second);
            now = breaker.opensAgainAtNs(now);
            attempt(breaker, ErrorClass::ServerError, now);
        }
    }

    void growthFadesWhileItIsClosed_data()
    {
        QTest::addColumn<qint64>("calmSeconds");
        QTest::addColumn<qint64>("openSeconds");
        QTest::newRow("at once") << qint64{0} << qint64{80};
        QTest::newRow("one step") << qint64{300} << qint64{40};
        QTest::newRow("two steps") << qint64{650} << qint64{20};
        QTest::newRow("a day") << qint64{86'400} << qint64{10};
    }

    void growthFadesWhileItIsClosed()
    {
        QFETCH(qint64, calmSeconds);
        QFETCH(qint64, openSeconds);
        Breaker breaker = opened();
        qint64 now = start;
        for (int i = 0; i < 2; ++i) {
            now = breaker.opensAgainAtNs(now);
            attempt(breaker, ErrorClass::ServerError, now);
        }
        now = breaker.opensAgainAtNs(now);
        attempt(breaker, ErrorClass::None, now);
        QCOMPARE(breaker.state(now), State::Closed);
        now += calmSeconds * second;
        for (int i = 0; i < 4; ++i)
            attempt(breaker, ErrorClass::ServerError, now);

        QCOMPARE(breaker.opensAgainAtNs(now) - now, openSeconds * second);
    }

    void retryAfterOpensForThatLong_data()
    {
        QTest::addColumn<qint64>("retryAfterMs");
        QTest::addColumn<qint64>("openMs");
        QTest::newRow("none") << qint64{-1} << qint64{0};
        QTest::newRow("too short to matter") << qint64{300} << qint64{0};
        QTest::newRow("a second") << qint64{1'000} << qint64{1'000};
        QTest::newRow("half a minute") << qint64{30'000} << qint64{30'000};
        QTest::newRow("a day") << qint64{86'400'000} << qint64{300'000};
        QTest::newRow("for ever") << std::numeric_limits<qint64>::max() << qint64{300'000};
    }

    void retryAfterOpensForThatLong()
    {
        QFETCH(qint64, retryAfterMs);
        QFETCH(qint64, openMs);
        Breaker key(Breaker::Of::KeyModel, settings());
        attempt(key, ErrorClass::RateLimited, start, retryAfterMs);

        QCOMPARE((key.opensAgainAtNs(start) - start) / 1'000'000, openMs);
        QCOMPARE(key.isAskedToWait(start), openMs > 0);
        QVERIFY(!key.isAskedToWait(start + 301 * second));
    }

    void answersFromBeforeItOpenedDoNotCloseIt()
    {
        Breaker breaker(Breaker::Of::Model, settings());
        const Breaker::Pass early = breaker.tryBegan(start);
        for (int i = 0; i < 4; ++i)
            attempt(breaker, ErrorClass::ServerError, start);
        breaker.ended(early, ErrorClass::None, -1, start + second);

        QCOMPARE(breaker.state(start + second), State::Open);
    }

    void forcedSuccessClosesIt()
    {
        Breaker breaker = opened();
        const Breaker::Pass forced = breaker.tryBegan(start);
        QVERIFY(forced.isForced && !forced.isProbe);
        breaker.ended(forced, ErrorClass::None, -1, start + second);

        QCOMPARE(breaker.state(start + second), State::Closed);
    }

    void switchedOffItIsNeverOpen()
    {
        Breaker breaker = opened();
        BreakerSettings off = settings();
        off.isOn = false;
        breaker.setSettings(off, start);
        QVERIFY(breaker.mayTry(start));
        for (int i = 0; i < 20; ++i)
            attempt(breaker, ErrorClass::ServerError, start, 9'000);

        QCOMPARE(breaker.state(start), State::Closed);
        QCOMPARE(breaker.opensAgainAtNs(start), start);
    }

    void restartGoesOnByTheWallClock()
    {
        Breaker breaker = opened();
        QByteArray bytes;
        VarintWriter writer(bytes);
        breaker.write(writer, {.nowNs = start + 2 * second});
        Breaker restored(Breaker::Of::Model, settings());
        VarintReader reader(bytes);
        QVERIFY(restored.read(reader, {.nowNs = second, .elapsedNs = 3 * second}));

        QCOMPARE(restored.state(second), State::Open);
        QCOMPARE(restored.opensAgainAtNs(second), 6 * second);
        QCOMPARE(restored.state(6 * second), State::HalfOpen);
        attempt(restored, ErrorClass::Timeout, 6 * second);
        QCOMPARE(restored.opensAgainAtNs(6 * second), 26 * second);
    }
};

QTEST_GUILESS_MAIN(BreakerTest)
#include "tst_Breaker.moc"
