// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/FakeProvider.h"
#include "support/HttpProbe.h"
#include "support/ProxyFixture.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::ErrorClass;
using models::ExchangeOutcome;
using models::ProviderDialect;

namespace {

const QByteArray chatPath = QByteArrayLiteral("/v1/chat/completions");
const QByteArray chatBody = QByteArrayLiteral(
    R"({"model":"smart","messages":[{"role":"user","content":"tell nobody 4711"}]})");
const QByteArray chatStreamBody = QByteArrayLiteral(
    R"({"model":"smart","stream":true,"messages":[{"role":"user","content":"hi"}]})");
const QByteArray chatAnswer = QByteArrayLiteral(
    R"({"id":"c1","choices":[{"index":0,"message":{"role":"assistant","content":"yes"},)"
    R"("finish_reason":"stop"}],"usage":{"prompt_tokens":11,"completion_tokens":7,)"
    R"("total_tokens":18,"prompt_tokens_details":{"cached_tokens":3}}})");

QByteArray delta(const QByteArray &text)
{
    return "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text
        + "\"}}]}\n\n";
}
const QByteArray stopEvent = QByteArrayLiteral(
    "data: "
    "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n");
const QByteArray usageEvent = QByteArrayLiteral(
    "data: "
    "{\"id\":\"c1\",\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}\n\n");
const QByteArray doneEvent = QByteArrayLiteral("data: [DONE]\n\n");

QByteArray chunkedStream(const QList<QByteArray> &events)
{
    QByteArray answer = streamHead();
    for (const QByteArray &event : events)
        answer += chunk(event);
    return answer + lastChunk();
}

QByteArray openAiError(const QByteArray &message, const QByteArray &code = "null")
{
    return R"({"error":{"message":")" + message + R"(","type":"x","param":null,"code":)" + code
        + "}}";
}

/// Two OpenAI providers behind the route `smart`.
struct TwoProviders
{
    FakeProvider first;
    FakeProvider second;

    [[nodiscard]] models::Policy policy() const
    {
        return policyOf({providerAt(QStringLiteral("one"), ProviderDialect::OpenAi, first),
                         providerAt(QStringLiteral("two"), ProviderDialect::OpenAi, second)});
    }
};

models::Policy onePolicy(const FakeProvider &fake,
                         ProviderDialect dialect = ProviderDialect::OpenAi)
{
    return policyOf({providerAt(QStringLiteral("one"), dialect, fake)});
}

} // namespace

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

    void streamUsageIsAskedForAndHidden()
    {
        FakeProvider fake;
        fake.enqueue(chunkedStream({delta("a"), delta("b"), stopEvent, usageEvent, doneEvent}));
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatStreamBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().body, delta("a") + delta("b") + stopEvent + doneEvent);
        QVERIFY(
            fake.requests().first().body.contains(R"("stream_options":{"include_usage":true})"));
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

    void aBusyProviderIsAskedAgain_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("isRetried");
        QTest::newRow("429") << 429 << true;
        QTest::newRow("500") << 500 << true;
        QTest::newRow("503") << 503 << true;
        QTest::newRow("529") << 529 << true;
        QTest::newRow("400") << 400 << false;
        QTest::newRow("401") << 401 << false;
        QTest::newRow("404") << 404 << false;
        QTest::newRow("422") << 422 << false;
    }
    void aBusyProviderIsAskedAgain()
    {
        QFETCH(int, status);
        QFETCH(bool, isRetried);
        FakeProvider fake;
        fake.enqueue(plainAnswer(status, openAiError("not now")));
        fake.enqueue(plainAnswer(200, chatAnswer));
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, isRetried ? 200 : status);
        QCOMPARE(fake.requests().size(), isRetried ? 2 : 1);
        QCOMPARE(proxy.record().attempts.size(), std::size_t(isRetried ? 2 : 1));
        if (isRetried) {
            QVERIFY(fake.requests().at(0).body == fake.requests().at(1).body);
            QCOMPARE(probe.lastAnswer().field("x-signalbox-attempts"), "2");
            QVERIFY(probe.lastAnswer().field("x-signalbox-reason").startsWith("retried after"));
        }
    }

    void aSingleTargetsOwnErrorReachesTheClientUnchanged()
    {
        FakeProvider fake;
        const QByteArray error = openAiError("You sent 9 tokens too many.", "\"too_long\"");
        fake.setResponder([&](const SeenRequest &) {
            return ProviderScript().send(
                plainAnswer(429, error, "retry-after: 77\r\nx-request-id: r1\r\n"));
        });
        ProxyFixture proxy(onePolicy(fake));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        const ProbeAnswer got = probe.lastAnswer();
        QCOMPARE(got.status, 429);
        QCOMPARE(got.body, error);
        QCOMPARE(got.field("retry-after"), "77");
        QCOMPARE(got.field("x-request-id"), "r1");
        QCOMPARE(fake.requests().size(), 1); // 77 s is more than we wait
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.outcome, ExchangeOutcome::ProviderError);
        QCOMPARE(record.errorClass, ErrorClass::RateLimited);
        QCOMPARE(record.status, 429);
        QCOMPARE(record.reason, QStringLiteral("first in route")); // nothing led to it
        QCOMPARE(got.field("x-signalbox-reason"), "first in route");
    }

    void keysRotate_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("401") << 401;
        QTest::newRow("402") << 402;
        QTest::newRow("429") << 429;
    }
    void keysRotate()
    {
        QFETCH(int, status);
        FakeProvider fake;
        fake.setResponder([status](const SeenRequest &request) {
            return ProviderScript().send(request.field("authorization").endsWith("sk-good")
                                             ? plainAnswer(200, chatAnswer)
                                             : plainAnswer(status, openAiError("bad key")));
        });
        routing::KeyRing keys;
        addKeys(keys, QStringLiteral("one"), {"sk-bad", "sk-good"});
        ProxyFixture proxy(onePolicy(fake), keys);
        for (int i = 0; i < 2; ++i) {
            HttpProbe probe(proxy.port());
            probe.post(chatPath, chatBody);
            QVERIFY(probe.waitForAnswers());
            QCOMPARE(probe.lastAnswer().status, 200);
        }
        QVERIFY(proxy.waitForRecords(2));
        QCOMPARE(proxy.records()[0].attempts.size(), std::size_t(2));
        QCOMPARE(proxy.records()[0].attempts[0].keyIndex, 0);
        QCOMPARE(proxy.records()[0].attempts[1].keyIndex, 1);
        QCOMPARE(proxy.records()[1].attempts.size(), std::size_t(1)); // stays with what worked
        QCOMPARE(proxy.records()[1].attempts[0].keyIndex, 1);
    }

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

    void aRouteWithoutAFittingDialectIsA400()
    {
        FakeProvider fake;
        ProxyFixture proxy(onePolicy(fake, ProviderDialect::Anthropic));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 400);
        QVERIFY(probe.lastAnswer().errorMessage().contains("does not translate between dialects"));
        QCOMPARE(fake.accepted(), 0);
        QCOMPARE(proxy.record().outcome, ExchangeOutcome::Refused);
    }

    void targetsOfOtherDialectsArePassedOver()
    {
        FakeProvider first;
        FakeProvider second;
        second.enqueue(plainAnswer(200, chatAnswer));
        ProxyFixture proxy(
            policyOf({providerAt(QStringLiteral("one"), ProviderDialect::Anthropic, first),
                      providerAt(QStringLiteral("two"), ProviderDialect::OpenAi, second)}));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        QCOMPARE(probe.lastAnswer().field("x-signalbox-target"), "two-target");
        QCOMPARE(first.accepted(), 0);
    }

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

QTEST_GUILESS_MAIN(ProxyExchangeTest)
#include "tst_ProxyExchange.moc"
