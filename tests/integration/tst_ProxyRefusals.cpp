// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/ChatSamples.h"
#include "support/FakeProvider.h"
#include "support/HttpProbe.h"
#include "support/ProxyFixture.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;

/// What is refused before a provider is asked, and where keys go.
class ProxyRefusalsTest final : public QObject
{
    Q_OBJECT

private slots:
    void refusalsBeforeRouting_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("unknown model") << chatPath << QByteArray(R"({"model":"smrt"})") << 404
                                       << QByteArray("Did you mean 'smart'?");
        QTest::newRow("no model") << chatPath << QByteArray("{}") << 400 << QByteArray("'model'");
        QTest::newRow("broken JSON")
            << chatPath << QByteArray(R"({"model":)") << 400 << QByteArray("JSON");
        QTest::newRow("empty body") << chatPath << QByteArray() << 400 << QByteArray();
        QTest::newRow("unknown path") << QByteArray("/v2/none") << QByteArray("{}") << 404
                                      << QByteArray("does not serve this path");
        QTest::newRow("anthropic unknown model")
            << QByteArray("/v1/messages") << QByteArray(R"({"model":"smrt"})") << 404
            << QByteArray("Did you mean");
        QTest::newRow("gemini unknown model")
            << QByteArray("/v1beta/models/smrt:generateContent") << QByteArray("{}") << 404
            << QByteArray("Did you mean");
    }
    void refusalsBeforeRouting()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QByteArray, message);
        FakeProvider fake;
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post(target, body);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, status);
        QVERIFY2(probe.lastAnswer().errorMessage().contains(message),
                 probe.lastAnswer().body.constData());
        QVERIFY(!probe.isClosed()); // a refusal is no reason to lose the connection
        QCOMPARE(fake.accepted(), 0);
    }

    void badHttpGetsTheDialectsOwnError_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("rest"); // behind the host field
        QTest::addColumn<int>("status");
        const QByteArray large = "content-length: 99999999999\r\n\r\n";
        const QByteArray broken = "transfer-encoding: chunked\r\n\r\nxyz\r\n";
        const QByteArray twoLengths = "content-length: 3\r\ncontent-length: 4\r\n\r\nabcd";
        const QByteArray longHead = "x: " + QByteArray(100'000, 'a') + "\r\n\r\n";
        for (const QByteArray target : {"/v1/chat/completions", "/v1/messages",
                                        "/v1beta/models/smart:generateContent", "/api/chat"}) {
            QTest::addRow("%s, too large", target.constData()) << target << large << 413;
            QTest::addRow("%s, bad chunk", target.constData()) << target << broken << 400;
            QTest::addRow("%s, two lengths", target.constData()) << target << twoLengths << 400;
            QTest::addRow("%s, long head", target.constData()) << target << longHead << 431;
        }
    }
    void badHttpGetsTheDialectsOwnError()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, rest);
        QFETCH(int, status);
        FakeProvider fake;
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.send("POST " + target + " HTTP/1.1\r\nhost: localhost\r\n" + rest);
        QVERIFY(probe.waitForClose());
        QCOMPARE(probe.answers().size(), 1);
        QCOMPARE(probe.lastAnswer().status, status);
        QVERIFY(probe.lastAnswer().isWhole);
        QCOMPARE(probe.lastAnswer().field("content-type"), "application/json");
        QVERIFY2(!probe.lastAnswer().errorMessage().isEmpty(), probe.lastAnswer().body.constData());
        QCOMPARE(fake.accepted(), 0);

        HttpProbe other(proxy.port()); // nobody else is harmed
        other.get("/signalbox/v1/health");
        QVERIFY(other.waitForAnswers());
        QCOMPARE(other.lastAnswer().status, 200);
    }

    void aPipelinedRequestReachesNoProvider()
    {
        FakeProvider fake;
        fake.setResponder([](const SeenRequest &) {
            return ProviderScript().send(plainAnswer(200, chatAnswer));
        });
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.send(postBytes(chatPath, chatBody) + postBytes(chatPath, chatBody));
        QVERIFY(probe.waitForClose());
        QCOMPARE(probe.answers().size(), 1);
        QCOMPARE(probe.lastAnswer().body, chatAnswer);
        QCOMPARE(fake.requests().size(), 1);
        QCOMPARE(proxy.record().outcome, models::ExchangeOutcome::Success);
    }

    void whoMayAsk_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<int>("status");
        const QByteArray key = "authorization: Bearer ck\r\n";
        QTest::newRow("right key") << key << 200;
        QTest::newRow("x-api-key") << QByteArray("x-api-key: ck\r\n") << 200;
        QTest::newRow("no key") << QByteArray() << 401;
        QTest::newRow("wrong key") << QByteArray("authorization: Bearer ckk\r\n") << 401;
        QTest::newRow("foreign host") << key + "host: evil.example\r\n" << 403;
        QTest::newRow("rebinding host") << key + "host: 127.0.0.1.evil.example\r\n" << 403;
        QTest::newRow("localhost") << key + "host: localhost:4141\r\n" << 200;
        QTest::newRow("foreign origin") << key + "origin: https://evil.example\r\n" << 403;
        QTest::newRow("null origin") << key + "origin: null\r\n" << 403;
        QTest::newRow("own origin") << key + "origin: http://localhost:3000\r\n" << 200;
    }
    void whoMayAsk()
    {
        QFETCH(QByteArray, fields);
        QFETCH(int, status);
        FakeProvider fake;
        fake.enqueue(plainAnswer(200, chatAnswer));
        ProxyFixture proxy(onePolicy(fake), {}, QStringLiteral("ck"));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody, fields);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, status);
        QCOMPARE(fake.requests().size(), status == 200 ? 1 : 0);
    }

    void keysStayWhereTheyBelong()
    {
        FakeProvider other;
        TwoProviders two;
        two.first.setResponder([&](const SeenRequest &) {
            return ProviderScript().send(
                plainAnswer(307, "", "location: " + other.url().toLatin1() + "/v1\r\n"));
        });
        two.second.setResponder([](const SeenRequest &) { return ProviderScript().close(); });
        routing::KeyRing keys;
        addKeys(keys, QStringLiteral("one"), {"sk-first-secret"});
        addKeys(keys, QStringLiteral("two"), {"sk-second-secret"});
        models::Policy policy = two.policy();
        ProxyFixture proxy(policy, keys, QStringLiteral("ck-client-secret"));
        for (const QByteArray model : {"one-target", "two-target", "smart"}) {
            HttpProbe probe(proxy.port());
            QByteArray body = chatBody;
            probe.post(chatPath, body.replace("smart", model),
                       "authorization: Bearer ck-client-secret\r\n");
            QVERIFY(probe.waitForAnswers());
            QVERIFY(probe.lastAnswer().status >= 500);
            QVERIFY(!probe.received().contains("secret"));
        }
        QCOMPARE(other.accepted(), 0);
        for (const SeenRequest &seen : two.first.requests())
            QVERIFY(!seen.head.contains("second-secret") && !seen.head.contains("client-secret"));
        for (const SeenRequest &seen : two.second.requests())
            QVERIFY(!seen.head.contains("first-secret") && !seen.head.contains("client-secret"));
        QVERIFY(two.first.requests().first().head.contains("sk-first-secret"));
        QVERIFY(proxy.waitForRecords(3));
        for (const models::ExchangeRecord &record : proxy.records()) {
            QVERIFY(!record.error.contains(QStringLiteral("secret")));
            QVERIFY(!record.error.contains(QStringLiteral("4711"))); // nor the prompt
            for (const models::AttemptRecord &attempt : record.attempts)
                QVERIFY(!attempt.error.contains(QStringLiteral("secret")));
            QVERIFY(record.bodies);
            QVERIFY(!record.bodies->requestHead.contains("secret"));
            QVERIFY(!record.bodies->responseHead.contains("secret"));
        }
    }

    void aProviderWithoutItsKeyIsNeverAsked()
    {
        FakeProvider fake;
        models::Policy policy = onePolicy(fake);
        policy.providers.first().keys.append(
            {.source = models::KeyReference::Source::Environment, .name = QStringLiteral("NONE")});
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        QVERIFY(probe.lastAnswer().status >= 500);
        QVERIFY(probe.lastAnswer().errorMessage().contains("the key env:NONE of one"));
        QCOMPARE(fake.accepted(), 0);
    }
};

QTEST_GUILESS_MAIN(ProxyRefusalsTest)
#include "tst_ProxyRefusals.moc"
