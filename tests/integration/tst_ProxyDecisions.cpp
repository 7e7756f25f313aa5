// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/HttpProbe.h"
#include "support/RoutedPolicies.h"

#include <QJsonArray>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::Comparison;

namespace {

models::TableCell cell(const char *value)
{
    return {.isAny = false, .comparison = Comparison::Equal, .values = {s(value)}};
}

const models::TableCell any{.isAny = true};

/// A pool whose first member costs ten times what the second does.
models::PoolNode dearAndCheap()
{
    return {.strategy = models::Strategy::Cheapest,
            .members = {{.target = s("one-target")}, {.target = s("two-target")}}};
}

models::Policy pooled(const TwoProviders &two, const models::PoolNode &pool)
{
    models::Policy policy = routed(two, {{s("start"), {.body = pool}}});
    policy.targets[0].inputPricePerMillion = policy.targets[0].outputPricePerMillion = 10;
    policy.targets[1].inputPricePerMillion = policy.targets[1].outputPricePerMillion = 1;
    return policy;
}

QJsonObject memberOf(const QJsonValue &step, const char *target)
{
    for (const QJsonValue &member : step[u"members"].toArray()) {
        if (member[u"target"].toString() == s(target))
            return member.toObject();
    }
    return {};
}

/// Two providers that answer, a proxy, and one client.
struct Asked
{
    explicit Asked(std::function<models::Policy(const TwoProviders &)> policy)
    {
        alwaysAnswer(two.first, plainAnswer(200, chatAnswer));
        alwaysAnswer(two.second, plainAnswer(200, chatAnswer));
        proxy = std::make_unique<ProxyFixture>(policy(two));
        probe = std::make_unique<HttpProbe>(proxy->port());
    }
    ProbeAnswer ask(const QByteArray &body = chatBody, const QByteArray &fields = {})
    {
        probe->post(chatPath, body, fields);
        return probe->waitForAnswers(++answers) ? probe->lastAnswer() : ProbeAnswer();
    }
    /// The first step of the last decision.
    QJsonValue step()
    {
        if (!proxy->waitForRecords(static_cast<std::size_t>(answers)))
            return {};
        return decisionOf(proxy->records().back())[u"path"][0];
    }

    TwoProviders two;
    std::unique_ptr<ProxyFixture> proxy;
    std::unique_ptr<HttpProbe> probe;
    int answers = 0;
};

} // namespace

/// What the record of an exchange tells of each node that was on its way.
class ProxyDecisionsTest final : public QObject
{
    Q_OBJECT

private slots:
    void rowsThatDoNotHoldSayWhichCellDecided()
    {
        models::TableNode table;
        table.columns = {*models::SignalName::fromString(s("header.x-team")),
                         *models::SignalName::fromString(s("stream"))};
        const models::TableCell streams{
            .isAny = false, .comparison = Comparison::Equal, .values = {true}};
        table.rows = {{.cells = {cell("blue"), any}, .node = s("two")},
                      {.cells = {cell("red"), streams}, .node = s("two")},
                      {.cells = {cell("red"), any}, .node = s("one")},
                      {.cells = {any, any}, .node = s("two")}};
        Asked asked([&](const TwoProviders &two) {
            return routed(two,
                          {{s("start"), {.body = table}},
                           {s("one"), target("one-target")},
                           {s("two"), target("two-target")}});
        });
        QCOMPARE(asked.ask(chatBody, "X-Team: red\r\n").field("x-signalbox-target"), "one-target");
        const QJsonArray rows = asked.step()[u"rows"].toArray();
        QCOMPARE(rows.size(), 3); // the last was never looked at
        QCOMPARE(rows[0][u"row"].toInt(), 1);
        QCOMPARE(rows[0][u"holds"], QJsonValue(false));
        QCOMPARE(rows[0][u"cells"].toArray().size(), 1);
        QCOMPARE(rows[0][u"cells"][0][u"left"].toString(), s("red"));
        QCOMPARE(rows[0][u"cells"][0][u"value"].toString(), s("blue"));
        QCOMPARE(rows[0][u"cells"][0][u"holds"], QJsonValue(false));
        QCOMPARE(rows[1][u"holds"], QJsonValue(false));
        QCOMPARE(rows[1][u"cells"][0][u"holds"], QJsonValue(true));
        QCOMPARE(rows[1][u"cells"][1][u"left"], QJsonValue(false));
        QCOMPARE(rows[1][u"cells"][1][u"holds"], QJsonValue(false));
        QCOMPARE(rows[2][u"row"].toInt(), 3);
        QCOMPARE(rows[2][u"holds"], QJsonValue(true));
    }

    void limitThatWasMissedSaysWhetherItIsHard_data()
    {
        QTest::addColumn<bool>("isHard");
        QTest::newRow("hard") << true;
        QTest::newRow("soft") << false;
    }

    void limitThatWasMissedSaysWhetherItIsHard()
    {
        QFETCH(bool, isHard);
        models::PoolNode pool = dearAndCheap();
        pool.strategy = models::Strategy::Priority;
        pool.limits = {{.measure = models::Measure::InputPrice, .bound = 5, .isHard = isHard}};
        Asked asked([&](const TwoProviders &two) { return pooled(two, pool); });
        QCOMPARE(asked.ask().field("x-signalbox-target"), "two-target");
        const QJsonObject dear = memberOf(asked.step(), "one-target");
        QCOMPARE(dear[u"verdict"].toString(), isHard ? s("excluded") : s("behind"));
        QCOMPARE(dear[u"why"].toString(), s("limit"));
        QCOMPARE(dear[u"limit"][u"measure"].toString(), s("input_price_per_m"));
        QCOMPARE(dear[u"limit"][u"hard"], QJsonValue(isHard));
        QCOMPARE(dear[u"limit"][u"at_most"].toDouble(), 5.0);
        QCOMPARE(dear[u"limit"][u"value"].toDouble(), 10.0);
    }

    void conversationThatStaysSaysWithWhomAndWhatItTakesToLeave_data()
    {
        QTest::addColumn<QByteArray>("messages");
        QTest::addColumn<double>("gain");
        QTest::addColumn<QByteArray>("target");
        const QByteArray plain = R"([{"role":"user","content":"hi"}])";
        const QByteArray tool = R"([{"role":"user","content":"hi"},{"role":"assistant",)"
                                R"("tool_calls":[{"id":"1","type":"function","function":)"
                                R"({"name":"f","arguments":"{}"}}]},)"
                                R"({"role":"tool","tool_call_id":"1","content":"r"}])";
        QTest::newRow("another is cheaper by more") << plain << 0.2 << QByteArray("two-target");
        QTest::newRow("another is not cheaper by enough")
            << plain << 0.95 << QByteArray("one-target");
        QTest::newRow("tools are being called") << tool << 0.2 << QByteArray("one-target");
    }

    void conversationThatStaysSaysWithWhomAndWhatItTakesToLeave()
    {
        QFETCH(QByteArray, messages);
        QFETCH(double, gain);
        QFETCH(QByteArray, target);
        models::PoolNode pool = dearAndCheap();
        pool.affinity = {.isOn = true, .switchGain = gain};
        Asked asked([&](const TwoProviders &two) { return pooled(two, pool); });
        const QByteArray conversation = "X-Conversation-Id: c1\r\n";
        // The cheap one fails once, so that the dear one has the conversation: only success binds.
        asked.two.second.enqueue(plainAnswer(500, openAiError("oops")));
        QCOMPARE(asked.ask(chatBody, conversation).field("x-signalbox-target"), "one-target");

        const ProbeAnswer second =
            asked.ask(R"({"model":"smart","messages":)" + messages + '}', conversation);

        const QJsonValue step = asked.step();
        QVERIFY2(second.field("x-signalbox-target") == target,
                 QJsonDocument(step.toObject()).toJson().constData());
        QCOMPARE(step[u"kept"].toString(), s("one-target"));
        QCOMPARE(step[u"pinned"].toBool(), messages.contains("tool_call_id"));
        QCOMPARE(step[u"switch_gain"].toDouble(), gain);
        QCOMPARE(memberOf(step, "one-target")[u"why"].toString() == s("kept"),
                 target == "one-target");
        // Another conversation is free to choose.
        QCOMPARE(asked.ask(chatBody, "X-Conversation-Id: c2\r\n").field("x-signalbox-target"),
                 "two-target");
    }

    void rateLimitSaysWhatOfItIsUsed()
    {
        Asked asked([](const TwoProviders &two) {
            return routed(
                two,
                {{s("start"),
                  {.body = models::RateLimitNode{.limits = {.requests = 2}, .within = s("one")}}},
                 {s("one"), target("one-target")}});
        });
        for (int used = 0; used < 2; ++used) {
            QCOMPARE(asked.ask().status, 200);
            QCOMPARE(asked.step()[u"took"].toString(), s("within"));
            QCOMPARE(asked.step()[u"used"].toInt(-1), used);
            QCOMPARE(asked.step()[u"limit"].toInt(), 2);
            QCOMPARE(asked.step()[u"counts"].toString(), s("requests"));
        }
        const ProbeAnswer refused = asked.ask();
        QCOMPARE(refused.status, 429);
        QVERIFY(refused.field("retry-after").toInt() > 0);
        QCOMPARE(refused.field("x-signalbox-reason"), "refused: rate_limit_exceeded");
        QCOMPARE(asked.step()[u"took"].toString(), s("over"));
        QCOMPARE(asked.step()[u"used"].toInt(), 2);
    }

    void limitOfRequestsAtOnceLetsTheNextInWhenOneHasEnded()
    {
        TwoProviders two;
        two.first.enqueue(ProviderScript().gate().send(plainAnswer(200, chatAnswer)));
        alwaysAnswer(two.first, plainAnswer(200, chatAnswer));
        ProxyFixture proxy(routed(
            two,
            {{s("start"),
              {.body = models::RateLimitNode{.limits = {.concurrent = 1}, .within = s("one")}}},
             {s("one"), target("one-target")}}));
        HttpProbe first(proxy.port());
        first.post(chatPath, chatBody);
        QVERIFY(waitUntil([&] { return two.first.requests().size() == 1; }));
        HttpProbe second(proxy.port());
        second.post(chatPath, chatBody);
        QVERIFY(second.waitForAnswers(1));
        QCOMPARE(second.lastAnswer().status, 429);
        QVERIFY(second.lastAnswer().field("retry-after").toInt() > 0);
        QVERIFY(second.lastAnswer().errorMessage().contains("requests at once"));

        two.first.open();
        QVERIFY(first.waitForAnswers());
        QVERIFY(proxy.waitForRecords(2));
        second.post(chatPath, chatBody);
        QVERIFY(second.waitForAnswers(2));
        QCOMPARE(second.lastAnswer().status, 200);
    }

    void whoCannotBeToldTheRequestIsNamedWithTheReason()
    {
        TwoProviders two;
        alwaysAnswer(two.second, plainAnswer(200, chatAnswer));
        models::Policy policy =
            routed(two,
                   {{s("start"),
                     {.body = models::FallbackNode{.steps = {{s("one"), {}}, {s("two"), {}}}}}},
                    {s("one"), target("one-target")},
                    {s("two"), target("two-target")}});
        policy.providers.first().dialect = models::ProviderDialect::Anthropic;
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        // Recordings have no place in Anthropic's messages.
        probe.post(chatPath,
                   R"({"model":"smart","messages":[{"role":"user","content":[)"
                   R"({"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]}]})");
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().field("x-signalbox-target"), "two-target");
        const QJsonObject decision = decisionOf(proxy.record());
        QCOMPARE(decision[u"path"][1][u"passed_over"].toString(), s("dialect"));
        QVERIFY2(decision[u"problems"][0].toString().startsWith(s("one-target: ")),
                 qPrintable(decision[u"problems"][0].toString()));
    }
};

QTEST_GUILESS_MAIN(ProxyDecisionsTest)
#include "tst_ProxyDecisions.moc"
