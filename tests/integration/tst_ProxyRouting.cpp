// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyNames.h"
#include "support/HttpProbe.h"
#include "support/RoutedPolicies.h"

#include <QJsonArray>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::ErrorClass;
using models::ExchangeOutcome;
using routing::AccuracyTable;

namespace {

constexpr auto slowAfter = std::chrono::milliseconds(30);

/// One after the other; \a slow says what happens when the first does not begin to answer.
models::Policy chained(const TwoProviders &two,
                       models::SlowRule::Action slow = models::SlowRule::Action::Nothing)
{
    const models::FallbackNode steps{.steps = {{s("one"), {}}, {s("two"), {}}},
                                     .slow = {.action = slow, .after = slowAfter}};
    return routed(two,
                  {{s("start"), {.body = steps}},
                   {s("one"), target("one-target")},
                   {s("two"), target("two-target")}});
}

/// What became of each member of the pool, without figures: these are of the moment.
QStringList verdictsOf(const QJsonObject &decision)
{
    QStringList verdicts;
    for (const QJsonValue &member : decision[u"path"][0][u"members"].toArray())
        verdicts.append(member[u"target"].toString() + u' ' + member[u"verdict"].toString() + u' '
                        + member[u"why"].toString());
    return verdicts;
}

} // namespace

/// Route graphs that live traffic goes through.
class ProxyRoutingTest final : public QObject
{
    Q_OBJECT

private slots:
    void ruleOverAHeaderDecides()
    {
        TwoProviders two;
        two.first.setResponder([](const SeenRequest &) {
            return ProviderScript().send(plainAnswer(200, chatAnswer));
        });
        two.second.setResponder([](const SeenRequest &) {
            return ProviderScript().send(plainAnswer(200, chatAnswer));
        });
        models::MatchNode match;
        match.when = {.kind = models::Predicate::Kind::Condition,
                      .condition = {.signal = *models::SignalName::fromString(s("header.x-team")),
                                    .comparison = models::Comparison::Equal,
                                    .values = {s("blue")}}};
        match.then = s("two");
        match.otherwise = s("one");
        ProxyFixture proxy(routed(two,
                                  {{s("start"), {.body = match}},
                                   {s("one"), target("one-target")},
                                   {s("two"), target("two-target")}}));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody, "X-Team: blue\r\n");
        QVERIFY(probe.waitForAnswers(1));
        QCOMPARE(probe.lastAnswer().field("x-signalbox-target"), "two-target");
        probe.post(chatPath, chatBody, "X-Team: red\r\n");
        QVERIFY(probe.waitForAnswers(2));
        QCOMPARE(probe.lastAnswer().field("x-signalbox-target"), "one-target");

        QVERIFY(proxy.waitForRecords(2));
        const QJsonObject first = decisionOf(proxy.records().at(0));
        const QJsonObject step = first[u"path"][0].toObject();
        QCOMPARE(step[u"kind"].toString(), s("match"));
        QCOMPARE(step[u"took"].toString(), s("then"));
        QCOMPARE(step[u"when"][u"left"].toString(), s("blue"));
        QCOMPARE(step[u"when"][u"holds"], QJsonValue(true));
        QCOMPARE(first[u"signals"][u"header.x-team"].toString(), s("blue"));
        QCOMPARE(first[u"target"].toString(), s("two-target"));
        QCOMPARE(first[u"attempts"][0][u"outcome"].toString(), s("success"));
        QCOMPARE(decisionOf(proxy.records().at(1))[u"path"][0][u"took"].toString(), s("else"));
    }

    void whatTheCaptureSettingKeepsDecidesWhatADecisionKeeps_data()
    {
        QTest::addColumn<models::CaptureBodies>("bodies");
        QTest::addColumn<QString>("told");
        QTest::newRow("all") << models::CaptureBodies::All << s("say the word");
        QTest::newRow("errors") << models::CaptureBodies::Errors << s("(not kept)");
        QTest::newRow("none") << models::CaptureBodies::None << s("(not kept)");
    }

    void whatTheCaptureSettingKeepsDecidesWhatADecisionKeeps()
    {
        QFETCH(models::CaptureBodies, bodies);
        QFETCH(QString, told);
        TwoProviders two;
        two.first.enqueue(plainAnswer(200, chatAnswer));
        models::MatchNode match;
        match.when = {.kind = models::Predicate::Kind::Condition,
                      .condition = {.signal = *models::SignalName::fromString(s("last_text")),
                                    .comparison = models::Comparison::Contains,
                                    .values = {s("word")}}};
        match.then = s("one");
        match.otherwise = s("two");
        models::Policy policy = routed(two,
                                       {{s("start"), {.body = match}},
                                        {s("one"), target("one-target")},
                                        {s("two"), target("two-target")}});
        policy.capture.bodies = bodies;
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        probe.post(chatPath,
                   "{\"model\":\"smart\",\"messages\":[{\"role\":\"user\","
                   "\"content\":\"say the word\"}]}");
        QVERIFY(probe.waitForAnswers());
        const QJsonObject decision = decisionOf(proxy.record());
        QCOMPARE(decision[u"signals"][u"last_text"].toString(), told);
        QCOMPARE(decision[u"path"][0][u"when"][u"left"].toString(), told);
        QCOMPARE(decision[u"path"][0][u"took"].toString(), s("then"));
    }

    void slowAnswerIsGivenUpForTheNextTarget()
    {
        TwoProviders two;
        two.first.enqueue(ProviderScript().stall());
        two.second.enqueue(plainAnswer(200, chatAnswer));
        ProxyFixture proxy(chained(two, models::SlowRule::Action::Switch));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        QCOMPARE(probe.lastAnswer().field("x-signalbox-target"), "two-target");
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.attempts.size(), std::size_t(2));
        QCOMPARE(record.attempts.front().errorClass, ErrorClass::Timeout);
        QVERIFY(waitUntil([&] { return two.first.openConnections() == 0; }));
    }

    void hedgeServesWhoeverAnswersFirst_data()
    {
        QTest::addColumn<bool>("firstAnswers");
        QTest::newRow("the one that was asked first") << true;
        QTest::newRow("the one that was asked as well") << false;
    }

    void hedgeServesWhoeverAnswersFirst()
    {
        QFETCH(bool, firstAnswers);
        TwoProviders two;
        const QByteArray late = plainAnswer(200, chatAnswer);
        two.first.enqueue(firstAnswers ? ProviderScript().gate().send(late)
                                       : ProviderScript().stall());
        two.second.enqueue(firstAnswers ? ProviderScript().stall() : ProviderScript().send(late));
        ProxyFixture proxy(chained(two, models::SlowRule::Action::Hedge));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(waitUntil([&] { return two.second.requests().size() == 1; }));
        two.first.open();
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        const QByteArray expected = firstAnswers ? "one-target" : "two-target";
        QCOMPARE(probe.lastAnswer().field("x-signalbox-target"), expected);
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.outcome, ExchangeOutcome::Success);
        QCOMPARE(record.target.toLatin1(), expected);
        QCOMPARE(record.attempts.size(), std::size_t(2));
        QCOMPARE(record.attempts.at(0).errorClass, ErrorClass::Cancelled);
        QCOMPARE(record.attempts.at(1).errorClass, ErrorClass::None);
        QVERIFY(waitUntil(
            [&] { return (firstAnswers ? two.second : two.first).openConnections() == 0; }));
    }

    void hedgeWhoseOtherSideFailsWaitsForTheFirst()
    {
        TwoProviders two;
        two.first.enqueue(ProviderScript().gate().send(plainAnswer(200, chatAnswer)));
        two.second.enqueue(plainAnswer(500, openAiError("oops")));
        ProxyFixture proxy(chained(two, models::SlowRule::Action::Hedge));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(waitUntil([&] { return two.second.requests().size() == 1; }));
        QVERIFY(
            waitUntil([&] { return proxy.proxy.scores().score(s("two-target")).ended() == 1; }));
        two.first.open();
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        QCOMPARE(probe.lastAnswer().field("x-signalbox-target"), "one-target");
        QCOMPARE(proxy.record().outcome, ExchangeOutcome::Success);
    }

    void clientThatLeavesEndsBothSidesOfAHedge()
    {
        TwoProviders two;
        two.first.enqueue(ProviderScript().stall());
        two.second.enqueue(ProviderScript().stall());
        ProxyFixture proxy(chained(two, models::SlowRule::Action::Hedge));
        {
            HttpProbe probe(proxy.port());
            probe.post(chatPath, chatBody);
            QVERIFY(waitUntil([&] { return two.second.requests().size() == 1; }));
            probe.close();
        }
        const models::ExchangeRecord record = proxy.record();
        QCOMPARE(record.outcome, ExchangeOutcome::ClientGone);
        QCOMPARE(record.attempts.size(), std::size_t(2));
        QVERIFY(waitUntil(
            [&] { return two.first.openConnections() == 0 && two.second.openConnections() == 0; }));
    }

    void rejectNodeSpeaksItsOwnWords()
    {
        TwoProviders two;
        models::RejectNode reject;
        reject.status = 451;
        reject.message = s("Not from here.");
        reject.code = s("not_here");
        ProxyFixture proxy(routed(two, {{s("start"), {.body = reject}}}));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 451);
        QCOMPARE(probe.lastAnswer().errorMessage(), "Not from here.");
        QCOMPARE(probe.lastAnswer().json()[u"error"][u"code"].toString(), s("not_here"));
        QCOMPARE(probe.lastAnswer().field("x-signalbox-route"), "smart");
        QCOMPARE(probe.lastAnswer().field("x-signalbox-attempts"), "0");
        QCOMPARE(probe.lastAnswer().field("x-signalbox-reason"), "refused: not_here");
        QCOMPARE(proxy.record().outcome, ExchangeOutcome::Refused);
    }

    void answerNodeSaysItsTextInTheClientsDialect_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("chat") << QByteArray(chatPath) << QByteArray(chatBody);
        QTest::newRow("chat, streamed") << QByteArray(chatPath) << QByteArray(chatStreamBody);
        QTest::newRow("messages") << QByteArray("/v1/messages")
                                  << QByteArray("{\"model\":\"smart\",\"max_tokens\":9,"
                                                "\"messages\":[{\"role\":\"user\","
                                                "\"content\":\"hi\"}]}");
        QTest::newRow("gemini") << QByteArray("/v1beta/models/smart:generateContent")
                                << QByteArray("{\"contents\":[{\"role\":\"user\","
                                              "\"parts\":[{\"text\":\"hi\"}]}]}");
        QTest::newRow("ollama") << QByteArray("/api/chat")
                                << QByteArray("{\"model\":\"smart\",\"messages\":[{\"role\":"
                                              "\"user\",\"content\":\"hi\"}]}");
    }

    void answerNodeSaysItsTextInTheClientsDialect()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        TwoProviders two;
        ProxyFixture proxy(
            routed(two, {{s("start"), {.body = models::AnswerNode{s("closed until Monday")}}}}));
        HttpProbe probe(proxy.port());
        probe.post(path, body);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        QVERIFY2(probe.lastAnswer().body.contains("closed until Monday"),
                 probe.lastAnswer().body.constData());
        QCOMPARE(probe.lastAnswer().field("x-signalbox-attempts"), "0");
        QCOMPARE(probe.lastAnswer().field("x-signalbox-reason"), "answered by the route itself");
        QCOMPARE(proxy.record().outcome, ExchangeOutcome::Success);
        QVERIFY(two.first.requests().isEmpty());
    }

    void explainAndLiveChooseTheSame()
    {
        TwoProviders two;
        two.first.setResponder([](const SeenRequest &) {
            return ProviderScript().send(plainAnswer(500, openAiError("oops")));
        });
        two.second.setResponder([](const SeenRequest &) {
            return ProviderScript().send(plainAnswer(200, chatAnswer));
        });
        models::Policy policy = chained(two);
        policy.breaker.minimumRequests = 3;
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        QStringList chosen;
        for (int i = 0; i < 6; ++i) {
            probe.post("/signalbox/v1/explain", chatBody);
            QVERIFY(probe.waitForAnswers(2 * i + 1));
            const QJsonObject explained = probe.lastAnswer().json();
            chosen.append(explained[u"target"].toString());
            probe.post(chatPath, chatBody);
            QVERIFY(probe.waitForAnswers(2 * i + 2));
            QVERIFY(proxy.waitForRecords(static_cast<std::size_t>(i) + 1));
            QCOMPARE(proxy.records().back().attempts.front().target, chosen.last());
            // The very same way, up to the first attempt.
            const QJsonArray live = decisionOf(proxy.records().back())[u"path"].toArray();
            const QJsonArray foretold = explained[u"path"].toArray();
            QVERIFY(!foretold.isEmpty() && live.size() >= foretold.size());
            for (qsizetype step = 0; step < foretold.size(); ++step)
                QCOMPARE(live.at(step), foretold.at(step));
        }
        // Three failures open the breaker, and both know.
        QCOMPARE(chosen.filter(s("one-target")).size(), 3);
        QCOMPARE(chosen.last(), s("two-target"));
    }

    void explainAndLiveDrawTheSameLots_data()
    {
        QTest::addColumn<models::Strategy>("strategy");
        for (const auto &[strategy, name] : models::strategyNames)
            QTest::newRow(name.data()) << strategy;
    }

    void explainAndLiveDrawTheSameLots()
    {
        QFETCH(models::Strategy, strategy);
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, chatAnswer));
        alwaysAnswer(two.second, plainAnswer(200, chatAnswer));
        const models::PoolNode pool{.strategy = strategy,
                                    .members = {{.target = s("one-target"), .weight = 2},
                                                {.target = s("two-target"), .weight = 1}},
                                    .exploration = 0.5};
        ProxyFixture proxy(routed(two, {{s("start"), {.body = pool}}}));
        HttpProbe probe(proxy.port());
        const auto judgements = [&] {
            AccuracyTable &table = proxy.proxy.scores().accuracies();
            return table.accuracy(s("one-target"), -1).samples
                + table.accuracy(s("two-target"), -1).samples;
        };
        int compared = 0;
        for (int i = 0; i < 25; ++i) {
            const int before = judgements();
            proxy.proxy.setSeed(static_cast<quint32>(i));
            probe.post("/signalbox/v1/explain", chatBody);
            QVERIFY(probe.waitForAnswers(2 * i + 1));
            const QJsonObject explained = probe.lastAnswer().json();
            proxy.proxy.setSeed(static_cast<quint32>(i));
            probe.post(chatPath, chatBody);
            QVERIFY(probe.waitForAnswers(2 * i + 2));
            QVERIFY(proxy.waitForRecords(static_cast<std::size_t>(i) + 1));
            if (judgements() != before)
                continue; // an answer was judged between the two: the state is another
            ++compared;
            QCOMPARE(probe.lastAnswer().field("x-signalbox-target"),
                     explained[u"target"].toString().toLatin1());
            QCOMPARE(probe.lastAnswer().field("x-signalbox-reason"),
                     explained[u"reason"].toString().toLatin1());
            QCOMPARE(verdictsOf(decisionOf(proxy.records().back())), verdictsOf(explained));
        }
        QVERIFY(compared > 0);
    }

    void openBreakerKeepsErrorsAwayAndAProbeFindsOut()
    {
        TwoProviders two;
        bool isDown = true;
        two.first.setResponder([&isDown](const SeenRequest &) {
            return ProviderScript().send(isDown ? plainAnswer(500, openAiError("oops"))
                                                : plainAnswer(200, chatAnswer));
        });
        two.second.setResponder([](const SeenRequest &) {
            return ProviderScript().send(plainAnswer(200, chatAnswer));
        });
        models::Policy policy = chained(two);
        policy.breaker.minimumRequests = 2;
        policy.breaker.open = std::chrono::seconds(1);
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        int answers = 0;
        const auto ask = [&] {
            probe.post(chatPath, chatBody);
            return probe.waitForAnswers(++answers) && probe.lastAnswer().status == 200;
        };
        for (int i = 0; i < 6; ++i)
            QVERIFY(ask()); // no client sees an error
        QCOMPARE(two.first.requests().size(), 2);
        isDown = false;
        QVERIFY(waitUntil([&] {
            return ask() && probe.lastAnswer().field("x-signalbox-target") == "one-target";
        }));
    }
};

QTEST_GUILESS_MAIN(ProxyRoutingTest)
#include "tst_ProxyRouting.moc"
