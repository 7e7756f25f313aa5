// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/HttpProbe.h"
#include "support/RoutedPolicies.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::CostSource;

namespace {

/// An answer that costs something: the simulated prices of a declared target are used.
const QByteArray usageAnswer = QByteArrayLiteral(
    "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"real-model\",\"choices\":[{\"index\":"
    "0,\"message\":{\"role\":\"assistant\",\"content\":\"hi\"},\"finish_reason\":\"stop\"}],"
    "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":1000,\"total_tokens\":2000,"
    "\"cost\":0.003}}");

models::Policy cached(const TwoProviders &two)
{
    return routedThrough(two, models::CacheNode());
}

} // namespace

/// Answers that cache nodes keep and give again.
class ProxyCacheTest final : public QObject
{
    Q_OBJECT

private slots:
    void equalRequestIsAnsweredAgainWithoutAnybody()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, usageAnswer));
        ProxyFixture proxy(cached(two));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers(1));
        QCOMPARE(probe.lastAnswer().field("x-signalbox-cache"), "miss");
        const QByteArray first = probe.lastAnswer().body;

        probe.post(chatPath, chatBody);

        QVERIFY(probe.waitForAnswers(2));
        const ProbeAnswer answer = probe.lastAnswer();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, first);
        QCOMPARE(answer.field("x-signalbox-cache"), "hit");
        QCOMPARE(answer.field("x-signalbox-target"), "one-target");
        QCOMPARE(answer.field("content-type"), "application/json");
        bool isNumber = false;
        QVERIFY(answer.field("age").toInt(&isNumber) >= 0 && isNumber);
        QCOMPARE(two.first.requests().size(), 1);
        QVERIFY(proxy.waitForRecords(2));
        const models::ExchangeRecord record = proxy.records().back();
        QCOMPARE(record.costSource, CostSource::Cached);
        QCOMPARE(record.cost.microDollars, 0);
        QCOMPARE(record.saved, proxy.records().front().cost);
        QVERIFY(record.saved.microDollars > 0);
        QCOMPARE(record.usage, proxy.records().front().usage);
        QVERIFY(record.attempts.empty());
        QCOMPARE(decisionOf(record)[u"path"][0][u"took"].toString(), s("hit"));
        QCOMPARE(decisionOf(record)[u"cache"][u"target"].toString(), s("one-target"));
    }

    void whatDecidesBehindTheCacheIsPartOfTheQuestion_data()
    {
        QTest::addColumn<models::RouteNode>("decides");
        models::MatchNode match;
        match.when = {.kind = models::Predicate::Kind::Condition,
                      .condition = {.signal = *models::SignalName::fromString(s("header.x-team")),
                                    .comparison = models::Comparison::Equal,
                                    .values = {s("blue")}}};
        match.then = s("two");
        match.otherwise = s("one");
        QTest::newRow("a header") << models::RouteNode{.body = match};
        models::SplitNode split;
        split.unit = models::Unit::Conversation;
        split.seed = s("x");
        split.arms = {{.share = 50'000, .node = s("one")}, {.share = 50'000, .node = s("two")}};
        QTest::newRow("a split") << models::RouteNode{.body = split};
    }

    void whatDecidesBehindTheCacheIsPartOfTheQuestion()
    {
        QFETCH(models::RouteNode, decides);
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, usageAnswer));
        alwaysAnswer(two.second, plainAnswer(200, usageAnswer));
        ProxyFixture proxy(routed(two,
                                  {{s("start"), {.body = models::CacheNode{.node = s("decide")}}},
                                   {s("decide"), decides},
                                   {s("one"), target("one-target")},
                                   {s("two"), target("two-target")}}));
        HttpProbe probe(proxy.port());
        int answers = 0;
        const auto ask = [&](const QByteArray &team, const QByteArray &conversation) {
            probe.post(chatPath, chatBody,
                       "X-Team: " + team + "\r\nX-Conversation-Id: " + conversation + "\r\n");
            return probe.waitForAnswers(++answers) ? probe.lastAnswer() : ProbeAnswer();
        };
        // Somebody on the other side than the first.
        const QByteArray first = ask("blue", "c0").field("x-signalbox-target");
        QCOMPARE(ask("blue", "c0").field("x-signalbox-cache"), "hit");
        QByteArray other;
        for (int i = 1; i < 20 && (other.isEmpty() || other == first); ++i)
            other = ask("red", 'c' + QByteArray::number(i)).field("x-signalbox-target");
        QVERIFY(!other.isEmpty() && other != first);

        const ProbeAnswer again = ask("blue", "c0");
        QCOMPARE(again.field("x-signalbox-cache"), "hit");
        QCOMPARE(again.field("x-signalbox-target"), first);
    }

    void streamIsReplayedAsAStream()
    {
        TwoProviders two;
        const QByteArray events =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"}}]}"
            "\n\ndata: {\"choices\":[{\"index\":0,\"delta\":{},"
            "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
        alwaysAnswer(two.first, streamHead() + chunk(events) + lastChunk());
        ProxyFixture proxy(cached(two));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatStreamBody);
        QVERIFY(probe.waitForAnswers(1));
        const QByteArray first = probe.lastAnswer().body;
        QVERIFY(!first.isEmpty());

        probe.post(chatPath, chatStreamBody);

        QVERIFY(probe.waitForAnswers(2));
        QCOMPARE(probe.lastAnswer().body, first);
        QVERIFY(probe.lastAnswer().field("content-type").startsWith("text/event-stream"));
        QCOMPARE(two.first.requests().size(), 1);
        // In one piece it is another question.
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers(3));
        QCOMPARE(two.first.requests().size(), 2);
    }

    void failedOrPartialAnswerIsNotKept_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("error") << plainAnswer(500, openAiError("oops"));
        QTest::newRow("cut at its limit")
            << plainAnswer(200,
                           "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                           "\"content\":\"h\"},\"finish_reason\":\"length\"}]}");
        QTest::newRow("stream without its end") << streamHead()
                + chunk("data: {\"choices\":[{\"delta\":{\"content\":\"h\"}}]}\n\n") + lastChunk();
    }

    void failedOrPartialAnswerIsNotKept()
    {
        QFETCH(QByteArray, answer);
        TwoProviders two;
        alwaysAnswer(two.first, answer);
        ProxyFixture proxy(cached(two));
        HttpProbe probe(proxy.port());
        const QByteArray body = answer.contains("event-stream") ? chatStreamBody : chatBody;
        probe.post(chatPath, body);
        QVERIFY(probe.waitForAnswers(1));

        probe.post(chatPath, body);

        QVERIFY(probe.waitForAnswers(2));
        QCOMPARE(two.first.requests().size(), 2);
        QCOMPARE(proxy.proxy.routingState().cache.counts().entries, 0);
    }

    void newPolicyForgets()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, usageAnswer));
        ProxyFixture proxy(cached(two));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers(1));

        proxy.proxy.setPolicy(std::make_shared<models::Policy>(cached(two)));
        probe.post(chatPath, chatBody);

        QVERIFY(probe.waitForAnswers(2));
        QCOMPARE(two.first.requests().size(), 2);
    }

    void answerThatComesAfterANewPolicyIsNotKept()
    {
        TwoProviders two;
        two.first.enqueue(ProviderScript().gate().send(plainAnswer(200, usageAnswer)));
        ProxyFixture proxy(cached(two));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(waitUntil([&] { return two.first.requests().size() == 1; }));

        proxy.proxy.setPolicy(std::make_shared<models::Policy>(cached(two)));
        two.first.open();

        QVERIFY(probe.waitForAnswers(1));
        QCOMPARE(probe.lastAnswer().status, 200);
        QCOMPARE(proxy.proxy.routingState().cache.counts().entries, 0);
    }

    void transformInFrontMakesAnotherQuestion()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, usageAnswer));
        models::TransformNode transform;
        transform.system = {.text = s("For {{team}}.")};
        transform.fromSignals = {{s("team"), *models::SignalName::fromString(s("header.x-team"))}};
        transform.node = s("cache");
        models::CacheNode cache;
        cache.node = s("one");
        ProxyFixture proxy(routed(two,
                                  {{s("start"), {.body = transform}},
                                   {s("cache"), {.body = cache}},
                                   {s("one"), target("one-target")}}));
        HttpProbe probe(proxy.port());
        int answers = 0;
        for (const char *team : {"blue", "red", "blue"}) {
            probe.post(chatPath, chatBody, QByteArray("X-Team: ") + team + "\r\n");
            QVERIFY(probe.waitForAnswers(++answers));
        }

        QCOMPARE(two.first.requests().size(), 2);
        QCOMPARE(probe.lastAnswer().field("x-signalbox-cache"), "hit");
    }

    void keptAnswerNamesTheVariantThatItWasMadeBy()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, usageAnswer));
        models::TransformNode transform;
        transform.system = {.text = s("Be brief.")};
        transform.variant = s("brief");
        transform.node = s("one");
        models::CacheNode cache;
        cache.node = s("transform");
        ProxyFixture proxy(routed(two,
                                  {{s("start"), {.body = cache}},
                                   {s("transform"), {.body = transform}},
                                   {s("one"), target("one-target")}}));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers(1));

        probe.post(chatPath, chatBody);

        QVERIFY(probe.waitForAnswers(2));
        QCOMPARE(probe.lastAnswer().field("x-signalbox-cache"), "hit");
        QCOMPARE(probe.lastAnswer().field("x-signalbox-variant"), "brief");
        QVERIFY(proxy.waitForRecords(2));
        QCOMPARE(proxy.records().back().variant, s("brief"));
    }

    void metricsCountHitsAndMisses()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, usageAnswer));
        ProxyFixture proxy(cached(two));
        HttpProbe probe(proxy.port());
        for (int answers = 1; answers <= 3; ++answers) {
            probe.post(chatPath, chatBody);
            QVERIFY(probe.waitForAnswers(answers));
        }

        probe.get("/metrics");

        QVERIFY(probe.waitForAnswers(4));
        const QByteArray text = probe.lastAnswer().body;
        QVERIFY(text.contains("signalbox_cache_lookups_total{result=\"hit\"} 2\n"));
        QVERIFY(text.contains("signalbox_cache_lookups_total{result=\"miss\"} 1\n"));
        QVERIFY(text.contains("signalbox_cache_entries 1\n"));
        QVERIFY(text.contains("signalbox_cache_saved_dollars_total 0.006000\n"));
    }

    void explanationSeesTheKeptAnswerAndCountsNothing()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, usageAnswer));
        ProxyFixture proxy(cached(two));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers(1));

        probe.post("/signalbox/v1/explain", chatBody);

        QVERIFY(probe.waitForAnswers(2));
        QCOMPARE(probe.lastAnswer().json()[u"path"][0][u"took"].toString(), s("hit"));
        QCOMPARE(probe.lastAnswer().json()[u"target"].toString(), s("one-target"));
        QCOMPARE(proxy.proxy.routingState().cache.counts().hits, quint64(0));
    }
};

QTEST_GUILESS_MAIN(ProxyCacheTest)
#include "tst_ProxyCache.moc"
