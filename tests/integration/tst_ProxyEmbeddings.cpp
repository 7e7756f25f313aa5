// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/FakeProvider.h"
#include "support/HttpProbe.h"
#include "support/ProxyFixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::ExchangeOutcome;
using models::ProviderDialect;

namespace {

const QByteArray openAiPath = QByteArrayLiteral("/v1/embeddings");
const QByteArray ollamaPath = QByteArrayLiteral("/api/embed");
const QByteArray openAiAnswer = QByteArrayLiteral(
    "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[1,2.5]}],"
    "\"model\":\"real-model\",\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}");
const QByteArray geminiAnswer = QByteArrayLiteral(
    "{\"embeddings\":[{\"values\":[1,2.5]},{\"values\":[3,-4]}],\"usageMetadata\":{"
    "\"promptTokenCount\":7}}");

QJsonObject askedOf(const FakeProvider &fake)
{
    return QJsonDocument::fromJson(fake.requests().first().body).object();
}

} // namespace

/// Embeddings for clients of one dialect by providers of another.
class ProxyEmbeddingsTest final : public QObject
{
    Q_OBJECT

private slots:
    void floatsOfGeminiAreEncodedForOpenAisClients()
    {
        FakeProvider fake;
        fake.enqueue(plainAnswer(200, geminiAnswer));
        ProxyFixture proxy(onePolicy(fake, ProviderDialect::Gemini));
        HttpProbe probe(proxy.port());

        probe.post(openAiPath,
                   "{\"model\":\"smart\",\"input\":[\"a\",\"b\"],\"encoding_format\":\"base64\","
                   "\"user\":\"u\"}");

        QVERIFY(probe.waitForAnswers());
        const ProbeAnswer got = probe.lastAnswer();
        QCOMPARE(got.status, 200);
        QCOMPARE(got.field("content-type"), QByteArray("application/json"));
        QCOMPARE(got.field("x-signalbox-lossy"), QByteArray("user"));
        QCOMPARE(got.json()[u"data"][0][u"embedding"].toString(), QStringLiteral("AACAPwAAIEA="));
        QCOMPARE(got.json()[u"usage"][u"prompt_tokens"].toInt(), 7);
        QVERIFY(got.json()[u"id"].toString().startsWith(QStringLiteral("embd-")));
        QVERIFY(fake.requests().first().target().endsWith("/models/real-model:batchEmbedContents"));
        QCOMPARE(askedOf(fake)[u"requests"][1][u"content"][u"parts"][0][u"text"].toString(),
                 QStringLiteral("b"));
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.outcome, ExchangeOutcome::Success);
        QCOMPARE(record.usage.input, 7);
        QCOMPARE(record.usage.output, 0);
        QVERIFY(record.reason.contains(QStringLiteral("translated")));
        QVERIFY(!record.streamed);
    }

    void clientsOfOllamaAreServedByOpenAi_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("embed") << ollamaPath << QByteArray("{\"model\":\"smart\",\"input\":\"a\"}")
                               << QByteArray("{\"model\":\"real-model\",\"embeddings\":[[1,2.5]],"
                                             "\"prompt_eval_count\":3}");
        QTest::newRow("embeddings")
            << QByteArray("/api/embeddings") << QByteArray("{\"model\":\"smart\",\"prompt\":\"a\"}")
            << QByteArray("{\"embedding\":[1,2.5]}");
    }

    void clientsOfOllamaAreServedByOpenAi()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, expected);
        FakeProvider fake;
        fake.enqueue(plainAnswer(200, openAiAnswer));
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());

        probe.post(path, body);

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        QCOMPARE(probe.lastAnswer().body, expected);
        QCOMPARE(fake.requests().first().target(), QByteArray("/v1/embeddings"));
        QCOMPARE(askedOf(fake)[u"input"].toString(), QStringLiteral("a"));
    }

    void ollamasOwnPassUntouched()
    {
        const QByteArray whole =
            "{\"model\":\"real-model\",\"embeddings\":[[1.0,2.50]],\"prompt_eval_count\":3}";
        FakeProvider fake;
        fake.enqueue(plainAnswer(200, whole));
        ProxyFixture proxy(onePolicy(fake, ProviderDialect::Ollama));
        HttpProbe probe(proxy.port());

        probe.post(ollamaPath, "{\"model\":\"smart\",\"input\":[],\"new\":1}");

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().body, whole);
        QVERIFY(fake.requests().first().target().endsWith("/api/embed"));
        QCOMPARE(fake.requests().first().body,
                 QByteArray("{\"model\":\"real-model\",\"input\":[],\"new\":1}"));
        QCOMPARE(proxy.record().usage.input, 3);
    }

    void tokenIdsGoToThoseWhoTakeThem()
    {
        FakeProvider gemini;
        FakeProvider openAi;
        openAi.enqueue(plainAnswer(200, openAiAnswer));
        ProxyFixture proxy(
            policyOf({providerAt(QStringLiteral("one"), ProviderDialect::Gemini, gemini),
                      providerAt(QStringLiteral("two"), ProviderDialect::OpenAi, openAi)}));
        HttpProbe probe(proxy.port());

        probe.post(openAiPath, "{\"model\":\"smart\",\"input\":[1,2]}");

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().body, openAiAnswer);
        QVERIFY(gemini.requests().isEmpty());
    }

    void whatCannotBeSaidIsRefused_data()
    {
        QTest::addColumn<ProviderDialect>("provider");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QString>("code");
        QTest::newRow("token ids")
            << ProviderDialect::Gemini << QByteArray("[1,2]") << QStringLiteral("not_translatable");
        QTest::newRow("nothing") << ProviderDialect::Gemini << QByteArray("[]")
                                 << QStringLiteral("invalid_value");
        QTest::newRow("a dialect without embeddings")
            << ProviderDialect::Anthropic << QByteArray("\"a\"")
            << QStringLiteral("dialect_mismatch");
    }

    void whatCannotBeSaidIsRefused()
    {
        QFETCH(ProviderDialect, provider);
        QFETCH(QByteArray, input);
        QFETCH(QString, code);
        FakeProvider fake;
        ProxyFixture proxy(onePolicy(fake, provider));
        HttpProbe probe(proxy.port());

        probe.post(openAiPath, "{\"model\":\"smart\",\"input\":" + input + "}");

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 400);
        QCOMPARE(probe.lastAnswer().json()[u"error"][u"code"].toString(), code);
        QVERIFY(fake.requests().isEmpty());
    }

    void anAnswerThatCannotBeReadIsABadGateway_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no JSON") << QByteArray("surprise");
        QTest::newRow("one vector for two inputs")
            << QByteArray("{\"embeddings\":[{\"values\":[1]}]}");
        QTest::newRow("an error in a success")
            << QByteArray("{\"error\":{\"message\":\"no room\"}}");
    }

    void anAnswerThatCannotBeReadIsABadGateway()
    {
        QFETCH(QByteArray, body);
        FakeProvider fake;
        fake.enqueue(plainAnswer(200, body));
        ProxyFixture proxy(onePolicy(fake, ProviderDialect::Gemini));
        HttpProbe probe(proxy.port());

        probe.post(openAiPath, "{\"model\":\"smart\",\"input\":[\"a\",\"b\"]}");

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 502);
        QVERIFY(probe.lastAnswer().json()[u"error"].isObject());
        QCOMPARE(proxy.record().outcome, ExchangeOutcome::ProviderError);
    }
};

QTEST_GUILESS_MAIN(ProxyEmbeddingsTest)
#include "tst_ProxyEmbeddings.moc"
