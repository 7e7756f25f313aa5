// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/HttpProbe.h"
#include "support/RoutedPolicies.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;

namespace {

models::TransformNode cooler()
{
    models::TransformNode node;
    node.edits = {{.path = s("temperature"), .json = "0.1"}};
    node.system = {.text = s("Answer for {{team}}."), .place = models::SystemPrompt::Place::Before};
    node.fromSignals = {{s("team"), *models::SignalName::fromString(s("header.x-team"))}};
    node.variant = s("cool");
    return node;
}

QJsonObject bodyOf(const SeenRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

} // namespace

/// Requests that transform nodes on their way change.
class ProxyTransformsTest final : public QObject
{
    Q_OBJECT

private slots:
    void providerGetsTheChangedRequest()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, chatAnswer));
        ProxyFixture proxy(routedThrough(two, cooler()));
        HttpProbe probe(proxy.port());

        probe.post(chatPath, chatBody, "X-Team: blue\r\n");

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        QCOMPARE(probe.lastAnswer().field("x-signalbox-variant"), "cool");
        const QJsonObject sent = bodyOf(two.first.requests().front());
        QCOMPARE(sent[u"temperature"].toDouble(), 0.1);
        QCOMPARE(sent[u"messages"][0][u"content"].toString(), s("Answer for blue."));
        QCOMPARE(sent[u"model"].toString(), s("real-model"));
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.variant, s("cool"));
        QCOMPARE(decisionOf(record)[u"variant"].toString(), s("cool"));
        // What is kept is what the client said.
        QCOMPARE(record.bodies->request, chatBody);
    }

    void eachWayHasItsOwnChanges()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(500, openAiError("oops")));
        alwaysAnswer(two.second, plainAnswer(200, chatAnswer));
        models::TransformNode changed = cooler();
        changed.node = s("one");
        ProxyFixture proxy(routed(
            two,
            {{s("start"), {.body = models::FallbackNode{.steps = {{s("t"), {}}, {s("two"), {}}}}}},
             {s("t"), {.body = changed}},
             {s("one"), target("one-target")},
             {s("two"), target("two-target")}}));
        HttpProbe probe(proxy.port());

        probe.post(chatPath, chatBody);

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().field("x-signalbox-target"), "two-target");
        QCOMPARE(probe.lastAnswer().field("x-signalbox-variant"), "");
        QVERIFY(bodyOf(two.first.requests().front()).contains(u"temperature"));
        QVERIFY(!bodyOf(two.second.requests().front()).contains(u"temperature"));
        QCOMPARE(proxy.record().variant, QString());
    }

    void changedRequestIsTranslatedToo()
    {
        TwoProviders two;
        alwaysAnswer(two.first,
                     plainAnswer(200,
                                 "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\","
                                 "\"content\":[{\"type\":\"text\",\"text\":\"hi\"}],"
                                 "\"model\":\"real-model\",\"stop_reason\":\"end_turn\","
                                 "\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}"));
        models::Policy policy = routedThrough(two, cooler());
        policy.providers[0].dialect = models::ProviderDialect::Anthropic;
        policy.providers[0].baseUrl = two.first.url();
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());

        probe.post(chatPath, chatBody, "X-Team: blue\r\n");

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        const QByteArray sent = two.first.requests().front().body;
        QVERIFY2(sent.contains("Answer for blue."), sent.constData());
        QCOMPARE(bodyOf(two.first.requests().front())[u"temperature"].toDouble(), 0.1);
    }

    void whatCannotBeDoneIsSaidAndTheRestIsDone()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, chatAnswer));
        models::TransformNode node = cooler();
        node.edits.push_back({.path = s("messages.role"), .json = "1"});
        ProxyFixture proxy(routedThrough(two, node));
        HttpProbe probe(proxy.port());

        probe.post(chatPath, chatBody);

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        QCOMPARE(bodyOf(two.first.requests().front())[u"temperature"].toDouble(), 0.1);
        QCOMPARE(decisionOf(proxy.record())[u"problems"][0].toString(),
                 s("'messages' is no object."));
    }

    void explanationTellsTheVariant()
    {
        TwoProviders two;
        ProxyFixture proxy(routedThrough(two, cooler()));
        HttpProbe probe(proxy.port());

        probe.post("/signalbox/v1/explain", chatBody);

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().json()[u"variant"].toString(), s("cool"));
        QCOMPARE(probe.lastAnswer().json()[u"target"].toString(), s("one-target"));
    }
};

QTEST_GUILESS_MAIN(ProxyTransformsTest)
#include "tst_ProxyTransforms.moc"
