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

namespace {

const QByteArray providerKey = QByteArrayLiteral("sk-SECRET-of-the-provider");
const QByteArray clientKey = QByteArrayLiteral("ck-SECRET-of-the-client");
const QByteArray clientField = "authorization: Bearer " + clientKey + "\r\n";

routing::KeyRing secretKeys()
{
    routing::KeyRing keys;
    addKeys(keys, QStringLiteral("one"), {providerKey});
    return keys;
}

/// Everything of \a record that goes into the database as text.
QByteArray writtenDown(const models::ExchangeRecord &record)
{
    QStringList texts{record.requestedModel, record.target, record.model,
                      record.error,          record.reason, record.finishReason};
    for (const models::AttemptRecord &attempt : record.attempts)
        texts << attempt.target << attempt.model << attempt.error << attempt.providerRequestId;
    QByteArray all = texts.join(QLatin1Char('\n')).toUtf8();
    if (record.decision)
        all += record.decision->json(record);
    if (record.bodies) {
        all += record.bodies->requestHead + record.bodies->request + record.bodies->responseHead
            + record.bodies->response;
    }
    return all;
}

} // namespace

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

    void whatTheStoreWouldDropIsNotMade_data()
    {
        using models::RecordRoom;
        QTest::addColumn<RecordRoom>("room");
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("hasBodies");
        QTest::addColumn<bool>("hasDecision");
        QTest::newRow("all of a success") << RecordRoom::Everything << 200 << true << true;
        QTest::newRow("a success") << RecordRoom::NoBodiesOfSuccesses << 200 << false << true;
        QTest::newRow("an error") << RecordRoom::NoBodiesOfSuccesses << 400 << true << true;
        QTest::newRow("nothing of an error")
            << RecordRoom::NoBodiesAndDecisions << 400 << false << false;
    }
    void whatTheStoreWouldDropIsNotMade()
    {
        QFETCH(models::RecordRoom, room);
        QFETCH(int, status);
        QFETCH(bool, hasBodies);
        QFETCH(bool, hasDecision);
        FakeProvider fake;
        fake.enqueue(plainAnswer(status, status == 200 ? chatAnswer : openAiError("no")));
        ProxyFixture fixture(onePolicy(fake));
        fixture.proxy.setRecordRoom([room] { return room; });
        HttpProbe probe(fixture.port());

        probe.post(chatPath, chatBody);

        QVERIFY(probe.waitForAnswers());
        const models::ExchangeRecord record = fixture.record();
        QCOMPARE(record.bodies != nullptr, hasBodies);
        QCOMPARE(record.decision != nullptr, hasDecision);
        QCOMPARE(record.hadNoRoom, !hasBodies);
        QCOMPARE(record.reason, QStringLiteral("first in route"));
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

    void keyThatAProviderQuotesIsMasked()
    {
        FakeProvider fake;
        fake.enqueue(plainAnswer(401,
                                 openAiError("Incorrect API key provided: " + providerKey
                                             + ", client " + clientKey + "."),
                                 "x-request-id: req-" + providerKey + "\r\nx-quoted: " + providerKey
                                     + "\r\n"));
        ProxyFixture proxy(onePolicy(fake), secretKeys(), QString::fromLatin1(clientKey));
        HttpProbe probe(proxy.port());

        probe.post(chatPath, chatBody, clientField);

        QVERIFY(probe.waitForAnswers());
        QVERIFY(fake.requests().first().head.contains(providerKey));
        QCOMPARE(probe.lastAnswer().status, 401);
        QCOMPARE(probe.lastAnswer().body,
                 openAiError("Incorrect API key provided: [redacted], client [redacted]."));
        QVERIFY(!probe.received().contains("SECRET"));
        const models::ExchangeRecord record = proxy.record();
        QVERIFY(record.bodies);
        QCOMPARE(record.bodies->response, probe.lastAnswer().body);
        QVERIFY(!writtenDown(record).contains("SECRET"));
    }

    void keyGivenAsAModelIsMasked()
    {
        FakeProvider fake;
        fake.enqueue(plainAnswer(200, chatAnswer));
        ProxyFixture proxy(onePolicy(fake), secretKeys(), QString::fromLatin1(clientKey));
        HttpProbe probe(proxy.port());

        probe.post(chatPath, R"({"model":"one/)" + clientKey + R"(","messages":[]})", clientField);

        QVERIFY(probe.waitForAnswers());
        QVERIFY(
            fake.requests().first().body.contains(clientKey)); // it is what the client asked for
        const models::ExchangeRecord record = proxy.record();
        QVERIFY(record.decision);
        QCOMPARE(record.requestedModel, QStringLiteral("one/[redacted]"));
        QVERIFY(!writtenDown(record).contains("SECRET"));
    }

    void keyInAnAnswerIsMaskedInTheRecordOnly_data()
    {
        QTest::addColumn<QByteArray>("answer");
        const QByteArray quoted = QByteArray(chatAnswer).replace("yes", providerKey);
        QTest::newRow("whole") << plainAnswer(200, quoted, "x-quoted: " + providerKey + "\r\n");
        QTest::newRow("stream") << chunkedStream({delta(providerKey), stopEvent, doneEvent});
    }
    void keyInAnAnswerIsMaskedInTheRecordOnly()
    {
        QFETCH(QByteArray, answer);
        FakeProvider fake;
        fake.enqueue(answer);
        ProxyFixture proxy(onePolicy(fake), secretKeys(), QString::fromLatin1(clientKey));
        HttpProbe probe(proxy.port());
        const bool isStream = answer.contains("event-stream");
        QByteArray body = isStream ? chatStreamBody : chatBody;
        body.insert(1, "\"user\":\"" + clientKey + "\",");

        probe.post(chatPath, body, clientField);

        QVERIFY(probe.waitForAnswers());
        QVERIFY(probe.lastAnswer().body.contains(providerKey));
        QVERIFY(fake.requests().first().body.contains(clientKey));
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.outcome, ExchangeOutcome::Success);
        QVERIFY(record.bodies && record.bodies->response.contains("[redacted]"));
        QVERIFY(record.bodies->request.contains("\"user\":\"[redacted]\""));
        QVERIFY(!writtenDown(record).contains("SECRET"));
    }

    void keyThatTheCutGoesThroughIsLeftOut()
    {
        FakeProvider fake;
        const QByteArray before = "{\"x\":\"" + QByteArray(1000, 'a');
        const QByteArray answer = before + providerKey + "\"}";
        fake.enqueue(plainAnswer(200, answer));
        models::Policy policy = onePolicy(fake);
        policy.capture.maxBodyKib = 1;
        ProxyFixture proxy(policy, secretKeys());
        HttpProbe probe(proxy.port());

        probe.post(chatPath, chatBody);

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().body, answer);
        const auto bodies = proxy.record().bodies;
        QVERIFY(bodies);
        QCOMPARE(bodies->response, before);
        QCOMPARE(bodies->responseOmitted, answer.size() - before.size());
    }

    void fieldsThatMayHoldASecretAreLeftOut()
    {
        FakeProvider fake;
        fake.enqueue(plainAnswer(200, chatAnswer,
                                 "x-session-token: st-SECRET\r\n"
                                 "x-ratelimit-remaining-tokens: 12\r\n"));
        models::Policy policy = onePolicy(fake);
        policy.providers.first().keyHeader = QStringLiteral("X-Pass");
        policy.providers.first().headers = {{.name = "x-tenant", .value = "tenant-SECRET"},
                                            {.name = "x-gate-token", .value = "Gate gt-SECRET"}};
        ProxyFixture proxy(policy, secretKeys());
        HttpProbe probe(proxy.port());

        probe.post(chatPath, QByteArray(chatBody).replace("4711", "gt-SECRET"),
                   "x-portkey-api-key: pk-SECRET\r\nx-pass: SECRET\r\nX-Tenant: SECRET\r\n"
                   "x-max-tokens: 9\r\n");

        QVERIFY(probe.waitForAnswers());
        QVERIFY(fake.requests().first().head.contains("pk-SECRET")); // it may be for the provider
        const models::ExchangeRecord record = proxy.record();
        QVERIFY(!writtenDown(record).contains("SECRET"));
        QVERIFY(record.bodies->requestHead.contains("x-max-tokens: 9\n"));
        QVERIFY(record.bodies->responseHead.contains("x-ratelimit-remaining-tokens: 12"));
        QVERIFY(record.bodies->responseHead.contains("x-signalbox-exchange: "));
    }

    void everyExchangeIsPricedByItsOwnPolicy()
    {
        FakeProvider fake;
        fake.enqueue(ProviderScript().gate().send(plainAnswer(200, chatAnswer)));
        fake.enqueue(plainAnswer(200, chatAnswer));
        models::Policy cheap = onePolicy(fake);
        cheap.targets.front().inputPricePerMillion = 1'000'000; // one dollar a token
        cheap.targets.front().outputPricePerMillion = 0;
        models::Policy dear = cheap;
        dear.targets.front().inputPricePerMillion = 2'000'000;
        ProxyFixture proxy(cheap);
        HttpProbe before(proxy.port());
        before.post(chatPath, chatBody);
        QVERIFY(waitUntil([&] { return fake.requests().size() == 1; }));

        proxy.proxy.setPolicy(std::make_shared<const models::Policy>(dear));
        fake.open();
        QVERIFY(before.waitForAnswers());
        HttpProbe after(proxy.port());
        after.post(chatPath, chatBody);
        QVERIFY(after.waitForAnswers());

        QVERIFY(proxy.waitForRecords(2));
        QCOMPARE(proxy.records()[0].cost.dollars(), 11.0);
        QCOMPARE(proxy.records()[1].cost.dollars(), 22.0);
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
