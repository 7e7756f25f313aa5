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

/// What is written down about an exchange.
class ProxyRecordsTest final : public QObject
{
    Q_OBJECT

private slots:
    void aRecordTellsWhatHappened()
    {
        FakeProvider fake;
        fake.enqueue(plainAnswer(200, chatAnswer));
        ProxyFixture proxy(onePolicy(fake), {}, QStringLiteral("ck"));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody, "authorization: Bearer ck\r\n");
        QVERIFY(probe.waitForAnswers());
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.outcome, ExchangeOutcome::Success);
        QCOMPARE(record.errorClass, ErrorClass::None);
        QCOMPARE(record.status, 200);
        QCOMPARE(record.dialect, models::ClientDialect::OpenAiChat);
        QCOMPARE(record.requestedModel, QStringLiteral("smart"));
        QCOMPARE(record.route, QStringLiteral("smart"));
        QCOMPARE(record.target, QStringLiteral("one-target"));
        QCOMPARE(record.provider, QStringLiteral("one"));
        QCOMPARE(record.model, QStringLiteral("real-model"));
        QCOMPARE(record.finishReason, QStringLiteral("stop"));
        QCOMPARE(record.client, QStringLiteral("default"));
        QCOMPARE(record.reason, QStringLiteral("first in route"));
        QCOMPARE(record.usage.input, 11);
        QCOMPARE(record.usage.cachedInput, 3);
        QCOMPARE(record.usage.output, 7);
        QVERIFY(!record.streamed);
        QCOMPARE(record.requestBytes, chatBody.size());
        QCOMPARE(record.responseBytes, chatAnswer.size());
        QVERIFY(record.ttftUs >= 0 && record.ttftUs <= record.totalUs);
        QVERIFY(record.providerWaitUs >= 0 && record.overheadUs >= 0);
        QVERIFY(record.providerWaitUs + record.overheadUs <= record.totalUs);
        QCOMPARE(record.attempts.size(), std::size_t(1));
        QCOMPARE(record.attempts[0].status, 200);
        QCOMPARE(models::exchangeIdText(record.id).toLatin1(),
                 probe.lastAnswer().field("x-signalbox-exchange"));
        QVERIFY(record.bodies);
        QCOMPARE(record.bodies->request, chatBody);
        QCOMPARE(record.bodies->response, chatAnswer);
    }

    void bodiesAreKeptByTheCapturePolicy_data()
    {
        QTest::addColumn<models::CaptureBodies>("capture");
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("isKept");
        QTest::newRow("all, success") << models::CaptureBodies::All << 200 << true;
        QTest::newRow("errors, success") << models::CaptureBodies::Errors << 200 << false;
        QTest::newRow("errors, error") << models::CaptureBodies::Errors << 400 << true;
        QTest::newRow("none, error") << models::CaptureBodies::None << 400 << false;
    }
    void bodiesAreKeptByTheCapturePolicy()
    {
        QFETCH(models::CaptureBodies, capture);
        QFETCH(int, status);
        QFETCH(bool, isKept);
        FakeProvider fake;
        const QByteArray answer = status == 200 ? chatAnswer : openAiError("no");
        fake.enqueue(plainAnswer(status, answer));
        models::Policy policy = onePolicy(fake);
        policy.capture.bodies = capture;
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        const auto bodies = proxy.record().bodies;
        QCOMPARE(bodies != nullptr, isKept);
        if (isKept) {
            QCOMPARE(bodies->request, chatBody);
            QCOMPARE(bodies->response, answer);
        }
    }

    void longBodiesAreCutInTheRecordOnly()
    {
        FakeProvider fake;
        const QByteArray answer = "{\"x\":\"" + QByteArray(3000, 'a') + "\"}";
        fake.enqueue(plainAnswer(200, answer));
        models::Policy policy = onePolicy(fake);
        policy.capture.maxBodyKib = 1;
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        const QByteArray body = "{\"model\":\"smart\",\"x\":\"" + QByteArray(2000, 'b') + "\"}";
        probe.post(chatPath, body);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().body, answer);
        const auto bodies = proxy.record().bodies;
        QVERIFY(bodies);
        QCOMPARE(bodies->request, body.left(1024));
        QCOMPARE(bodies->requestOmitted, body.size() - 1024);
        QCOMPARE(bodies->response, answer.left(1024));
        QCOMPARE(bodies->responseOmitted, answer.size() - 1024);
    }

    void oneRecordPerExchange()
    {
        FakeProvider fake;
        fake.setResponder([](const SeenRequest &) {
            return ProviderScript().send(plainAnswer(200, chatAnswer));
        });
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        constexpr int count = 50;
        for (int i = 0; i < count; ++i) {
            probe.post(chatPath, i % 5 == 0 ? QByteArray(R"({"model":"none"})") : chatBody);
            QVERIFY(probe.waitForAnswers(i + 1));
        }
        QVERIFY(proxy.waitForRecords(count));
        QVERIFY(waitUntil([&] { return proxy.proxy.inFlight() == 0; }));
        QCOMPARE(proxy.records().size(), std::size_t(count));
        for (std::size_t i = 1; i < count; ++i)
            QVERIFY(proxy.records()[i].id > proxy.records()[i - 1].id);
    }
};

QTEST_GUILESS_MAIN(ProxyRecordsTest)
#include "tst_ProxyRecords.moc"
