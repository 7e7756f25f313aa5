// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/HttpProbe.h"
#include "support/RoutedPolicies.h"

#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;

namespace {

constexpr int anyType = -1;

QByteArray question(const QByteArray &text, const QByteArray &more = {})
{
    return "{\"model\":\"smart\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]"
        + more + '}';
}

/// A graph that reads a signal: `two-target` after a failure in the same conversation.
models::Policy afterAFailure(const TwoProviders &two)
{
    models::MatchNode match;
    match.when = {.kind = models::Predicate::Kind::Condition,
                  .condition = {.signal = *models::SignalName::fromString(s("previous_failures")),
                                .comparison = models::Comparison::AtLeast,
                                .values = {1.0}}};
    match.then = s("two");
    match.otherwise = s("one");
    return routed(two,
                  {{s("start"), {.body = match}},
                   {s("one"), target("one-target")},
                   {s("two"), target("two-target")}});
}

int judgements(ProxyFixture &proxy, const char *target)
{
    return proxy.proxy.scores().accuracies().accuracy(s(target), anyType).samples;
}

} // namespace

/// What exchanges leave behind for later ones.
class ProxyLearningTest final : public QObject
{
    Q_OBJECT

private slots:
    void answerIsJudgedByItself_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("the JSON that was asked for") << QByteArray("{\\\"a\\\":1}") << true;
        QTest::newRow("no JSON") << QByteArray("Sure! Here it is") << false;
    }

    void answerIsJudgedByItself()
    {
        QFETCH(QByteArray, content);
        QFETCH(bool, isGood);
        TwoProviders two;
        alwaysAnswer(two.first,
                     plainAnswer(200,
                                 "{\"choices\":[{\"index\":0,\"message\":{\"role\":"
                                 "\"assistant\",\"content\":\""
                                     + content + "\"},\"finish_reason\":\"stop\"}]}"));
        ProxyFixture proxy(routed(two, {{s("start"), target("one-target")}}));
        const double before =
            proxy.proxy.scores().accuracies().accuracy(s("one-target"), anyType).mean;
        HttpProbe probe(proxy.port());

        probe.post(chatPath,
                   question("a as JSON", ",\"response_format\":{\"type\":\"json_object\"}"));

        QVERIFY(probe.waitForAnswers());
        QVERIFY(waitUntil([&] { return judgements(proxy, "one-target") > 0; }));
        const double after =
            proxy.proxy.scores().accuracies().accuracy(s("one-target"), anyType).mean;
        QCOMPARE(after > before, isGood);
    }

    void feedbackTeachesTheAccuracyAndIsTakenBack()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, chatAnswer));
        ProxyFixture proxy(routed(two, {{s("start"), target("one-target")}}));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers(1));
        QVERIFY(waitUntil([&] { return judgements(proxy, "one-target") > 0; }));
        const auto mean = [&] {
            return proxy.proxy.scores().accuracies().accuracy(s("one-target"), anyType).mean;
        };
        const double before = mean();
        const QByteArray id = probe.lastAnswer().field("x-signalbox-exchange");

        probe.post("/signalbox/v1/feedback", "{\"exchange\":\"" + id + "\",\"score\":0}");
        QVERIFY(probe.waitForAnswers(2));
        const double worse = mean();
        probe.post("/signalbox/v1/feedback", "{\"exchange\":\"" + id + "\",\"score\":1}");
        QVERIFY(probe.waitForAnswers(3));

        QVERIFY(worse < before);
        QVERIFY(mean() > before);
    }

    void failureIsRememberedInItsConversation()
    {
        TwoProviders two;
        two.first.enqueue(plainAnswer(500, openAiError("oops")));
        alwaysAnswer(two.second, plainAnswer(200, chatAnswer));
        ProxyFixture proxy(afterAFailure(two));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody, "X-Conversation-Id: c1\r\n");
        QVERIFY(probe.waitForAnswers(1));
        QCOMPARE(probe.lastAnswer().status, 500);

        probe.post(chatPath, chatBody, "X-Conversation-Id: c1\r\n");

        QVERIFY(probe.waitForAnswers(2));
        QCOMPARE(probe.lastAnswer().field("x-signalbox-target"), "two-target");
    }

    void sameQuestionAgainCountsAgainstTheAnswer()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, chatAnswer));
        ProxyFixture proxy(afterAFailure(two));
        HttpProbe probe(proxy.port());
        const QByteArray body = question("please list the largest rivers of Europe by length");
        probe.post(chatPath, body, "X-Conversation-Id: c2\r\n");
        QVERIFY(probe.waitForAnswers(1));
        QVERIFY(waitUntil([&] { return judgements(proxy, "one-target") > 0; }));
        const double before =
            proxy.proxy.scores().accuracies().accuracy(s("one-target"), anyType).mean;

        probe.post(chatPath, body, "X-Conversation-Id: c2\r\n");

        QVERIFY(probe.waitForAnswers(2));
        QVERIFY(proxy.proxy.scores().accuracies().accuracy(s("one-target"), anyType).mean < before);
    }

    void timeToTheFirstTokenIsThatOfTheFirstWord()
    {
        const auto event = [](const QByteArray &delta) {
            return chunk("data: {\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}\n\n");
        };
        constexpr std::chrono::milliseconds thinking{40};
        TwoProviders two;
        two.first.enqueue(
            ProviderScript()
                .send(streamHead() + event("{\"role\":\"assistant\"}"))
                .wait(thinking)
                .send(event("{\"content\":\"Hello\"}") + chunk("data: [DONE]\n\n") + lastChunk()));
        ProxyFixture proxy(routed(two, {{s("start"), target("one-target")}}));
        HttpProbe probe(proxy.port());

        probe.post(chatPath, question("Hi", ",\"stream\":true"));

        QVERIFY(probe.waitForAnswers());
        QVERIFY(
            waitUntil([&] { return proxy.proxy.scores().score(s("one-target")).ended() == 1; }));
        const auto ttft =
            proxy.proxy.scores()
                .score(s("one-target"))
                .speed(routing::TargetScore::Speed::Ttft, 50, proxy.clock.monotonicNs());
        // The head came at once; a coarse timer may be early by a twentieth.
        QVERIFY2(ttft.value >= 0.8 * double(thinking.count()),
                 qPrintable(QString::number(ttft.value)));
    }

    void scoreboardOutlivesTheProxy()
    {
        const QTemporaryDir directory;
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, chatAnswer));
        const auto policy =
            std::make_shared<models::Policy>(routed(two, {{s("start"), target("one-target")}}));
        const models::SystemClock clock;
        const routing::ProxySettings settings{
            .port = 0, .clientKey = {}, .letsEveryoneIn = true, .dataDirectory = directory.path()};
        {
            routing::Proxy proxy(clock);
            proxy.setPolicy(policy);
            QVERIFY(proxy.listen(settings).reason == routing::ListenFailure::Reason::None);
            HttpProbe probe(proxy.port());
            probe.post(chatPath, chatBody);
            QVERIFY(probe.waitForAnswers());
            QVERIFY(waitUntil([&] { return proxy.scores().score(s("one-target")).ended() == 1; }));
        }
        routing::Proxy proxy(clock);
        proxy.setPolicy(policy);
        QVERIFY(proxy.listen(settings).reason == routing::ListenFailure::Reason::None);
        QCOMPARE(proxy.scores().score(s("one-target")).ended(), 1);
    }

    void idleTargetIsProbed()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, chatAnswer));
        alwaysAnswer(two.second, plainAnswer(503, openAiError("down")));
        models::Policy policy = routed(two, {{s("start"), target("one-target")}});
        policy.breaker.probeInterval = std::chrono::seconds(1);
        ProxyFixture proxy(policy);

        QVERIFY(waitUntil(
            [&] { return !two.first.requests().isEmpty() && !two.second.requests().isEmpty(); }));

        QVERIFY(proxy.waitForRecords(2));
        for (const models::ExchangeRecord &record : proxy.records())
            QCOMPARE(record.kind, models::ExchangeKind::Probe);
        QVERIFY(two.first.requests().front().body.contains("real-model"));
        QVERIFY(proxy.proxy.scores().score(s("one-target")).ended() > 0);
    }
};

QTEST_GUILESS_MAIN(ProxyLearningTest)
#include "tst_ProxyLearning.moc"
