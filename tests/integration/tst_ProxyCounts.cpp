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

const QByteArray anthropicPath = QByteArrayLiteral("/v1/messages/count_tokens");
const QByteArray geminiPath = QByteArrayLiteral("/v1beta/models/smart:countTokens");
const QByteArray responsesPath = QByteArrayLiteral("/v1/responses/input_tokens");
const QByteArray anthropicBody = QByteArrayLiteral(
    "{\"model\":\"smart\",\"messages\":[{\"role\":\"user\",\"content\":\"hello there\"}]}");
const QByteArray geminiBody = QByteArrayLiteral(
    "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hello there\"}]}]}");
const QByteArray responsesBody =
    QByteArrayLiteral("{\"model\":\"smart\",\"input\":\"hello there\"}");

} // namespace

/// Questions for the number of a prompt's tokens.
class ProxyCountsTest final : public QObject
{
    Q_OBJECT

private slots:
    void providerOfAnotherDialectIsAsked()
    {
        FakeProvider fake;
        fake.enqueue(plainAnswer(200, "{\"totalTokens\":17}"));
        ProxyFixture proxy(onePolicy(fake, ProviderDialect::Gemini));
        HttpProbe probe(proxy.port());

        probe.post(anthropicPath, anthropicBody, "anthropic-version: 2023-06-01\r\n");

        QVERIFY(probe.waitForAnswers());
        const ProbeAnswer got = probe.lastAnswer();
        QCOMPARE(got.status, 200);
        QCOMPARE(got.json()[u"input_tokens"].toInt(), 17);
        QVERIFY(got.field("x-signalbox-estimated").isEmpty());
        QVERIFY(fake.requests().first().target().endsWith("/models/real-model:countTokens"));
        QVERIFY(fake.requests().first().body.contains("hello there"));
    }

    void dialectWithoutCountsIsEstimatedHere_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("field");
        QTest::newRow("anthropic")
            << anthropicPath << anthropicBody << QStringLiteral("input_tokens");
        QTest::newRow("gemini") << geminiPath << geminiBody << QStringLiteral("totalTokens");
        QTest::newRow("responses")
            << responsesPath << responsesBody << QStringLiteral("input_tokens");
    }

    void dialectWithoutCountsIsEstimatedHere()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(QString, field);
        FakeProvider fake;
        ProxyFixture proxy(onePolicy(fake, ProviderDialect::Cohere));
        HttpProbe probe(proxy.port());

        probe.post(path, body);

        QVERIFY(probe.waitForAnswers());
        const ProbeAnswer got = probe.lastAnswer();
        QCOMPARE(got.status, 200);
        QCOMPARE(got.field("content-type"), QByteArray("application/json"));
        QVERIFY(got.json()[field].toInt() >= 2);
        QVERIFY(got.json()[field].toInt() < 40);
        QCOMPARE(got.field("x-signalbox-estimated"), QByteArray("true"));
        QVERIFY(fake.requests().isEmpty());
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.outcome, ExchangeOutcome::Success);
        QVERIFY(record.attempts.empty());
        QVERIFY(record.reason.endsWith(QStringLiteral("; estimated here")));
    }

    void providerThatFailsIsStoodInFor_data()
    {
        QTest::addColumn<ProviderDialect>("dialect");
        QTest::addColumn<int>("status");
        QTest::newRow("no such endpoint") << ProviderDialect::Anthropic << 404;
        QTest::newRow("translated") << ProviderDialect::Gemini << 404;
        QTest::newRow("broken") << ProviderDialect::Anthropic << 500;
    }

    void providerThatFailsIsStoodInFor()
    {
        QFETCH(ProviderDialect, dialect);
        QFETCH(int, status);
        FakeProvider fake;
        for (int i = 0; i < 3; ++i)
            fake.enqueue(plainAnswer(status, "{\"error\":{\"message\":\"no\"}}"));
        ProxyFixture proxy(onePolicy(fake, dialect));
        HttpProbe probe(proxy.port());

        probe.post(anthropicPath, anthropicBody);

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        QCOMPARE(probe.lastAnswer().field("x-signalbox-estimated"), QByteArray("true"));
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.errorClass, models::ErrorClass::None);
        QVERIFY(!record.attempts.empty());
    }

    void whatTheClientDidWrongIsToldInsteadOfACount()
    {
        FakeProvider fake;
        fake.enqueue(plainAnswer(400, "{\"error\":{\"message\":\"odd\"}}"));
        ProxyFixture proxy(onePolicy(fake, ProviderDialect::Anthropic));
        HttpProbe probe(proxy.port());

        probe.post(anthropicPath, anthropicBody);

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 400);
    }

    void requestThatCannotBeReadNamesTheField()
    {
        FakeProvider fake;
        ProxyFixture proxy(onePolicy(fake, ProviderDialect::Cohere));
        HttpProbe probe(proxy.port());

        probe.post(anthropicPath, "{\"model\":\"smart\",\"messages\":7}");

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 400);
        QVERIFY(probe.lastAnswer().body.contains("messages"));
    }
};

QTEST_GUILESS_MAIN(ProxyCountsTest)
#include "tst_ProxyCounts.moc"
