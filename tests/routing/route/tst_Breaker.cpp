// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/Breaker.h"

#include <QTest>

#include <random>

using signalbox::models::BreakerSettings;
using signalbox::models::ErrorClass;
using signalbox::routing::Breaker;

namespace {

constexpr qint64 second = 1'000'000'000;

BreakerSettings settings()
{
    BreakerSettings settings;
    settings.minimumRequests = 4;
    settings.open = std::chrono::seconds(10);
    settings.maxOpen = std::chrono::seconds(40);
    return settings;
}

/// One attempt that begins and ends now.
void attempt(Breaker &breaker, ErrorClass errorClass, qint64 nowNs, qint64 retryAfterMs = -1)
{
    breaker.ended(breaker.tryBegan(nowNs), errorClass, retryAfterMs, nowNs);
}

void fail(Breaker &breaker, int times, qint64 nowNs)
{
    for (int i = 0; i < times; ++i)
        attempt(breaker, ErrorClass::ServerError, nowNs);
}

} // namespace

class BreakerTest final : public QObject
{
    Q_OBJECT

private slots:
    void fewFailuresDoNotOpenIt()
    {
        Breaker breaker(Breaker::Of::Model, settings());
        fail(breaker, 3, second);
        QVERIFY(breaker.mayTry(second));
        fail(breaker, 1, second);
        QVERIFY(!breaker.mayTry(second));
        QCOMPARE(breaker.state(second), Breaker::State::Open);
    }

    void successesAmongThemKeepItClosed()
    {
        Breaker breaker(Breaker::Of::Model, settings());
        for (int i = 0; i < 20; ++i) {
            attempt(breaker, ErrorClass::None, i * second);
            attempt(breaker, ErrorClass::None, i * second);
            attempt(breaker, ErrorClass::ServerError, i * second);
        }
        QVERIFY(breaker.mayTry(20 * second));
    }

    void whatCountsDependsOnWhatItGuards_data()
    {
        QTest::addColumn<ErrorClass>("errorClass");
        QTest::addColumn<bool>("opensModel");
        QTest::addColumn<bool>("opensKey");
        const auto row = [](ErrorClass errorClass, bool model, bool key) {
            QTest::newRow(signalbox::models::errorClassName(errorClass).data())
                << errorClass << model << key;
        };
        using enum ErrorClass;
        row(ServerError, true, false);
        row(Timeout, true, false);
        row(Connection, true, false);
        row(NotFound, true, false);
        row(RateLimited, false, true);
        row(Authentication, false, true);
        row(BadRequest, false, false);
        row(ContextTooLong, false, false);
        row(ContentFilter, false, false);
        row(Cancelled, false, false);
        row(None, false, false);
    }

    void whatCountsDependsOnWhatItGuards()
    {
        QFETCH(ErrorClass, errorClass);
        QFETCH(bool, opensModel);
        QFETCH(bool, opensKey);
        Breaker model(Breaker::Of::Model, settings());
        Breaker key(Breaker::Of::Key, settings());
        for (int i = 0; i < 10; ++i) {
            attempt(model, errorClass, second);
            attempt(key, errorClass, second);
        }
        QCOMPARE(!model.mayTry(second), opensModel);
        QCOMPARE(!key.mayTry(second), opensKey);
    }

    void probeDecidesAfterItsTime()
    {
        Breaker breaker(Breaker::Of::Model, settings());
        fail(breaker, 4, second);
        QVERIFY(!breaker.mayTry(10 * second));
        QCOMPARE(breaker.opensAgainAtNs(2 * second), 11 * second);
        QVERIFY(breaker.mayTry(11 * second));
        const Breaker::Pass probe = breaker.tryBegan(11 * second);
        QVERIFY(probe.isProbe);
        QVERIFY(!breaker.mayTry(11 * second)); // one at a time
        breaker.ended(probe, ErrorClass::None, -1, 12 * second);
        QCOMPARE(breaker.state(12 * second), Breaker::State::Closed);
    }

    void openTimeGrowsUpToItsLimit()
    {
        Breaker breaker(Breaker::Of::Model, settings());
        qint64 now = second;
        fail(breaker, 4, now);
        for (const qint64 seconds : {10, 20, 40, 40}) {
            const qint64 until = breaker.opensAgainAtNs(now);
            QCOMPARE((until - now) / second, seconds);
            now = until;
            attempt(breaker, ErrorClass::ServerError, now);
        }
    }

    void probeThatIsCancelledGivesItsPlaceBack()
    {
        Breaker breaker(Breaker::Of::Model, settings());
        fail(breaker, 4, second);
        attempt(breaker, ErrorClass::Cancelled, 11 * second);
        QVERIFY(breaker.mayTry(11 * second));
        QCOMPARE(breaker.probesInFlight(), 0);
    }

    void retryAfterOpensAtOnceWithinTheLimit()
    {
        Breaker breaker(Breaker::Of::Key, settings());
        attempt(breaker, ErrorClass::RateLimited, second, 15'000);
        QVERIFY(!breaker.mayTry(15 * second));
        QVERIFY(breaker.mayTry(16 * second));
        Breaker endless(Breaker::Of::Key, settings());
        attempt(endless, ErrorClass::RateLimited, second, 3'600'000);
        QVERIFY(endless.opensAgainAtNs(second) <= 41 * second);
    }

    void answersFromBeforeAnOpeningSayNothingNew()
    {
        Breaker breaker(Breaker::Of::Model, settings());
        const Breaker::Pass early = breaker.tryBegan(second);
        fail(breaker, 4, second);
        breaker.ended(early, ErrorClass::None, -1, 2 * second);
        QCOMPARE(breaker.state(2 * second), Breaker::State::Open);
    }

    void switchedOffItLetsEverythingThrough()
    {
        BreakerSettings off = settings();
        off.isOn = false;
        Breaker breaker(Breaker::Of::Model, off);
        fail(breaker, 50, second);
        QVERIFY(breaker.mayTry(second));
    }

    void neverMoreProbesThanAllowedWhateverHappens()
    {
        std::mt19937 random(7); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same every time
        BreakerSettings two = settings();
        two.probes = 2;
        Breaker breaker(Breaker::Of::Model, two);
        std::vector<Breaker::Pass> running;
        qint64 now = 0;
        for (int i = 0; i < 20'000; ++i) {
            now += static_cast<qint64>(random() % 1000) * 3'000'000;
            if (breaker.mayTry(now) && random() % 2 == 0)
                running.push_back(breaker.tryBegan(now));
            if (!running.empty() && random() % 2 == 0) {
                const auto errorClass =
                    random() % 3 == 0 ? ErrorClass::None : ErrorClass::ServerError;
                breaker.ended(running.back(), errorClass, -1, now);
                running.pop_back();
            }
            QVERIFY(breaker.probesInFlight() <= 2);
            QVERIFY(breaker.opensAgainAtNs(now) - now <= 40 * second);
        }
        // It opened again and again, but never faster than its shortest time allows.
        QVERIFY(breaker.openings() > 10);
        QVERIFY(breaker.openings() <= now / (10 * second) + 1);
    }
};

QTEST_APPLESS_MAIN(BreakerTest)
#include "tst_Breaker.moc"
