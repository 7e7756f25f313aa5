// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/ChatSamples.h"
#include "support/FakeProvider.h"
#include "support/HttpProbe.h"
#include "support/ProxyFixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::ExchangeOutcome;
using models::ProviderDialect;

namespace {

const QByteArray arrayHead =
    QByteArrayLiteral("HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=UTF-8\r\n"
                      "transfer-encoding: chunked\r\n\r\n");
const QByteArray geminiArray =
    QByteArrayLiteral("[{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"x\"}]}}]}");

} // namespace

/// Answers that break off, before and behind the commit point.
class ProxyBrokenAnswersTest final : public QObject
{
    Q_OBJECT

private slots:
    void aHeadWithoutItsBodyIsNoSuccess_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("unary") << QByteArray("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
                                             "content-length: 50\r\n\r\n");
        QTest::newRow("stream") << streamHead();
    }
    void aHeadWithoutItsBodyIsNoSuccess()
    {
        QFETCH(QByteArray, head);
        FakeProvider fake;
        fake.setResponder([&](const SeenRequest &) { return ProviderScript().send(head).reset(); });
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatStreamBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 502);
        QVERIFY(!probe.lastAnswer().errorMessage().isEmpty());
        QCOMPARE(proxy.record().outcome, ExchangeOutcome::ProviderError);
        QCOMPARE(proxy.record().status, 502);
        QCOMPARE(fake.requests().size(), 1);
    }

    void aStreamThatBreaksEndsWithTheDialectsError_data()
    {
        QTest::addColumn<ProviderDialect>("dialect");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("begun");
        QTest::addColumn<QByteArray>("errorStart");
        const QByteArray gemini =
            "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"x\"}]}}]}\n\n";
        const QByteArray anthropic =
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
            "\"delta\":{\"type\":\"text_delta\",\"text\":\"x\"}}\n\n";
        const QByteArray responses =
            "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\","
            "\"delta\":\"x\"}\n\n";
        QTest::newRow("chat") << ProviderDialect::OpenAi << chatPath << chatStreamBody << delta("x")
                              << QByteArray("data: {\"error\":{\"message\":\"The answer broke off");
        QTest::newRow("responses")
            << ProviderDialect::OpenAi << QByteArray("/v1/responses") << chatStreamBody << responses
            << QByteArray(
                   "event: error\ndata: {\"type\":\"error\",\"code\":\"stream_interrupted\"");
        QTest::newRow("messages")
            << ProviderDialect::Anthropic << QByteArray("/v1/messages") << chatStreamBody
            << anthropic
            << QByteArray("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":");
        QTest::newRow("gemini") << ProviderDialect::Gemini
                                << QByteArray("/v1beta/models/smart:streamGenerateContent?alt=sse")
                                << QByteArray("{}") << gemini
                                << QByteArray("data: {\"error\":{\"code\":502");
    }
    void aStreamThatBreaksEndsWithTheDialectsError()
    {
        QFETCH(ProviderDialect, dialect);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, begun);
        QFETCH(QByteArray, errorStart);
        FakeProvider first;
        FakeProvider second;
        first.enqueue(ProviderScript().send(streamHead() + chunk(begun)).reset());
        models::Policy policy = policyOf({providerAt(QStringLiteral("one"), dialect, first),
                                          providerAt(QStringLiteral("two"), dialect, second)});
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        probe.post(target, body);
        QVERIFY(probe.waitForAnswers());
        const ProbeAnswer got = probe.lastAnswer();
        QCOMPARE(got.status, 200);
        QVERIFY2(got.body.startsWith(QByteArray(begun + errorStart)), got.body.constData());
        QVERIFY(got.body.endsWith("\n\n"));
        QCOMPARE(first.requests().size(), 1);
        QCOMPARE(second.requests().size(), 0); // never a second try behind the commit point
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.outcome, ExchangeOutcome::BrokenStream);
        QCOMPARE(record.attempts.size(), std::size_t(1));
    }

    void aStreamCutInsideAnEventStaysReadable()
    {
        FakeProvider fake;
        fake.enqueue(
            ProviderScript().send(streamHead() + chunk(delta("x") + "data: {\"choi")).reset());
        models::Policy policy = onePolicy(fake);
        policy.providers.first().requestStreamUsage = false;
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatStreamBody);
        QVERIFY(probe.waitForAnswers());
        QVERIFY2(probe.lastAnswer().body.contains("data: {\"choi\n\ndata: {\"error\""),
                 probe.lastAnswer().body.constData());
    }

    void aBrokenArrayIsEndedWhereItCanBe_data()
    {
        QTest::addColumn<QByteArray>("begun");
        QTest::addColumn<bool>("canEnd");
        QTest::newRow("between objects") << geminiArray << true;
        QTest::newRow("behind a comma") << QByteArray(geminiArray + "\n,\n") << true;
        QTest::newRow("inside an object") << QByteArray(geminiArray + ",{\"cand") << false;
    }
    void aBrokenArrayIsEndedWhereItCanBe()
    {
        QFETCH(QByteArray, begun);
        QFETCH(bool, canEnd);
        FakeProvider fake;
        fake.enqueue(ProviderScript().send(arrayHead + chunk(begun)).reset());
        ProxyFixture proxy(onePolicy(fake, ProviderDialect::Gemini));
        HttpProbe probe(proxy.port());
        probe.post("/v1beta/models/smart:streamGenerateContent", "{}");
        if (!canEnd) {
            QVERIFY(probe.waitForClose());
            QVERIFY(!probe.received().contains("\r\n0\r\n")); // no end that would look whole
            return;
        }
        QVERIFY(probe.waitForAnswers());
        const QJsonArray events = QJsonDocument::fromJson(probe.lastAnswer().body).array();
        QCOMPARE(events.size(), 2);
        QCOMPARE(events.last()[u"error"][u"code"].toInt(), 502);
        QCOMPARE(proxy.record().outcome, ExchangeOutcome::BrokenStream);
        QVERIFY(proxy.record().streamed);
    }

    void anErrorInsideAnArrayIsNoAnswerYet()
    {
        FakeProvider first;
        FakeProvider second;
        first.enqueue(ProviderScript().send(
            arrayHead + chunk("[{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\"}}]")
            + lastChunk()));
        second.enqueue(ProviderScript().send(arrayHead + chunk(geminiArray + "]") + lastChunk()));
        ProxyFixture proxy(
            policyOf({providerAt(QStringLiteral("one"), ProviderDialect::Gemini, first),
                      providerAt(QStringLiteral("two"), ProviderDialect::Gemini, second)}));
        HttpProbe probe(proxy.port());
        probe.post("/v1beta/models/smart:streamGenerateContent", "{}");
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().body, QByteArray(geminiArray + "]"));
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.attempts.front().errorClass, models::ErrorClass::RateLimited);
        QCOMPARE(record.provider, QStringLiteral("two"));
    }

    void anErrorTooLongToKeepIsToldInOurWords()
    {
        FakeProvider fake;
        const QByteArray huge =
            "{\"error\":{\"message\":\"" + QByteArray(2 * 1024 * 1024, 'x') + "\"}}";
        fake.enqueue(plainAnswer(400, huge));
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 400);
        QVERIFY2(probe.lastAnswer().errorMessage().contains("too long to pass on"),
                 probe.lastAnswer().body.left(200).constData());
    }

    void anAnswerLongerThanItDeclaredHarmsNobodyElse()
    {
        FakeProvider fake;
        fake.enqueue(plainAnswer(200, R"({"a":1})")
                     + "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil");
        fake.enqueue(plainAnswer(200, R"({"b":2})"));
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().body, R"({"a":1})");
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers(2));
        QCOMPARE(probe.lastAnswer().body, R"({"b":2})");
        QVERIFY(!probe.received().contains("evil"));
        QCOMPARE(fake.accepted(), 2);
        QVERIFY(proxy.waitForRecords(2));
        QCOMPARE(proxy.records()[0].outcome, ExchangeOutcome::Success);
    }

    void aUnaryAnswerThatBreaksIsNotTakenForWhole()
    {
        FakeProvider fake;
        fake.enqueue(
            ProviderScript().send("HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"a\":").close());
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForClose());
        QVERIFY(!probe.lastAnswer().isWhole);
        QCOMPARE(proxy.record().outcome, ExchangeOutcome::BrokenStream);
    }
};

QTEST_GUILESS_MAIN(ProxyBrokenAnswersTest)
#include "tst_ProxyBrokenAnswers.moc"
