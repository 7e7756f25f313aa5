// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/ChatSamples.h"
#include "support/FakeProvider.h"
#include "support/HttpProbe.h"
#include "support/ProxyFixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::ErrorClass;
using models::ExchangeOutcome;
using models::ProviderDialect;

namespace {

const QByteArray messagesPath = QByteArrayLiteral("/v1/messages");
const QByteArray messagesBody =
    QByteArrayLiteral("{\"model\":\"smart\",\"max_tokens\":50,\"top_k\":5,\"messages\":[{\"role\":"
                      "\"user\",\"content\":"
                      "\"hi\"}]}");
const QByteArray messagesStreamBody = QByteArrayLiteral(
    "{\"model\":\"smart\",\"max_tokens\":50,\"stream\":true,\"messages\":[{\"role\":\"user\","
    "\"content\":\"hi\"}]}");
const QByteArray wholeChat = QByteArrayLiteral(
    "{\"id\":\"c\",\"model\":\"real-model\",\"choices\":[{\"index\":0,\"message\":{\"role\":"
    "\"assistant\",\"content\":\"hello\"},\"finish_reason\":\"stop\"}],\"usage\":{"
    "\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}}");

QByteArray chatEvent(const QByteArray &delta, const QByteArray &finish = "null")
{
    return "data: {\"id\":\"c\",\"model\":\"real-model\",\"choices\":[{\"index\":0,\"delta\":{"
        + delta + "},\"finish_reason\":" + finish + "}]}\n\n";
}

QByteArray chatStream()
{
    return streamHead() + chunk(chatEvent("\"content\":\"hel\""))
        + chunk(chatEvent("\"content\":\"lo\"")) + chunk(chatEvent("", "\"stop\""))
        + chunk("data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,"
                "\"completion_tokens\":4}}\n\ndata: [DONE]\n\n")
        + lastChunk();
}

/// The text of an Anthropic stream, and the types of its events.
QByteArray textOf(const QByteArray &stream, QByteArrayList &types)
{
    QByteArray text;
    for (const QByteArray &line : stream.split('\n')) {
        if (!line.startsWith("data: "))
            continue;
        const QJsonObject event = QJsonDocument::fromJson(line.mid(6)).object();
        types.append(event[u"type"].toString().toUtf8());
        text += event[u"delta"][u"text"].toString().toUtf8();
    }
    return text;
}

} // namespace

/// Clients of one dialect, providers of another.
class ProxyTranslationTest final : public QObject
{
    Q_OBJECT

private slots:
    void aWholeAnswerComesBackInTheClientsDialect()
    {
        FakeProvider fake;
        fake.enqueue(plainAnswer(200, wholeChat));
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post(messagesPath, messagesBody, "anthropic-version: 2023-06-01\r\n");
        QVERIFY(probe.waitForAnswers());
        const ProbeAnswer got = probe.lastAnswer();
        QCOMPARE(got.status, 200);
        QCOMPARE(got.json()[u"type"].toString(), QStringLiteral("message"));
        QCOMPARE(got.json()[u"content"][0][u"text"].toString(), QStringLiteral("hello"));
        QCOMPARE(got.json()[u"stop_reason"].toString(), QStringLiteral("end_turn"));
        QCOMPARE(got.json()[u"usage"][u"output_tokens"].toInt(), 4);
        const SeenRequest seen = fake.requests().first();
        QCOMPARE(seen.target(), QByteArray("/v1/chat/completions"));
        QVERIFY(seen.field("anthropic-version").isEmpty());
        const QJsonObject asked = QJsonDocument::fromJson(seen.body).object();
        QCOMPARE(asked[u"model"].toString(), QStringLiteral("real-model"));
        QCOMPARE(asked[u"messages"][0][u"content"].toString(), QStringLiteral("hi"));
        QCOMPARE(asked[u"max_tokens"].toInt(), 50);
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.outcome, ExchangeOutcome::Success);
        QCOMPARE(record.usage.input, 3);
        QVERIFY(record.reason.contains(QStringLiteral("translated")));
    }

    void aStreamComesBackInTheClientsEvents()
    {
        FakeProvider fake;
        fake.enqueue(chatStream());
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post(messagesPath, messagesStreamBody);
        QVERIFY(probe.waitForAnswers());
        QByteArrayList types;
        QCOMPARE(textOf(probe.lastAnswer().body, types), QByteArray("hello"));
        QCOMPARE(types.first(), QByteArray("message_start"));
        QCOMPARE(types.last(), QByteArray("message_stop"));
        QVERIFY(QJsonDocument::fromJson(fake.requests().first().body)[u"stream"].toBool());
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.outcome, ExchangeOutcome::Success);
        QVERIFY(record.streamed);
        QVERIFY(record.ttftUs >= 0);
        QCOMPARE(record.usage.output, 4);
        QCOMPARE(record.finishReason, QStringLiteral("stop"));
    }

    void ollamasClientsAreStreamedToUnlessTheySayOtherwise()
    {
        FakeProvider fake;
        fake.enqueue(chatStream());
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post("/api/chat",
                   "{\"model\":\"smart:latest\",\"messages\":[{\"role\":\"user\","
                   "\"content\":\"hi\"}],\"options\":{\"num_predict\":9}}");
        QVERIFY(probe.waitForAnswers());
        const ProbeAnswer got = probe.lastAnswer();
        QCOMPARE(got.status, 200);
        QCOMPARE(got.field("content-type"), QByteArray("application/x-ndjson"));
        QByteArray text;
        QJsonObject last;
        for (const QByteArray &line : got.body.trimmed().split('\n')) {
            last = QJsonDocument::fromJson(line).object();
            text += last[u"message"][u"content"].toString().toUtf8();
        }
        QCOMPARE(text, QByteArray("hello"));
        QCOMPARE(last[u"done_reason"].toString(), QStringLiteral("stop"));
        QCOMPARE(last[u"eval_count"].toInt(), 4);
        QVERIFY(last.contains(QLatin1String("total_duration")));
        const QJsonObject asked = QJsonDocument::fromJson(fake.requests().first().body).object();
        QCOMPARE(asked[u"stream"].toBool(), true);
        QCOMPARE(asked[u"max_tokens"].toInt(), 9);
    }

    void ollamasCompletionIsAnsweredAsOne()
    {
        FakeProvider fake;
        fake.enqueue(plainAnswer(200, wholeChat));
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post("/api/generate", "{\"model\":\"smart\",\"prompt\":\"hi\",\"stream\":false}");
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        QCOMPARE(probe.lastAnswer().json()[u"response"].toString(), QStringLiteral("hello"));
        const QJsonObject asked = QJsonDocument::fromJson(fake.requests().first().body).object();
        QCOMPARE(asked[u"messages"][0][u"content"].toString(), QStringLiteral("hi"));
    }

    void everyEventIsHandedOnBeforeTheNextComes()
    {
        FakeProvider fake;
        fake.enqueue(ProviderScript()
                         .send(streamHead() + chunk(chatEvent("\"content\":\"hel\"")))
                         .gate()
                         .send(chunk(chatEvent("\"content\":\"lo\"", "\"stop\"")) + lastChunk()));
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post(messagesPath, messagesStreamBody);
        QVERIFY(waitUntil([&] { return probe.received().contains("\"hel\""); }));
        fake.open();
        QVERIFY(probe.waitForAnswers());
        QByteArrayList types;
        QCOMPARE(textOf(probe.lastAnswer().body, types), QByteArray("hello"));
    }

    void aRefusalIsToldInTheClientsDialect()
    {
        FakeProvider fake;
        fake.enqueue(plainAnswer(
            404, R"({"error":{"message":"no such model here","code":"model_not_found"}})"));
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post(messagesPath, messagesBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 404);
        QCOMPARE(probe.lastAnswer().json()[u"type"].toString(), QStringLiteral("error"));
        QCOMPARE(probe.lastAnswer().json()[u"error"][u"type"].toString(),
                 QStringLiteral("not_found_error"));
        QCOMPARE(probe.lastAnswer().json()[u"error"][u"message"].toString(),
                 QStringLiteral("no such model here"));
    }

    void anErrorBeforeTheFirstContentFallsBackToAnotherDialect()
    {
        FakeProvider first;
        FakeProvider second;
        first.enqueue(streamHead()
                      + chunk("data: {\"error\":{\"message\":\"slow down\",\"code\":"
                              "\"rate_limit_exceeded\"}}\n\n")
                      + lastChunk());
        second.enqueue(
            streamHead()
            + chunk("event: message_start\ndata: {\"type\":\"message_start\"}\n\n"
                    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"delta\":"
                    "{\"type\":\"text_delta\",\"text\":\"own\"}}\n\n"
                    "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n")
            + lastChunk());
        ProxyFixture proxy(
            policyOf({providerAt(QStringLiteral("one"), ProviderDialect::OpenAi, first),
                      providerAt(QStringLiteral("two"), ProviderDialect::Anthropic, second)}));
        HttpProbe probe(proxy.port());
        probe.post(messagesPath, messagesStreamBody);
        QVERIFY(probe.waitForAnswers());
        QByteArrayList types;
        QCOMPARE(textOf(probe.lastAnswer().body, types), QByteArray("own"));
        QCOMPARE(proxy.record().attempts.front().errorClass, ErrorClass::RateLimited);
    }

    void aStreamThatBreaksIsNeverEndedAsWhole()
    {
        FakeProvider fake;
        fake.enqueue(
            ProviderScript().send(streamHead() + chunk(chatEvent("\"content\":\"hel\""))).reset());
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post(messagesPath, messagesStreamBody);
        QVERIFY(probe.waitForAnswers());
        QByteArrayList types;
        QCOMPARE(textOf(probe.lastAnswer().body, types), QByteArray("hel"));
        QVERIFY(types.contains("error"));
        QVERIFY(!types.contains("message_stop"));
        QCOMPARE(proxy.record().outcome, ExchangeOutcome::BrokenStream);
    }

    void anAnswerThatCannotBeReadIsABadGateway()
    {
        FakeProvider fake;
        fake.enqueue(plainAnswer(200, "surprise"));
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post(messagesPath, messagesBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 502);
        QCOMPARE(probe.lastAnswer().json()[u"type"].toString(), QStringLiteral("error"));
    }

    void thoughtsComeBackWithTheNextTurn()
    {
        FakeProvider fake;
        fake.enqueue(plainAnswer(
            200,
            "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":"
            "\"thinking\",\"thinking\":\"hm\",\"signature\":\"sig\"},{\"type\":\"tool_use\",\"id\":"
            "\"toolu_1\",\"name\":\"f\",\"input\":{}}],\"stop_reason\":\"tool_use\"}"));
        fake.enqueue(plainAnswer(200,
                                 "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{"
                                 "\"type\":\"text\",\"text\":\"done\"}],\"stop_reason\":"
                                 "\"end_turn\"}"));
        ProxyFixture proxy(onePolicy(fake, ProviderDialect::Anthropic));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer()
                     .json()[u"choices"][0][u"message"][u"tool_calls"][0][u"id"]
                     .toString(),
                 QStringLiteral("toolu_1"));
        probe.post(
            chatPath,
            "{\"model\":\"smart\",\"reasoning_effort\":\"high\",\"messages\":[{\"role\":"
            "\"user\",\"content\":\"x\"},{\"role\":\"assistant\",\"tool_calls\":[{\"id\":"
            "\"toolu_1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":"
            "\"{}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"toolu_1\",\"content\":\"1\"}]}");
        QVERIFY(probe.waitForAnswers(2));
        QCOMPARE(probe.lastAnswer().status, 200);
        const QJsonObject asked = QJsonDocument::fromJson(fake.requests().at(1).body).object();
        const QJsonValue thought = asked[u"messages"][1][u"content"][0];
        QCOMPARE(thought[u"signature"].toString(), QStringLiteral("sig"));
        QCOMPARE(thought[u"thinking"].toString(), QStringLiteral("hm"));
    }

    void whatCouldNotBeCarriedOverIsNamed()
    {
        FakeProvider fake;
        fake.enqueue(plainAnswer(200, wholeChat));
        models::Policy policy = onePolicy(fake);
        policy.providers.first().quirks = {QStringLiteral("openai")};
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        probe.post(messagesPath, messagesBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().field("x-signalbox-lossy"), QByteArray("top_k"));
        QVERIFY(proxy.record().reason.contains(QStringLiteral("top_k")));
    }

    void whatTheAnswerLostIsNamed()
    {
        FakeProvider fake;
        fake.enqueue(plainAnswer(200,
                                 "{\"choices\":[{\"message\":{\"content\":\"hi\"},"
                                 "\"finish_reason\":\"stop\"}],\"citations\":[\"u\"]}"));
        models::Policy policy = onePolicy(fake);
        policy.providers.first().quirks = {QStringLiteral("vllm")};
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        probe.post(messagesPath, messagesBody);
        QVERIFY(probe.waitForAnswers());

        QCOMPARE(probe.lastAnswer().field("x-signalbox-lossy"), QByteArray("answer.citations"));
        QVERIFY(
            proxy.record().reason.endsWith(QStringLiteral("; the answer came without citations")));
    }
};

QTEST_GUILESS_MAIN(ProxyTranslationTest)
#include "tst_ProxyTranslation.moc"
