// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/ProviderCheck.h"
#include "support/FakeProvider.h"
#include "support/ProxyFixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::ProviderDialect;
using routing::ProviderCheckResult;

Q_DECLARE_METATYPE(signalbox::models::ProviderDialect)

namespace {

ProviderCheckResult check(const models::Provider &provider, const QByteArray &key)
{
    routing::ProviderCheck check(nullptr);
    QSignalSpy finished(&check, &routing::ProviderCheck::finished);
    check.start(provider, key);
    if (finished.isEmpty() && !finished.wait(10'000))
        return {};
    return finished.first().first().value<ProviderCheckResult>();
}

} // namespace

class ProviderCheckTest final : public QObject
{
    Q_OBJECT

private slots:
    void modelsAreReadInEveryShape_data()
    {
        QTest::addColumn<ProviderDialect>("dialect");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("keyField");

        QTest::newRow("openai") << ProviderDialect::OpenAi
                                << QByteArray("{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}")
                                << QByteArray("/v1/models") << QByteArray("authorization");
        QTest::newRow("together") << ProviderDialect::OpenAi
                                  << QByteArray("[{\"id\":\"a\"},{\"id\":\"b\"}]")
                                  << QByteArray("/v1/models") << QByteArray("authorization");
        QTest::newRow("anthropic") << ProviderDialect::Anthropic
                                   << QByteArray("{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}")
                                   << QByteArray("/v1/models") << QByteArray("x-api-key");
        QTest::newRow("gemini") << ProviderDialect::Gemini
                                << QByteArray("{\"models\":[{\"name\":\"models/a\"},{\"name\":"
                                              "\"models/b\"}]}")
                                << QByteArray("/v1beta/models") << QByteArray("x-goog-api-key");
        QTest::newRow("cohere") << ProviderDialect::Cohere
                                << QByteArray("{\"models\":[{\"name\":\"a\"},{\"name\":\"b\"}]}")
                                << QByteArray("/v1/models") << QByteArray("authorization");
        QTest::newRow("ollama") << ProviderDialect::Ollama
                                << QByteArray("{\"models\":[{\"name\":\"a\"},{\"name\":\"b\"}]}")
                                << QByteArray("/api/tags") << QByteArray("authorization");
        QTest::newRow("bedrock") << ProviderDialect::Bedrock
                                 << QByteArray("{\"modelSummaries\":[{\"modelId\":\"a\"},{"
                                               "\"modelId\":\"b\"}]}")
                                 << QByteArray("/foundation-models") << QByteArray("authorization");
    }

    void modelsAreReadInEveryShape()
    {
        QFETCH(ProviderDialect, dialect);
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, keyField);
        FakeProvider fake;
        fake.enqueue(plainAnswer(200, answer));

        const ProviderCheckResult result =
            check(providerAt(QStringLiteral("p"), dialect, fake), "key");

        QVERIFY2(result.ok, qPrintable(result.problem));
        QCOMPARE(result.models, (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        const SeenRequest seen = fake.requests().first();
        QTEST(seen.target(), "target");
        QVERIFY(seen.field(keyField).endsWith("key"));
    }

    void bedrockIsAskedWithASignature()
    {
        FakeProvider fake;
        fake.enqueue(plainAnswer(200, "{\"modelSummaries\":[]}"));

        const ProviderCheckResult result =
            check(providerAt(QStringLiteral("p"), ProviderDialect::Bedrock, fake), "ID:SECRET");

        QVERIFY(result.ok);
        const SeenRequest seen = fake.requests().first();
        QVERIFY(seen.field("authorization").startsWith("AWS4-HMAC-SHA256 Credential=ID/"));
        QVERIFY(!seen.field("x-amz-date").isEmpty());
        QCOMPARE(seen.field("content-type"), QByteArray("application/json"));
    }

    void whatIsNoListIsNamed()
    {
        FakeProvider fake;
        fake.enqueue(plainAnswer(200, "{\"hello\":1}"));

        const ProviderCheckResult result =
            check(providerAt(QStringLiteral("p"), ProviderDialect::OpenAi, fake), {});

        QVERIFY(!result.ok);
        QCOMPARE(result.kind, ProviderCheckResult::Problem::NotAnApi);
    }
};

QTEST_GUILESS_MAIN(ProviderCheckTest)
#include "tst_ProviderCheck.moc"
