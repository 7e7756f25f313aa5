// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/ChatSamples.h"
#include "support/FakeProvider.h"
#include "support/HttpProbe.h"
#include "support/ProxyFixture.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::ErrorClass;
using models::ExchangeOutcome;

/// When the same target is asked again, and with which key.
class ProxyRetriesTest final : public QObject
{
    Q_OBJECT

private slots:
    void aBusyProviderIsAskedAgain_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("isRetried");
        QTest::newRow("429") << 429 << true;
        QTest::newRow("500") << 500 << true;
        QTest::newRow("503") << 503 << true;
        QTest::newRow("529") << 529 << true;
        QTest::newRow("400") << 400 << false;
        QTest::newRow("401") << 401 << false;
        QTest::newRow("404") << 404 << false;
        QTest::newRow("422") << 422 << false;
    }
    void aBusyProviderIsAskedAgain()
    {
        QFETCH(int, status);
        QFETCH(bool, isRetried);
        FakeProvider fake;
        fake.enqueue(plainAnswer(status, openAiError("not now")));
        fake.enqueue(plainAnswer(200, chatAnswer));
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, isRetried ? 200 : status);
        QCOMPARE(fake.requests().size(), isRetried ? 2 : 1);
        QCOMPARE(proxy.record().attempts.size(), std::size_t(isRetried ? 2 : 1));
        if (isRetried) {
            QVERIFY(fake.requests().at(0).body == fake.requests().at(1).body);
            QCOMPARE(probe.lastAnswer().field("x-signalbox-attempts"), "2");
            QVERIFY(probe.lastAnswer().field("x-signalbox-reason").startsWith("retried after"));
        }
    }

    void aSingleTargetsOwnErrorReachesTheClientUnchanged()
    {
        FakeProvider fake;
        const QByteArray error = openAiError("You sent 9 tokens too many.", "\"too_long\"");
        fake.setResponder([&](const SeenRequest &) {
            return ProviderScript().send(
                plainAnswer(429, error, "retry-after: 77\r\nx-request-id: r1\r\n"));
        });
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        const ProbeAnswer got = probe.lastAnswer();
        QCOMPARE(got.status, 429);
        QCOMPARE(got.body, error);
        QCOMPARE(got.field("retry-after"), "77");
        QCOMPARE(got.field("x-request-id"), "r1");
        QCOMPARE(fake.requests().size(), 1); // 77 s is more than we wait
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.outcome, ExchangeOutcome::ProviderError);
        QCOMPARE(record.errorClass, ErrorClass::RateLimited);
        QCOMPARE(record.status, 429);
        QCOMPARE(record.reason, QStringLiteral("first in route")); // nothing led to it
        QCOMPARE(got.field("x-signalbox-reason"), "first in route");
    }

    void keysRotate_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("401") << 401;
        QTest::newRow("402") << 402;
        QTest::newRow("429") << 429;
    }
    void keysRotate()
    {
        QFETCH(int, status);
        FakeProvider fake;
        fake.setResponder([status](const SeenRequest &request) {
            return ProviderScript().send(request.field("authorization").endsWith("sk-good")
                                             ? plainAnswer(200, chatAnswer)
                                             : plainAnswer(status, openAiError("bad key")));
        });
        routing::KeyRing keys;
        addKeys(keys, QStringLiteral("one"), {"sk-bad", "sk-good"});
        ProxyFixture proxy(onePolicy(fake), keys);
        for (int i = 0; i < 2; ++i) {
            HttpProbe probe(proxy.port());
            probe.post(chatPath, chatBody);
            QVERIFY(probe.waitForAnswers());
            QCOMPARE(probe.lastAnswer().status, 200);
        }
        QVERIFY(proxy.waitForRecords(2));
        QCOMPARE(proxy.records()[0].attempts.size(), std::size_t(2));
        QCOMPARE(proxy.records()[0].attempts[0].keyIndex, 0);
        QCOMPARE(proxy.records()[0].attempts[1].keyIndex, 1);
        QCOMPARE(proxy.records()[1].attempts.size(), std::size_t(1)); // stays with what worked
        QCOMPARE(proxy.records()[1].attempts[0].keyIndex, 1);
    }
};

QTEST_GUILESS_MAIN(ProxyRetriesTest)
#include "tst_ProxyRetries.moc"
