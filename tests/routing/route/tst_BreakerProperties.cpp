// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/Breaker.h"

#include <QTest>

#include <array>
#include <random>
#include <vector>

using signalbox::models::BreakerSettings;
using signalbox::models::ErrorClass;
using signalbox::models::errorClassCount;
using signalbox::routing::Breaker;
using State = Breaker::State;

namespace {
constexpr qint64 second = 1'000'000'000;
} // namespace

/// Random attempts that overlap, end late or never soon, against what a breaker must keep to.
class BreakerPropertiesTest final : public QObject
{
    Q_OBJECT

private slots:
    void randomAttemptsKeepItsPromises_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 40; ++seed)
            QTest::addRow("%u", seed) << seed;
    }

    void randomAttemptsKeepItsPromises()
    {
        QFETCH(unsigned, seed);
        std::mt19937 random(seed);
        const auto below = [&](int limit) { return static_cast<int>(random() % unsigned(limit)); };
        BreakerSettings settings;
        settings.minimumRequests = 1 + below(6);
        settings.failureShare = 0.1 + 0.2 * below(5);
        settings.consecutiveFailures = below(8);
        settings.probes = 1 + below(3);
        settings.open = std::chrono::seconds(1 + below(30));
        settings.maxOpen = std::chrono::seconds(20 + below(300));
        const qint64 maxOpenNs = qint64{settings.maxOpen.count()} * second;
        constexpr std::array kinds{Breaker::Of::Key, Breaker::Of::KeyModel, Breaker::Of::Model};
        Breaker breaker(kinds.at(seed % kinds.size()), settings);
        std::vector<Breaker::Pass> running;
        qint64 now = 5000 * second;
        qint64 openSince = -1;
        for (int step = 0; step < 4000; ++step) {
            now += below(3) == 0 ? below(8) * second : below(1000) * 1'000'000LL;
            const bool mayTry = breaker.mayTry(now);
            const State before = breaker.state(now);
            QCOMPARE(before == State::Open, breaker.opensAgainAtNs(now) > now);
            QVERIFY(breaker.opensAgainAtNs(now) <= now + maxOpenNs);
            QVERIFY(before != State::Open || !mayTry);
            QVERIFY(before != State::Closed || mayTry);

            if (below(2) == 0 && (mayTry || below(10) == 0)) {
                running.push_back(breaker.tryBegan(now));
                QCOMPARE(running.back().isProbe, mayTry && before == State::HalfOpen);
            } else if (!running.empty()) {
                const auto which = running.begin() + below(static_cast<int>(running.size()));
                const int outcome = below(2) == 0 ? below(errorClassCount) : 0;
                breaker.ended(*which, static_cast<ErrorClass>(outcome),
                              below(4) == 0 ? below(900) * 1000 : -1, now);
                running.erase(which);
            }
            const auto probes = std::count_if(running.begin(), running.end(),
                                              [](const auto &pass) { return pass.isProbe; });
            QCOMPARE(breaker.probesInFlight(), static_cast<int>(probes));
            QVERIFY(probes <= settings.probes);

            if (breaker.state(now) != State::Open)
                openSince = -1;
            else if (openSince < 0 || before != State::Open)
                openSince = now;
            QVERIFY(openSince < 0 || now - openSince <= maxOpenNs);
        }
        for (const Breaker::Pass &pass : running)
            breaker.ended(pass, ErrorClass::Cancelled, -1, now);
        QCOMPARE(breaker.probesInFlight(), 0);
    }

    void flappingIsBounded()
    {
        // The worst there is: every probe succeeds, everything after it fails.
        BreakerSettings settings;
        settings.minimumRequests = 1;
        Breaker breaker(Breaker::Of::Model, settings);
        qint64 now = 5000 * second;
        const qint64 end = now + 24 * 3600 * second;
        for (bool isProbe = false; now < end; now += second) {
            if (!breaker.mayTry(now))
                continue;
            isProbe = breaker.state(now) == State::HalfOpen;
            breaker.ended(breaker.tryBegan(now),
                          isProbe ? ErrorClass::None : ErrorClass::ServerError, -1, now);
        }

        // Five doublings, then one opening in each five minutes.
        QVERIFY2(breaker.openings() <= 24 * 12 + 6,
                 qPrintable(QString::number(breaker.openings())));
        QVERIFY(breaker.openings() >= 24 * 11);
    }
};

QTEST_GUILESS_MAIN(BreakerPropertiesTest)
#include "tst_BreakerProperties.moc"
