// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/ChatSamples.h"
#include "support/FakeProvider.h"
#include "support/HttpProbe.h"
#include "support/Ports.h"
#include "support/ProxyFixture.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::ErrorClass;
using models::ExchangeOutcome;
using models::ProviderDialect;

/// When the next target is asked, and what is said when none is left.
class ProxyFallbackTest final : public QObject
{
    Q_OBJECT

private slots:
    void fallbackByErrorClass_data()
    {
        QTest::addColumn<QByteArray>("failure"); // empty: closes without an answer
        QTest::addColumn<bool>("fallsBack");
        QTest::newRow("429") << plainAnswer(429, openAiError("slow")) << true;
        QTest::newRow("500") << plainAnswer(500, openAiError("oops")) << true;
        QTest::newRow("401") << plainAnswer(401, openAiError("who")) << true;
        QTest::newRow("context") << plainAnswer(
            400, openAiError("too long", R"("context_length_exceeded")"))
                                 << true;
        QTest::newRow("404") << plainAnswer(404, openAiError("no such model")) << true;
        QTest::newRow("413") << plainAnswer(413, openAiError("too large")) << true;
        QTest::newRow("400") << plainAnswer(400, openAiError("bad field")) << false;
        QTest::newRow("closed") << QByteArray() << true;
        QTest::newRow("garbage") << QByteArray("nonsense\r\n\r\n") << true;
        QTest::newRow("head only")
            << QByteArray("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n") << true;
        QTest::newRow("redirect") << plainAnswer(302, "", "location: http://127.0.0.1:1/\r\n")
                                  << true;
    }
    void fallbackByErrorClass()
    {
        QFETCH(QByteArray, failure);
        QFETCH(bool, fallsBack);
        TwoProviders two;
        two.first.setResponder([&](const SeenRequest &) {
            ProviderScript script;
            if (!failure.isEmpty())
                script.send(failure);
            return script.close();
        });
        two.second.enqueue(plainAnswer(200, chatAnswer));
        models::Policy policy = two.policy();
        policy.retry.retries = 0;
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        const ProbeAnswer got = probe.lastAnswer();
        QCOMPARE(got.status == 200, fallsBack);
        QCOMPARE(two.second.requests().size(), fallsBack ? 1 : 0);
        if (!fallsBack)
            return;
        QCOMPARE(got.field("x-signalbox-target"), "two-target");
        QCOMPARE(got.field("x-signalbox-attempts"), "2");
        QVERIFY(got.field("x-signalbox-reason").startsWith("fallback after"));
        QCOMPARE(proxy.record().target, QStringLiteral("two-target"));
        QCOMPARE(proxy.record().reason.toLatin1(), got.field("x-signalbox-reason"));
    }

    void aProviderThatCannotBeReachedIsPassedOver()
    {
        const RefusingPort nobody;
        TwoProviders two;
        two.second.enqueue(plainAnswer(200, chatAnswer));
        models::Policy policy = two.policy();
        policy.providers.first().baseUrl =
            QStringLiteral("http://127.0.0.1:%1/v1").arg(nobody.port());
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        QCOMPARE(probe.lastAnswer().field("x-signalbox-target"), "two-target");
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.outcome, ExchangeOutcome::Success);
        QCOMPARE(record.attempts.front().errorClass, ErrorClass::Connection);
    }

    void aProviderThatStallsIsPassedOver_data()
    {
        QTest::addColumn<QByteArray>("begun");
        QTest::newRow("without an answer") << QByteArray();
        QTest::newRow("inside its head") << QByteArray("HTTP/1.1 200 OK\r\ncont");
        QTest::newRow("before its body") << streamHead();
        QTest::newRow("before its first content")
            << QByteArray(streamHead() + chunk(": keep-alive\n\n"));
    }
    void aProviderThatStallsIsPassedOver()
    {
        QFETCH(QByteArray, begun);
        TwoProviders two;
        two.first.enqueue(ProviderScript().send(begun).stall());
        two.second.enqueue(chunkedStream({delta("ok"), stopEvent, doneEvent}));
        models::Policy policy = two.policy();
        auto &limits = policy.providers.first().timeouts;
        limits.firstByte = limits.idle = std::chrono::milliseconds(200);
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatStreamBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        QCOMPARE(probe.lastAnswer().body, QByteArray(delta("ok") + stopEvent + doneEvent));
        QCOMPARE(two.first.requests().size(), 1); // it may be working on it: never asked twice
        QVERIFY(waitUntil([&] { return two.first.openConnections() == 0; }));
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.attempts.size(), std::size_t(2));
        QCOMPARE(record.attempts.front().errorClass, ErrorClass::Timeout);
    }

    void anErrorHiddenInAStreamFallsBack_data()
    {
        QTest::addColumn<QByteArray>("stream");
        const QByteArray error = "data: " + openAiError("overloaded");
        QTest::newRow("first event") << chunkedStream({error + "\n\n"});
        QTest::newRow("after a role")
            << chunkedStream({"data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":"
                              "\"assistant\",\"content\":\"\"}}]}\n\n",
                              error + "\n\n"});
        QTest::newRow("without its line end") << chunkedStream({error});
        QTest::newRow("cut into bytes") << chunkedStream([&] {
            QList<QByteArray> bytes;
            for (const char c : QByteArray(error + "\n\n"))
                bytes.append(QByteArray(1, c));
            return bytes;
        }());
    }
    void anErrorHiddenInAStreamFallsBack()
    {
        QFETCH(QByteArray, stream);
        TwoProviders two;
        two.first.enqueue(stream);
        const QList<QByteArray> events{delta("ok"), stopEvent, doneEvent};
        two.second.enqueue(chunkedStream(events));
        ProxyFixture proxy(two.policy());
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatStreamBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        QCOMPARE(probe.lastAnswer().body, events.join());
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.outcome, ExchangeOutcome::Success);
        QCOMPARE(record.attempts.size(), std::size_t(2));
        QCOMPARE(record.attempts[0].errorClass, ErrorClass::ServerError);
    }

    void errorInAStreamHasTheClassOfItsWords()
    {
        TwoProviders two;
        two.first.enqueue(
            chunkedStream({"data: " + openAiError("slow", R"("rate_limit_exceeded")") + "\n\n"}));
        const QList<QByteArray> events{delta("ok"), stopEvent, doneEvent};
        two.second.enqueue(chunkedStream(events));
        models::Policy policy = two.policy();
        for (models::RouteNode &node : policy.routes.first().graph.nodes) {
            auto *fallback = std::get_if<models::FallbackNode>(&node.body);
            if (fallback && fallback->steps.size() > 1)
                fallback->steps[1].on = {ErrorClass::RateLimited};
        }
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatStreamBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().body, events.join());
        QCOMPARE(proxy.record().attempts.at(0).errorClass, ErrorClass::RateLimited);
    }

    void whatTheClientDidWrongIsToldInTheLastProvidersWords()
    {
        TwoProviders two;
        two.first.setResponder([](const SeenRequest &) {
            return ProviderScript().send(plainAnswer(429, openAiError("slow")));
        });
        two.second.setResponder([](const SeenRequest &) {
            return ProviderScript().send(plainAnswer(400, openAiError("bad parameter foo")));
        });
        ProxyFixture proxy(two.policy());
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 400);
        QVERIFY(probe.lastAnswer().errorMessage().contains("bad parameter foo"));
        QCOMPARE(proxy.record().attempts.size(), std::size_t(2));
    }

    void allTargetsLostNamesEveryAttempt()
    {
        TwoProviders two;
        two.first.setResponder([](const SeenRequest &) {
            return ProviderScript().send(plainAnswer(500, openAiError("sk-leak tell 4711")));
        });
        two.second.setResponder([](const SeenRequest &) { return ProviderScript().close(); });
        ProxyFixture proxy(two.policy());
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        const ProbeAnswer got = probe.lastAnswer();
        QCOMPARE(got.status, 502);
        const QByteArray message = got.errorMessage();
        QVERIFY2(message.contains("one-target: one answered 500 (server_error)"),
                 message.constData());
        QVERIFY2(message.contains("two-target: 127.0.0.1 closed the connection"),
                 message.constData());
        QVERIFY(!got.body.contains("4711"));
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.outcome, ExchangeOutcome::ProviderError);
        QCOMPARE(record.attempts.size(), std::size_t(3)); // 500, retried, then the other
        QCOMPARE(record.status, 502);
    }

    void allTargetsBusyIs503WithTheWait()
    {
        TwoProviders two;
        const auto busy = [](const SeenRequest &) {
            return ProviderScript().send(
                plainAnswer(429, openAiError("slow"), "retry-after: 9\r\n"));
        };
        two.first.setResponder(busy);
        two.second.setResponder(busy);
        ProxyFixture proxy(two.policy());
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 503);
        QCOMPARE(probe.lastAnswer().field("retry-after"), "9");
    }

    void aRouteWithoutAFittingDialectIsA400()
    {
        FakeProvider fake;
        ProxyFixture proxy(onePolicy(fake, ProviderDialect::Anthropic));
        HttpProbe probe(proxy.port());
        probe.post("/v1/embeddings", R"({"model":"smart","input":"x"})");
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 400);
        QVERIFY(probe.lastAnswer().errorMessage().contains("does not translate between these"));
        QCOMPARE(fake.accepted(), 0);
        QCOMPARE(proxy.record().outcome, ExchangeOutcome::Refused);
    }

    void targetsThatCannotServeArePassedOver()
    {
        FakeProvider first;
        FakeProvider second;
        second.enqueue(plainAnswer(200, chatAnswer));
        ProxyFixture proxy(
            policyOf({providerAt(QStringLiteral("one"), ProviderDialect::Anthropic, first),
                      providerAt(QStringLiteral("two"), ProviderDialect::OpenAi, second)}));
        HttpProbe probe(proxy.port());
        probe.post("/v1/embeddings", R"({"model":"smart","input":"x"})");
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        QCOMPARE(probe.lastAnswer().field("x-signalbox-target"), "two-target");
        QCOMPARE(first.accepted(), 0);
    }
};

QTEST_GUILESS_MAIN(ProxyFallbackTest)
#include "tst_ProxyFallback.moc"
