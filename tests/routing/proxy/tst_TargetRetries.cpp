// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ProxySnapshot.h"
#include "routing/proxy/TargetRetries.h"

#include <QTest>

#include <algorithm>

using namespace signalbox;
using namespace std::chrono_literals;
using models::ErrorClass;
using routing::AttemptFailure;
using routing::ProviderAccess;
using routing::TargetRetries;

Q_DECLARE_METATYPE(signalbox::models::ErrorClass)

namespace {

constexpr double middle = 0.5; // no jitter

AttemptFailure failureOf(ErrorClass errorClass, int status)
{
    AttemptFailure failure;
    failure.errorClass = errorClass;
    failure.status = status;
    failure.mayRetry = true;
    return failure;
}

ProviderAccess accessWithKeys(const std::vector<std::string> &keys)
{
    ProviderAccess access;
    for (const std::string &key : keys)
        access.keys.push_back({.value = key, .reference = {}});
    return access;
}

/// The wait in ms, -1 for no retry.
qint64 waitMs(TargetRetries &retries, const AttemptFailure &failure, const ProviderAccess &access,
              int usedKey = -1, bool canOthersServe = false, double random = middle)
{
    const auto wait = retries.waitAfter({.failure = failure,
                                         .usedKey = usedKey,
                                         .canOthersServe = canOthersServe,
                                         .random = random},
                                        access);
    return wait ? wait->count() : -1;
}

} // namespace

class TargetRetriesTest final : public QObject
{
    Q_OBJECT

private slots:
    void keysWithAnOpenBreakerComeLast()
    {
        TargetRetries retries;
        retries.begin({});
        const ProviderAccess access = accessWithKeys({"a", "b", "c"});
        std::vector<int> open{0};
        retries.setMayTry([&open](const ProviderAccess & /*access*/, int key) {
            return std::ranges::find(open, key) == open.end();
        });
        QCOMPARE(retries.usableKey(access), 1);

        open = {0, 1, 2};

        QCOMPARE(retries.usableKey(access), 0); // somebody is asked all the same
    }

    void otherTargetGoesBeforeAKeyWithAnOpenBreaker()
    {
        TargetRetries retries;
        retries.begin({});
        const ProviderAccess access = accessWithKeys({"a", "b"});
        retries.setMayTry([](const ProviderAccess & /*access*/, int key) { return key != 1; });
        const AttemptFailure limited = failureOf(ErrorClass::RateLimited, 429);

        QCOMPARE(waitMs(retries, limited, access, 0, true), -1);

        TargetRetries alone;
        alone.begin({});
        alone.setMayTry([](const ProviderAccess & /*access*/, int key) { return key != 1; });
        QCOMPARE(waitMs(alone, limited, access, 0, false), 0);
    }

    void classDecidesWhetherTheTargetIsTriedAgain_data()
    {
        QTest::addColumn<ErrorClass>("errorClass");
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("wasSent");
        QTest::addColumn<bool>("isTriedAgain");
        QTest::newRow("500") << ErrorClass::ServerError << 500 << true << true;
        QTest::newRow("429") << ErrorClass::RateLimited << 429 << true << true;
        QTest::newRow("refused connection") << ErrorClass::Connection << 0 << false << true;
        QTest::newRow("closed after the request") << ErrorClass::Connection << 0 << true << false;
        QTest::newRow("broken answer") << ErrorClass::ServerError << 0 << true << false;
        QTest::newRow("timeout") << ErrorClass::Timeout << 0 << true << false;
        QTest::newRow("400") << ErrorClass::BadRequest << 400 << true << false;
        QTest::newRow("404") << ErrorClass::NotFound << 404 << true << false;
        QTest::newRow("401") << ErrorClass::Authentication << 401 << true << false;
        QTest::newRow("too long") << ErrorClass::ContextTooLong << 400 << true << false;
    }
    void classDecidesWhetherTheTargetIsTriedAgain()
    {
        QFETCH(ErrorClass, errorClass);
        QFETCH(int, status);
        QFETCH(bool, wasSent);
        QFETCH(bool, isTriedAgain);
        AttemptFailure failure = failureOf(errorClass, status);
        failure.wasSent = wasSent;
        TargetRetries retries;
        retries.begin({.retries = 1, .baseDelay = 100ms, .maxDelay = 1s});

        QCOMPARE(waitMs(retries, failure, accessWithKeys({"a"}), 0), isTriedAgain ? 100 : -1);
    }

    void waitsGrowUpToTheLongest()
    {
        const AttemptFailure failure = failureOf(ErrorClass::ServerError, 500);
        const ProviderAccess access;
        TargetRetries retries;
        retries.begin({.retries = 5, .baseDelay = 100ms, .maxDelay = 500ms});
        QList<qint64> waits;
        for (int i = 0; i < 6; ++i)
            waits.append(waitMs(retries, failure, access));

        QCOMPARE(waits, QList<qint64>({100, 200, 400, 500, 500, -1}));
    }

    void waitsAreJitteredByAFifth()
    {
        const AttemptFailure failure = failureOf(ErrorClass::ServerError, 500);
        const ProviderAccess access;
        TargetRetries retries;
        retries.begin({.retries = 2, .baseDelay = 1000ms, .maxDelay = 1000ms});

        QCOMPARE(waitMs(retries, failure, access, -1, false, 0), 800);
        QCOMPARE(waitMs(retries, failure, access, -1, false, 0.999), 1199);
    }

    void providersOwnWaitIsHonouredUpToTheLongest()
    {
        AttemptFailure failure = failureOf(ErrorClass::RateLimited, 429);
        const ProviderAccess access;
        TargetRetries retries;
        retries.begin({.retries = 3, .baseDelay = 100ms, .maxDelay = 2s});

        failure.retryAfterMs = 1500;
        QCOMPARE(waitMs(retries, failure, access), 1500);
        failure.retryAfterMs = 2001;
        QCOMPARE(waitMs(retries, failure, access), -1);
    }

    void providerMayForbidARetry()
    {
        AttemptFailure failure = failureOf(ErrorClass::ServerError, 500);
        failure.mayRetry = false;
        TargetRetries retries;
        retries.begin({.retries = 3, .baseDelay = 100ms, .maxDelay = 2s});

        QCOMPARE(waitMs(retries, failure, ProviderAccess()), -1);
    }

    void refusedKeyGivesWayToTheNextAtOnce()
    {
        const ProviderAccess access = accessWithKeys({"a", "", "b"});
        TargetRetries retries;
        retries.begin({.retries = 0, .baseDelay = 100ms, .maxDelay = 1s});

        QCOMPARE(retries.usableKey(access), 0);
        QCOMPARE(waitMs(retries, failureOf(ErrorClass::Authentication, 401), access, 0), 0);
        QCOMPARE(retries.usableKey(access), 2); // the empty one could not be read
        QCOMPARE(waitMs(retries, failureOf(ErrorClass::Authentication, 401), access, 2), -1);
        QCOMPARE(retries.usableKey(access), -1);
    }

    void keyThatServedLastIsFirst()
    {
        ProviderAccess access = accessWithKeys({"a", "b", "c"});
        access.firstKey = 1;
        const TargetRetries retries;

        QCOMPARE(retries.usableKey(access), 1);
    }

    void onlyKeyWaitsOutItsLimitUnlessOthersCanServe()
    {
        const ProviderAccess access = accessWithKeys({"a"});
        const AttemptFailure failure = failureOf(ErrorClass::RateLimited, 429);
        TargetRetries retries;
        retries.begin({.retries = 2, .baseDelay = 100ms, .maxDelay = 1s});

        QCOMPARE(waitMs(retries, failure, access, 0, false), 100);
        QCOMPARE(retries.usableKey(access), 0);
        QCOMPARE(waitMs(retries, failure, access, 0, true), -1);
    }

    void allWaitsTogetherStayWithinTheTotal_data()
    {
        QTest::addColumn<qint64>("totalMs");
        QTest::addColumn<qint64>("retryAfterMs");
        QTest::addColumn<QList<qint64>>("waits");
        const auto row = [](const char *name, qint64 total, qint64 retryAfter,
                            const QList<qint64> &waits) {
            QTest::newRow(name) << total << retryAfter << waits;
        };
        row("room for all", 10'000, -1, {100, 200, 400, 100, 200, 400});
        row("exactly enough for the first target", 700, -1, {100, 200, 400, -1, -1, -1});
        row("ends inside the second target", 850, -1, {100, 200, 400, 100, -1, -1});
        row("ends inside the first target", 299, -1, {100, -1, -1, 100, -1, -1});
        row("no waiting at all", 0, -1, {-1, -1, -1, -1, -1, -1});
        row("providers' own waits count", 1000, 450, {450, 450, -1, -1, -1, -1});
    }
    void allWaitsTogetherStayWithinTheTotal()
    {
        QFETCH(qint64, totalMs);
        QFETCH(qint64, retryAfterMs);
        QFETCH(QList<qint64>, waits);
        const ProviderAccess access;
        AttemptFailure failure = failureOf(ErrorClass::ServerError, 500);
        failure.retryAfterMs = retryAfterMs;
        TargetRetries retries;
        QList<qint64> seen;
        qint64 waited = 0;

        for (int target = 0; target < 2; ++target) {
            retries.begin({.retries = 3,
                           .baseDelay = 100ms,
                           .maxDelay = 500ms,
                           .total = std::chrono::milliseconds(totalMs)});
            for (int retry = 0; retry < 3; ++retry) {
                seen.append(waitMs(retries, failure, access));
                waited += std::max<qint64>(0, seen.last());
            }
        }

        QCOMPARE(seen, waits);
        QVERIFY(waited <= totalMs);
    }

    void anotherKeyNeedsNoTimeOfTheTotal()
    {
        const ProviderAccess access = accessWithKeys({"a", "b"});
        TargetRetries retries;
        retries.begin({.retries = 1, .baseDelay = 100ms, .maxDelay = 1s, .total = 0ms});

        QCOMPARE(waitMs(retries, failureOf(ErrorClass::RateLimited, 429), access, 0), 0);
        QCOMPARE(retries.usableKey(access), 1);
    }

    void keyAtItsLimitIsPassedOver()
    {
        ProviderAccess access = accessWithKeys({"a", "b", ""});
        QList<int> full{0};
        TargetRetries retries;
        retries.setHasRoom([&](const ProviderAccess &, int key) { return !full.contains(key); });
        retries.begin({.retries = 1, .baseDelay = 100ms, .maxDelay = 1s});

        QCOMPARE(retries.usableKey(access), 1);
        access.firstKey = 1;
        QCOMPARE(retries.usableKey(access), 1);
        full = {0, 1};
        QCOMPARE(retries.usableKey(access), -1);
        QVERIFY(retries.isAtLimit(access));
        full = {1};
        QCOMPARE(retries.usableKey(access), 0);
    }

    void keyThatCannotBeReadIsNotAtItsLimit()
    {
        const ProviderAccess access = accessWithKeys({"", ""});
        TargetRetries retries;
        retries.setHasRoom([](const ProviderAccess &, int) { return false; });

        QCOMPARE(retries.usableKey(access), -1);
        QVERIFY(!retries.isAtLimit(access));
    }

    void refusedKeyWaitsWhenTheOtherIsAtItsLimit()
    {
        const ProviderAccess access = accessWithKeys({"a", "b"});
        TargetRetries retries;
        retries.setHasRoom([](const ProviderAccess &, int key) { return key == 0; });
        retries.begin({.retries = 1, .baseDelay = 100ms, .maxDelay = 1s});

        QCOMPARE(waitMs(retries, failureOf(ErrorClass::RateLimited, 429), access, 0), 100);
        QCOMPARE(retries.usableKey(access), 0);
    }

    void anotherTargetBeginsAnew()
    {
        const ProviderAccess access = accessWithKeys({"a"});
        TargetRetries retries;
        retries.begin({.retries = 1, .baseDelay = 100ms, .maxDelay = 1s});
        QCOMPARE(waitMs(retries, failureOf(ErrorClass::ServerError, 500), access, 0), 100);
        QCOMPARE(waitMs(retries, failureOf(ErrorClass::Authentication, 401), access, 0), -1);

        retries.begin({.retries = 1, .baseDelay = 100ms, .maxDelay = 1s});

        QCOMPARE(retries.usableKey(access), 0);
        QCOMPARE(waitMs(retries, failureOf(ErrorClass::ServerError, 500), access, 0), 100);
    }
};

QTEST_GUILESS_MAIN(TargetRetriesTest)
#include "tst_TargetRetries.moc"
