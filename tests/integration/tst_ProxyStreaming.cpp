// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/FakeProvider.h"
#include "support/HttpProbe.h"
#include "support/ProxyFixture.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::ErrorClass;
using models::ExchangeOutcome;
using models::ProviderDialect;
using std::chrono::milliseconds;

namespace {

const QByteArray chatPath = QByteArrayLiteral("/v1/chat/completions");
const QByteArray doneEvent = QByteArrayLiteral("data: [DONE]\n\n");

QByteArray request(const QByteArray &mark = "x")
{
    return "{\"model\":\"smart\",\"stream\":true,\"stream_options\":{},\"mark\":\"" + mark + "\"}";
}

QByteArray delta(const QByteArray &text)
{
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
}

} // namespace

class ProxyStreamingTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyEventPassesBeforeTheNextIsSent_data()
    {
        QTest::addColumn<bool>("hasFallback"); // then the beginning is held until its first content
        QTest::addColumn<bool>("hidesUsage");
        QTest::newRow("plain") << false << false;
        QTest::newRow("with a fallback") << true << false;
        QTest::newRow("with hidden usage") << false << true;
    }
    void everyEventPassesBeforeTheNextIsSent()
    {
        QFETCH(bool, hasFallback);
        QFETCH(bool, hidesUsage);
        FakeProvider fake;
        FakeProvider other;
        ProviderScript script;
        script.send(streamHead());
        for (int i = 0; i < 20; ++i)
            script.send(chunk(delta("event " + QByteArray::number(i)))).gate();
        script.send(chunk(doneEvent) + lastChunk());
        fake.enqueue(script);
        models::Policy policy = onePolicy(fake);
        if (hasFallback) {
            policy = policyOf({providerAt(QStringLiteral("one"), ProviderDialect::OpenAi, fake),
                               providerAt(QStringLiteral("two"), ProviderDialect::OpenAi, other)});
        }
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        probe.post(chatPath,
                   hidesUsage ? QByteArray(R"({"model":"smart","stream":true})") : request());
        for (int i = 0; i < 20; ++i) {
            QVERIFY(probe.waitForBytes(delta("event " + QByteArray::number(i))));
            fake.open();
        }
        QVERIFY(probe.waitForAnswers());
        QVERIFY(probe.lastAnswer().isChunked);
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.outcome, ExchangeOutcome::Success);
        QVERIFY(record.ttftUs >= 0);
        QVERIFY(record.longestGapUs >= 0);
    }

    void aHundredStreamsDoNotMix()
    {
        constexpr int count = 100;
        FakeProvider fake;
        fake.setResponder([](const SeenRequest &seen) {
            const qsizetype at = seen.body.indexOf("\"mark\":\"") + 8;
            const QByteArray mark = seen.body.mid(at, seen.body.indexOf('"', at) - at);
            ProviderScript script;
            script.send(streamHead());
            for (int i = 0; i < 10; ++i) {
                script.send(chunk(delta(mark + "-" + QByteArray::number(i))))
                    .wait(milliseconds(mark.toInt() % 3));
            }
            return script.send(chunk(doneEvent) + lastChunk());
        });
        ProxyFixture proxy(onePolicy(fake));
        std::vector<std::unique_ptr<HttpProbe>> probes;
        for (int i = 0; i < count; ++i) {
            probes.push_back(std::make_unique<HttpProbe>(proxy.port()));
            probes.back()->post(chatPath, request(QByteArray::number(i)));
        }
        for (int i = 0; i < count; ++i) {
            HttpProbe &probe = *probes[static_cast<std::size_t>(i)];
            QVERIFY(probe.waitForAnswers());
            QByteArray expected;
            for (int event = 0; event < 10; ++event)
                expected += delta(QByteArray::number(i) + "-" + QByteArray::number(event));
            QCOMPARE(probe.lastAnswer().body, QByteArray(expected + doneEvent));
        }
        QVERIFY(proxy.waitForRecords(count));
        QCOMPARE(proxy.records().size(), std::size_t(count));
        for (const models::ExchangeRecord &record : proxy.records())
            QCOMPARE(record.outcome, ExchangeOutcome::Success);
    }

    void aClientThatLeavesCancelsTheProvider_data()
    {
        QTest::addColumn<QByteArray>("begun"); // what the provider sent until then
        QTest::addColumn<bool>("byReset");
        QTest::newRow("before an answer") << QByteArray() << false;
        QTest::newRow("inside a stream") << QByteArray(streamHead() + chunk(delta("a"))) << false;
        QTest::newRow("inside a stream, by reset")
            << QByteArray(streamHead() + chunk(delta("a"))) << true;
    }
    void aClientThatLeavesCancelsTheProvider()
    {
        QFETCH(QByteArray, begun);
        QFETCH(bool, byReset);
        FakeProvider fake;
        fake.enqueue(ProviderScript().send(begun).stall());
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, request());
        QVERIFY(waitUntil([&] { return fake.requests().size() == 1; }));
        if (!begun.isEmpty())
            QVERIFY(probe.waitForBytes("delta"));
        if (byReset)
            probe.reset();
        else
            probe.close();
        QVERIFY(waitUntil([&] { return fake.openConnections() == 0; }));
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.outcome, ExchangeOutcome::ClientGone);
        QCOMPARE(record.errorClass, ErrorClass::Cancelled);
        QCOMPARE(record.status, begun.isEmpty() ? 499 : 200);
        QCOMPARE(record.attempts.size(), std::size_t(1));
    }

    void aClientThatLeavesDuringAWaitEndsTheRetries()
    {
        FakeProvider fake;
        fake.setResponder(
            [](const SeenRequest &) { return ProviderScript().send(plainAnswer(500, "{}")); });
        models::Policy policy = onePolicy(fake);
        policy.retry.baseDelay = policy.retry.maxDelay = milliseconds(1000);
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        probe.post(chatPath, request());
        QVERIFY(waitUntil([&] { return fake.requests().size() == 1; }));
        probe.close();
        QCOMPARE(proxy.record().outcome, ExchangeOutcome::ClientGone);
        letTimePass(milliseconds(1300));
        QCOMPARE(fake.requests().size(), 1);
    }

    void aStalledStreamHitsTheIdleLimit()
    {
        FakeProvider fake;
        fake.enqueue(ProviderScript().send(streamHead() + chunk(delta("a"))).stall());
        models::Policy policy = onePolicy(fake);
        policy.providers.first().timeouts.idle = milliseconds(100);
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        probe.post(chatPath, request());
        QVERIFY(probe.waitForAnswers());
        QVERIFY2(probe.lastAnswer().body.startsWith(QByteArray(
                     delta("a") + "data: {\"error\":{\"message\":\"The answer broke off")),
                 probe.lastAnswer().body.constData());
        QVERIFY(waitUntil([&] { return fake.openConnections() == 0; }));
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.outcome, ExchangeOutcome::BrokenStream);
        QCOMPARE(record.errorClass, ErrorClass::Timeout);
    }

    void aProviderThatNeverAnswersIs504()
    {
        FakeProvider fake;
        fake.enqueue(ProviderScript().stall());
        models::Policy policy = onePolicy(fake);
        policy.providers.first().timeouts.firstByte = milliseconds(100);
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        probe.post(chatPath, request());
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 504);
        QCOMPARE(fake.requests().size(), 1); // it may be working on it: never asked twice
    }

    /// A slow client makes its provider wait instead of filling our memory.
    void aSlowClientPausesItsProvider()
    {
        constexpr qint64 mib = 1024 * 1024;
        constexpr int pieces = 64;
        FakeProvider fake;
        ProviderScript script;
        script.send(streamHead());
        const QByteArray piece = delta(QByteArray(mib, 'p'));
        for (int i = 0; i < pieces; ++i)
            script.send(chunk(piece));
        fake.enqueue(script.send(chunk(doneEvent) + lastChunk()));
        models::Policy policy = onePolicy(fake);
        policy.providers.first().timeouts.idle =
            milliseconds(1000); // a pause of ours is no silence
        policy.capture.bodies = models::CaptureBodies::None;
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        probe.stopReading();
        probe.post(chatPath, request());
        qint64 unsent = -1;
        int rounds = 0; // until nothing has moved for a while
        QTimer look;
        connect(&look, &QTimer::timeout, this, [&] {
            const qint64 now = fake.unsentBytes();
            rounds = now == unsent && now > 0 ? rounds + 1 : 0;
            unsent = now;
        });
        look.start(60);
        QVERIFY(waitUntil([&] { return rounds >= 20; }));
        look.stop();
        QVERIFY2(unsent > 40 * mib, qPrintable(QString::number(unsent)));
        QCOMPARE(proxy.proxy.inFlight(), 1);
        probe.resumeReading();
        QVERIFY(waitUntil([&] { return probe.received().endsWith("\r\n0\r\n\r\n"); }));
        QCOMPARE(probe.lastAnswer().body.size(), pieces * piece.size() + doneEvent.size());
        QCOMPARE(proxy.record().outcome, ExchangeOutcome::Success);
    }

    void anOldClientGetsItsStreamToo()
    {
        FakeProvider fake;
        fake.enqueue(streamHead() + chunk(delta("a")) + chunk(doneEvent) + lastChunk());
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        const QByteArray body = request();
        probe.send("POST /v1/chat/completions HTTP/1.0\r\nhost: localhost\r\ncontent-length: "
                   + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        QVERIFY(probe.waitForClose());
        QVERIFY(!probe.lastAnswer().isChunked);
        QCOMPARE(probe.lastAnswer().body, QByteArray(delta("a") + doneEvent));
    }
};

QTEST_GUILESS_MAIN(ProxyStreamingTest)
#include "tst_ProxyStreaming.moc"
