// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/ChatSamples.h"
#include "support/FakeProvider.h"
#include "support/HttpProbe.h"
#include "support/ProxyFixture.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::ProviderDialect;

/// Exchanges that succeed: what is passed on, what is changed.
class ProxyExchangeTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyDialectPassesByteForByteButTheModel_data()
    {
        QTest::addColumn<ProviderDialect>("dialect");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("sentTarget");
        QTest::addColumn<QByteArray>("sentBody");
        QTest::addColumn<QByteArray>("keyField");
        const QByteArray rest = R"(, "x_unknown" : [1,2.50,"\u00e9"],  "n":1e3 })";
        const auto body = [&](const char *model) -> QByteArray {
            return QByteArray("{\n \"model\": \"") + model + "\"" + rest;
        };
        QTest::newRow("chat") << ProviderDialect::OpenAi << chatPath << body("smart")
                              << QByteArray("/v1/chat/completions") << body("real-model")
                              << QByteArray("authorization");
        QTest::newRow("responses")
            << ProviderDialect::OpenAi << QByteArray("/v1/responses") << body("smart")
            << QByteArray("/v1/responses") << body("real-model") << QByteArray("authorization");
        QTest::newRow("embeddings")
            << ProviderDialect::OpenAi << QByteArray("/openai/v1/embeddings") << body("one-target")
            << QByteArray("/v1/embeddings") << body("real-model") << QByteArray("authorization");
        QTest::newRow("provider/model")
            << ProviderDialect::OpenAi << chatPath << body("one/some/other-model")
            << QByteArray("/v1/chat/completions") << body("some/other-model")
            << QByteArray("authorization");
        QTest::newRow("messages") << ProviderDialect::Anthropic
                                  << QByteArray("/v1/messages?beta=true") << body("smart")
                                  << QByteArray("/v1/messages?beta=true") << body("real-model")
                                  << QByteArray("x-api-key");
        QTest::newRow("count_tokens")
            << ProviderDialect::Anthropic << QByteArray("/anthropic/v1/messages/count_tokens")
            << body("smart") << QByteArray("/v1/messages/count_tokens") << body("real-model")
            << QByteArray("x-api-key");
        const QByteArray gemini = R"({ "contents":[{"parts":[{"text":"hi"}]}], "zz":{} })";
        QTest::newRow("generateContent")
            << ProviderDialect::Gemini << QByteArray("/v1beta/models/smart:generateContent?key=ck")
            << gemini << QByteArray("/v1beta/models/real-model:generateContent") << gemini
            << QByteArray("x-goog-api-key");
        QTest::newRow("streamGenerateContent")
            << ProviderDialect::Gemini
            << QByteArray("/v1beta/models/smart:streamGenerateContent?alt=sse") << gemini
            << QByteArray("/v1beta/models/real-model:streamGenerateContent?alt=sse") << gemini
            << QByteArray("x-goog-api-key");
        QTest::newRow("countTokens")
            << ProviderDialect::Gemini << QByteArray("/v1beta/models/smart:countTokens") << gemini
            << QByteArray("/v1beta/models/real-model:countTokens") << gemini
            << QByteArray("x-goog-api-key");
        QTest::newRow("ollama") << ProviderDialect::Ollama << QByteArray("/api/chat")
                                << body("smart") << QByteArray("/api/chat") << body("real-model")
                                << QByteArray("authorization");
    }
    void everyDialectPassesByteForByteButTheModel()
    {
        QFETCH(ProviderDialect, dialect);
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, sentTarget);
        QFETCH(QByteArray, sentBody);
        QFETCH(QByteArray, keyField);
        FakeProvider fake;
        const QByteArray answer = "{ \"unknown\" : [ 1.0e2 ],\r\n\t\"z\":\"\\u00fc\" }\n";
        fake.enqueue(plainAnswer(200, answer,
                                 "x-ratelimit-remaining-requests: 59\r\nx-request-id: req_9\r\n"
                                 "X-Unknown-Thing: a, b\r\nset-cookie: s=1\r\n"));
        routing::KeyRing keys;
        addKeys(keys, QStringLiteral("one"), {"sk-provider"});
        ProxyFixture proxy(onePolicy(fake, dialect), keys, QStringLiteral("ck"));
        HttpProbe probe(proxy.port());
        probe.post(target, body,
                   "authorization: Bearer ck\r\nx-my-own: kept\r\nopenai-beta: v2\r\n"
                   "accept-encoding: gzip\r\ncookie: secret=1\r\n");
        QVERIFY(probe.waitForAnswers());
        const ProbeAnswer got = probe.lastAnswer();
        QCOMPARE(got.status, 200);
        QCOMPARE(got.body, answer);
        QCOMPARE(got.field("x-ratelimit-remaining-requests"), "59");
        QCOMPARE(got.field("x-unknown-thing"), "a, b");
        QVERIFY(got.field("set-cookie").isEmpty());
        QVERIFY(got.field("x-signalbox-exchange").startsWith("sbx_"));
        QCOMPARE(got.field("x-signalbox-attempts"), "1");

        QCOMPARE(fake.requests().size(), 1);
        const SeenRequest &seen = fake.requests().first();
        QCOMPARE(seen.target(), sentTarget);
        QCOMPARE(seen.body, sentBody);
        QCOMPARE(seen.field("x-my-own"), "kept");
        QCOMPARE(seen.field("openai-beta"), "v2");
        QCOMPARE(seen.field("accept-encoding"), "identity");
        QVERIFY(seen.field("cookie").isEmpty());
        QVERIFY(seen.field(keyField).endsWith("sk-provider"));
        QVERIFY(!seen.head.contains("ck\r\n") && !seen.head.contains("key=ck"));
        QCOMPARE(proxy.record().attempts.at(0).providerRequestId, QStringLiteral("req_9"));
    }

    void streamUsageIsAskedForAndHidden_data()
    {
        QTest::addColumn<QByteArray>("options"); // as the client writes them
        QTest::newRow("unset") << QByteArray();
        QTest::newRow("null") << QByteArray(R"(,"stream_options":null)");
        QTest::newRow("empty") << QByteArray(R"(,"stream_options":{})");
        QTest::newRow("declined") << QByteArray(R"(,"stream_options":{"include_usage":false})");
    }
    void streamUsageIsAskedForAndHidden()
    {
        QFETCH(QByteArray, options);
        FakeProvider fake;
        fake.enqueue(chunkedStream({delta("a"), delta("b"), stopEvent, usageEvent, doneEvent}));
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, R"({"model":"smart","stream":true)" + options + "}");
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().body, delta("a") + delta("b") + stopEvent + doneEvent);
        const QByteArray &sent = fake.requests().first().body;
        QVERIFY(sent.contains(R"("stream_options":{"include_usage":true})"));
        QCOMPARE(sent.count("stream_options"), 1);
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.usage.input, 5);
        QCOMPARE(record.usage.output, 2);
        QVERIFY(record.streamed);
        QVERIFY(record.error.isEmpty());
    }

    void streamUsageTheClientAskedForIsLeftIn()
    {
        FakeProvider fake;
        const QList<QByteArray> events{delta("a"), stopEvent, usageEvent, doneEvent};
        fake.enqueue(chunkedStream(events));
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        const QByteArray body =
            R"({"model":"real-model","stream":true,"stream_options":{"include_usage":true}})";
        QByteArray asked = body;
        probe.post(chatPath, asked.replace("real-model", "smart"));
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().body, events.join());
        QCOMPARE(fake.requests().first().body, body);
    }
};

QTEST_GUILESS_MAIN(ProxyExchangeTest)
#include "tst_ProxyExchange.moc"
