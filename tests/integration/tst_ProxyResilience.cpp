// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/Asker.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace signalbox;
using namespace signalbox::tests;

namespace {

int requestsFor(const FakeProvider &fake, const QByteArray &model)
{
    const QByteArray quoted = '"' + model + '"';
    const auto requests = fake.requests();
    return static_cast<int>(
        std::count_if(requests.begin(), requests.end(), [&quoted](const SeenRequest &request) {
            return request.body.contains(quoted);
        }));
}

} // namespace

/// How live traffic gets around keys, targets and answers that are no good.
class ProxyResilienceTest final : public QObject
{
    Q_OBJECT

private slots:
    void limitedKeyIsLeftAloneAtItsModelOnly()
    {
        TwoProviders two;
        bool isLimited = true;
        two.first.setResponder([&isLimited](const SeenRequest &request) {
            const bool refuses = isLimited && request.body.contains("real-model");
            return ProviderScript().send(
                refuses ? plainAnswer(429, openAiError("slow down"), "retry-after: 3\r\n")
                        : plainAnswer(200, chatAnswer));
        });
        ProxyFixture proxy(threeInARow(two));
        Asker asker(proxy);
        const ProbeAnswer first = asker.ask();
        QCOMPARE(first.field("x-signalbox-target"), "other-target");
        QCOMPARE(first.field("x-signalbox-attempts"), "2");

        const ProbeAnswer second = asker.ask();
        QCOMPARE(second.field("x-signalbox-target"), "other-target");
        QCOMPARE(second.field("x-signalbox-attempts"), "1");
        QCOMPARE(requestsFor(two.first, "real-model"), 1);
        QVERIFY(proxy.waitForRecords(2));
        const QJsonObject decision = decisionOf(proxy.records().back());
        QCOMPARE(decision[u"path"][1][u"passed_over"].toString(), s("breaker"));

        isLimited = false; // and after the seconds that were asked for it serves again
        QVERIFY(waitUntil([&] { return asker.target() == "one-target"; }));
    }

    void refusedKeyIsLeftAloneAtAllModels()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(401, openAiError("no such key")));
        alwaysAnswer(two.second, plainAnswer(200, chatAnswer));
        models::Policy policy = threeInARow(two);
        policy.breaker.consecutiveFailures = 2;
        ProxyFixture proxy(policy);
        Asker asker(proxy);
        QCOMPARE(asker.ask().field("x-signalbox-attempts"), "3");

        const ProbeAnswer second = asker.ask();

        QCOMPARE(second.field("x-signalbox-target"), "two-target");
        QCOMPARE(second.field("x-signalbox-attempts"), "1");
        QCOMPARE(two.first.requests().size(), 2);
    }

    void withEverythingLeftAloneTheLeastBadIsAskedAndSaysSo()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(429, openAiError("x"), "retry-after: 200\r\n"));
        alwaysAnswer(two.second, plainAnswer(429, openAiError("x"), "retry-after: 90\r\n"));
        ProxyFixture proxy(threeInARow(two));
        Asker asker(proxy);
        QVERIFY(asker.ask().status >= 400);
        alwaysAnswer(two.second, plainAnswer(200, chatAnswer));

        const ProbeAnswer answer = asker.ask();

        QCOMPARE(answer.field("x-signalbox-target"), "two-target");
        QVERIFY(answer.field("x-signalbox-reason").startsWith("least bad"));
        QVERIFY(proxy.waitForRecords(2));
        const QJsonArray path = decisionOf(proxy.records().back())[u"path"].toArray();
        QCOMPARE(path.last()[u"why"].toString(), s("least_bad"));
    }

    void turnOfToolsGoesBackToWhoAskedForThem()
    {
        TwoProviders two;
        QByteArray calls = chatAnswer;
        calls.replace("\"stop\"", "\"tool_calls\"");
        alwaysAnswer(two.first, plainAnswer(200, calls));
        alwaysAnswer(two.second, plainAnswer(200, calls));
        const models::PoolNode pool{
            .strategy = models::Strategy::RoundRobin,
            .members = {{.target = s("one-target")}, {.target = s("two-target")}}};
        ProxyFixture proxy(routed(two, {{s("start"), {.body = pool}}}));
        Asker asker(proxy);
        const QByteArray first = R"({"role":"user","content":"hi"})";
        const auto ask = [&](const QByteArray &messages) {
            return asker.target(R"({"model":"smart","messages":[)" + messages + "]}");
        };
        QCOMPARE(ask(first), "one-target");
        const QByteArray results = first
            + R"(,{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":)"
              R"({"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"1",)"
              R"("content":"r"})";
        QCOMPARE(ask(results), "one-target"); // its turn would be the other's
        QCOMPARE(ask(first), "one-target"); // nothing else is kept: it is this one's turn again
    }

    void targetThatIsTooSmallIsPassedOver()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, chatAnswer));
        alwaysAnswer(two.second, plainAnswer(200, chatAnswer));
        models::Policy policy = threeInARow(two);
        policy.targets.front().contextWindow = 50;
        policy.targets.back().contextWindow = 60;
        ProxyFixture proxy(policy);
        Asker asker(proxy);
        const QByteArray longBody = "{\"model\":\"smart\",\"messages\":[{\"role\":\"user\","
                                    "\"content\":\""
            + QByteArray("one two three ").repeated(40) + "\"}]}";

        const ProbeAnswer answer = asker.ask(longBody);

        QCOMPARE(answer.field("x-signalbox-target"), "two-target");
        QCOMPARE(answer.field("x-signalbox-attempts"), "1");
        const QJsonObject decision = decisionOf(proxy.record());
        QCOMPARE(decision[u"path"][1][u"passed_over"].toString(), s("context"));
        QCOMPARE(asker.target(), "one-target"); // what fits goes there
    }

    void targetThatCannotDoItIsPassedOver_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QByteArray>("asked");
        QTest::newRow("tools") << s("o1-mini")
                               << QByteArray(R"("tools":[{"type":"function","function":)"
                                             R"({"name":"f","parameters":{}}}])");
        QTest::newRow("schema") << s("gpt-4-turbo")
                                << QByteArray(R"("response_format":{"type":"json_schema",)"
                                              R"("json_schema":{"name":"s","schema":{}}})");
    }

    void targetThatCannotDoItIsPassedOver()
    {
        QFETCH(QString, model);
        QFETCH(QByteArray, asked);
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, chatAnswer));
        alwaysAnswer(two.second, plainAnswer(200, chatAnswer));
        models::Policy policy = threeInARow(two);
        policy.targets.front().model = model;
        policy.targets.back().model = model; // of the same provider
        ProxyFixture proxy(policy);
        proxy.proxy.setBooks(models::PriceBook::shipped(), models::ModelTable::shipped());
        Asker asker(proxy);

        const QByteArray target = asker.target(
            R"({"model":"smart","messages":[{"role":"user","content":"hi"}],)" + asked + '}');

        QCOMPARE(target, "two-target");
        QCOMPARE(decisionOf(proxy.record())[u"path"][1][u"passed_over"].toString(),
                 s("capability"));
        QCOMPARE(asker.target(), "one-target");
    }

    void winnerOfAHedgeIsWhoIsRemembered()
    {
        TwoProviders two;
        two.first.enqueue(ProviderScript().gate().send(plainAnswer(200, chatAnswer)));
        two.second.enqueue(ProviderScript().stall());
        alwaysAnswer(two.first, plainAnswer(200, chatAnswer));
        alwaysAnswer(two.second, plainAnswer(200, chatAnswer));
        models::PoolNode pool{.strategy = models::Strategy::RoundRobin,
                              .members = {{.target = s("one-target")}, {.target = s("two-target")}},
                              .affinity = {.isOn = true},
                              .slow = {.action = models::SlowRule::Action::Hedge,
                                       .after = std::chrono::milliseconds(30)}};
        ProxyFixture proxy(routed(two, {{s("start"), {.body = pool}}}));
        HttpProbe probe(proxy.port());
        const QByteArray conversation = "X-Conversation-Id: c1\r\n";
        probe.post(chatPath, chatBody, conversation);
        QVERIFY(waitUntil([&] { return two.second.requests().size() == 1; }));
        two.first.open();
        QVERIFY(probe.waitForAnswers(1));
        QCOMPARE(probe.lastAnswer().field("x-signalbox-target"), "one-target");

        probe.post(chatPath, chatBody, conversation);
        QVERIFY(probe.waitForAnswers(2));

        // Its turn would be the other's.
        QCOMPARE(probe.lastAnswer().field("x-signalbox-target"), "one-target");
        QCOMPARE(probe.lastAnswer().field("x-signalbox-reason"), "kept for its conversation");
    }

    void variantOfAHedgeIsTheWinners()
    {
        TwoProviders two;
        two.first.enqueue(ProviderScript().gate().send(plainAnswer(200, chatAnswer)));
        two.second.enqueue(ProviderScript().stall());
        const auto variant = [](const char *name, const char *next) {
            models::TransformNode edit;
            edit.variant = s(name);
            edit.node = s(next);
            return models::RouteNode{.body = edit};
        };
        const models::FallbackNode steps{.steps = {{s("a"), {}}, {s("b"), {}}},
                                         .slow = {.action = models::SlowRule::Action::Hedge,
                                                  .after = std::chrono::milliseconds(30)}};
        ProxyFixture proxy(routed(two,
                                  {{s("start"), {.body = steps}},
                                   {s("a"), variant("short", "one")},
                                   {s("b"), variant("long", "two")},
                                   {s("one"), target("one-target")},
                                   {s("two"), target("two-target")}}));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(waitUntil([&] { return two.second.requests().size() == 1; }));
        two.first.open();
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().field("x-signalbox-variant"), "short");
        QCOMPARE(proxy.record().variant, s("short"));
    }
};

QTEST_GUILESS_MAIN(ProxyResilienceTest)
#include "tst_ProxyResilience.moc"
