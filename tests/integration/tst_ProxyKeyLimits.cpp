// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/HttpProbe.h"
#include "support/RoutedPolicies.h"

#include <QJsonArray>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::RateLimits;

namespace {

/// Provider `one` has the keys sk-first-secret and sk-second-secret with \a limits, provider `two`
/// one without.
struct Limited
{
    explicit Limited(const QList<RateLimits> &limits, bool isPool = false)
        : proxy(policyWith(limits, isPool), ring())
    {
        for (FakeProvider *fake : {&two.first, &two.second})
            alwaysAnswer(*fake, plainAnswer(200, chatAnswer));
    }
    static routing::KeyRing ring()
    {
        routing::KeyRing ring;
        addKeys(ring, s("one"), {"sk-first-secret", "sk-second-secret"});
        addKeys(ring, s("two"), {"sk-other-secret"});
        return ring;
    }
    models::Policy policyWith(const QList<RateLimits> &limits, bool isPool) const
    {
        models::Policy policy = two.policy();
        policy.providers.first().keyLimits = limits;
        if (isPool) {
            models::PoolNode pool;
            pool.members = {{.target = s("one-target")}, {.target = s("two-target")}};
            policy.routes.first().graph = {.start = s("pool"),
                                           .nodes = {{s("pool"), {.body = pool}}}};
        }
        return policy;
    }
    ProbeAnswer ask(const QByteArray &model = "smart")
    {
        HttpProbe probe(proxy.port());
        QByteArray body = chatBody;
        probe.post(chatPath, body.replace("smart", model));
        return probe.waitForAnswers() ? probe.lastAnswer() : ProbeAnswer();
    }
    /// "first", "second", ...: which keys of provider `one` were sent, in order.
    [[nodiscard]] QByteArrayList sent() const
    {
        QByteArrayList keys;
        for (const SeenRequest &request : two.first.requests())
            keys.append(request.field("authorization").split('-').value(1));
        return keys;
    }

    TwoProviders two;
    ProxyFixture proxy;
};

} // namespace

/// What each key of a provider may do.
class ProxyKeyLimitsTest final : public QObject
{
    Q_OBJECT

private slots:
    void keyAtItsLimitGivesWayToTheNext()
    {
        Limited limited({{.requests = 2}, {.requests = 1}});

        for (int i = 0; i < 3; ++i)
            QCOMPARE(limited.ask().status, 200);

        QCOMPARE(limited.sent(), QByteArrayList({"first", "first", "second"}));
    }

    void targetWithAllKeysAtTheirLimitsIsPassedOver()
    {
        Limited limited({{.requests = 1}, {.requests = 1}});
        for (int i = 0; i < 3; ++i)
            QCOMPARE(limited.ask().status, 200);

        QCOMPARE(limited.sent().size(), 2);
        QCOMPARE(limited.two.second.requests().size(), 1);
        QVERIFY(limited.proxy.waitForRecords(3));
        const models::ExchangeRecord &last = limited.proxy.records().back();
        QCOMPARE(last.target, s("two-target"));
        QCOMPARE(last.attempts.size(), std::size_t(1));
        const std::string decision = last.decision->json(last);
        QVERIFY2(decision.find("\"passed_over\":\"key_limit\"") != std::string::npos,
                 decision.c_str());
    }

    void memberOfAPoolWithAllKeysAtTheirLimitsIsExcluded()
    {
        Limited limited({{.requests = 1}, {.requests = 1}}, true);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(limited.ask().status, 200);

        QCOMPARE(limited.sent().size(), 2);
        QCOMPARE(limited.two.second.requests().size(), 1);
        QVERIFY(limited.proxy.waitForRecords(3));
        const models::ExchangeRecord last = limited.proxy.records().back();
        QVERIFY(last.decision->json(last).find("key_limit") != std::string::npos);
    }

    void limitCountsAsNoFailure()
    {
        Limited limited({{.requests = 1}, {.requests = 1}});
        for (int i = 0; i < 3; ++i)
            QCOMPARE(limited.ask().status, 200);

        QVERIFY(limited.proxy.waitForRecords(3));
        const auto &scores = limited.proxy.proxy.scores().scores();
        QCOMPARE(scores.at(s("one-target")).ended(), 2);
        QCOMPARE(scores.at(s("two-target")).ended(), 1);
    }

    void targetAskedForByNameTellsWhenThereIsRoom_data()
    {
        QTest::addColumn<bool>("isPool");
        QTest::newRow("fallback") << false;
        QTest::newRow("pool") << true;
    }
    void targetAskedForByNameTellsWhenThereIsRoom()
    {
        QFETCH(bool, isPool);
        Limited limited({{.requests = 1}, {.requests = 1}}, isPool);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(limited.ask("one-target").status, 200);

        const ProbeAnswer answer = limited.ask("one-target");

        QCOMPARE(answer.status, 429);
        QVERIFY(answer.errorMessage().contains("at their limits"));
        const int wait = answer.field("retry-after").toInt();
        QVERIFY2(wait > 50 && wait <= 62, qPrintable(QString::number(wait)));
        QCOMPARE(limited.sent().size(), 2);
    }

    void poolWithoutRoomTellsWhenThereIs()
    {
        Limited limited({{.requests = 1}, {.requests = 1}}, true);
        models::Policy policy = limited.policyWith({{.requests = 1}, {.requests = 1}}, true);
        policy.routes.first().graph.nodes[s("pool")].body =
            models::PoolNode{.members = {{.target = s("one-target")}}};
        routing::KeyRing keys = Limited::ring();
        nameKeys(policy, keys);
        limited.proxy.proxy.setPolicy(std::make_shared<const models::Policy>(policy));
        for (int i = 0; i < 2; ++i)
            QCOMPARE(limited.ask().status, 200);

        const ProbeAnswer answer = limited.ask();

        QCOMPARE(answer.status, 429);
        QVERIFY(!answer.field("retry-after").isEmpty());
    }

    void tokensAreSettledByTheReportedUsage()
    {
        // Each answer reports 18 tokens; what is expected of one is far more.
        Limited limited({{.tokens = 30}, {.tokens = 30}});

        for (int i = 0; i < 4; ++i) {
            QCOMPARE(limited.ask().status, 200);
            QVERIFY(limited.proxy.waitForRecords(static_cast<std::size_t>(i) + 1));
        }

        QCOMPARE(limited.sent(), QByteArrayList({"first", "second"}));
        QCOMPARE(limited.two.second.requests().size(), 2);
    }

    void refusedRequestGivesItsTokensBack()
    {
        Limited limited({{.tokens = 1000}, {.requests = 1}});
        alwaysAnswer(limited.two.first, plainAnswer(400, openAiError("no")));
        for (int i = 0; i < 3; ++i)
            QCOMPARE(limited.ask("one-target").status, 400);

        QCOMPARE(limited.sent(), QByteArrayList({"first", "first", "first"}));
    }

    void runningRequestsFillAKey()
    {
        Limited limited({{.concurrent = 1}, {.concurrent = 1}});
        limited.two.first.setResponder([](const SeenRequest &) {
            return ProviderScript().gate().send(plainAnswer(200, chatAnswer));
        });
        HttpProbe one(limited.proxy.port());
        HttpProbe other(limited.proxy.port());
        one.post(chatPath, chatBody);
        QTRY_COMPARE(limited.two.first.requests().size(), 1);
        other.post(chatPath, chatBody);
        QTRY_COMPARE(limited.two.first.requests().size(), 2);

        QCOMPARE(limited.ask().field("x-signalbox-target"), QByteArray("two-target"));
        QCOMPARE(limited.sent(), QByteArrayList({"first", "second"}));
        limited.two.first.open();
        QVERIFY(one.waitForAnswers());
        QVERIFY(other.waitForAnswers());
        alwaysAnswer(limited.two.first, plainAnswer(200, chatAnswer));
        QCOMPARE(limited.ask().field("x-signalbox-target"), QByteArray("one-target"));
    }

    void explanationKnowsOfTheLimit()
    {
        Limited limited({{.requests = 1}, {.requests = 1}});
        for (int i = 0; i < 2; ++i)
            QCOMPARE(limited.ask().status, 200);
        HttpProbe probe(limited.proxy.port());

        probe.post("/signalbox/v1/explain", chatBody);

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().json()[u"target"].toString(), s("two-target"));
        QVERIFY(probe.lastAnswer().body.contains("key_limit"));
    }
};

QTEST_GUILESS_MAIN(ProxyKeyLimitsTest)
#include "tst_ProxyKeyLimits.moc"
