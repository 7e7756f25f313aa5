// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/HttpProbe.h"
#include "support/RoutedPolicies.h"

#include <QTest>

#include <algorithm>
#include <memory>
#include <vector>

using namespace signalbox;
using namespace signalbox::tests;

namespace {

constexpr int crowd = 500;

/// Costs a cent with the prices below, as is expected of it: 500 tokens of output.
const QByteArray centAnswer = QByteArrayLiteral(
    R"({"id":"c1","choices":[{"index":0,"message":{"role":"assistant","content":"yes"},)"
    R"("finish_reason":"stop"}],"usage":{"prompt_tokens":0,"completion_tokens":500,)"
    R"("total_tokens":500}})");
constexpr qint64 cent = 10'000; ///< micro-dollars
constexpr qint64 answerTokens = 500;

/// Many clients at once, and a provider that answers none of them before it is told to.
struct Crowd
{
    explicit Crowd(const models::Policy &policy)
        : proxy(policy)
    {}
    static models::Policy policyFor(FakeProvider &fake)
    {
        fake.setResponder([](const SeenRequest &) {
            return ProviderScript().gate().send(plainAnswer(200, centAnswer));
        });
        models::Policy policy = onePolicy(fake);
        policy.targets.first().inputPricePerMillion = 0;
        policy.targets.first().outputPricePerMillion = 20;
        policy.retry.retries = 0;
        return policy;
    }
    void ask(const QByteArray &body = chatBody)
    {
        for (int i = 0; i < crowd; ++i)
            probes.push_back(std::make_unique<HttpProbe>(proxy.port()));
        for (const auto &probe : probes)
            probe->post(chatPath, body);
    }
    [[nodiscard]] int answered(int status) const
    {
        return static_cast<int>(std::ranges::count_if(probes, [status](const auto &probe) {
            const ProbeAnswer answer = probe->lastAnswer();
            return answer.isWhole && answer.status == status;
        }));
    }
    /// Until the proxy has decided on all: each is with the provider or has its refusal.
    [[nodiscard]] bool waitForDecisions(const FakeProvider &fake)
    {
        return waitUntil(
            [&] { return static_cast<int>(fake.requests().size()) + answered(429) == crowd; });
    }
    [[nodiscard]] routing::BudgetRoom room()
    {
        return proxy.proxy.routingState().budgets.room(0, {}, 0, proxy.clock.wallMs());
    }

    ProxyFixture proxy;
    std::vector<std::unique_ptr<HttpProbe>> probes;
};

} // namespace

/// Hundreds of requests at once, all decided before the first is answered.
class ProxyOverspendingTest final : public QObject
{
    Q_OBJECT

private slots:
    void budgetIsNeverOverspentByMoreThanOneReservation_data()
    {
        QTest::addColumn<qint64>("limit");
        QTest::addColumn<QByteArray>("model");
        QTest::newRow("a hundred fit") << 100 * cent << QByteArray("smart");
        QTest::newRow("the last one does not quite fit") << 100 * cent - 1 << QByteArray("smart");
        QTest::newRow("asked for by name") << 100 * cent << QByteArray("one-target");
    }
    void budgetIsNeverOverspentByMoreThanOneReservation()
    {
        QFETCH(qint64, limit);
        QFETCH(QByteArray, model);
        FakeProvider fake;
        models::Policy policy = Crowd::policyFor(fake);
        policy.budgets = {{.id = s("daily"), .microDollars = limit}};
        Crowd all(policy);
        QByteArray body = chatBody;

        all.ask(body.replace("smart", model));

        QVERIFY(all.waitForDecisions(fake));
        const int admitted = static_cast<int>(fake.requests().size());
        QCOMPARE(qint64(admitted), limit / cent);
        QCOMPARE(all.room().reserved, admitted * cent);
        fake.open();
        QVERIFY(waitUntil([&] { return all.answered(200) == admitted; }));
        QVERIFY(all.proxy.waitForRecords(crowd));
        QCOMPARE(all.room().used, admitted * cent);
        QCOMPARE(all.room().reserved, 0);
        QVERIFY(all.room().used <= limit + cent);
        qint64 recorded = 0;
        for (const models::ExchangeRecord &record : all.proxy.records())
            recorded += record.cost.microDollars;
        QCOMPARE(recorded, all.room().used);
    }

    void budgetThatSetsTheMostAsideIsNeverOverspentAtAll_data()
    {
        QTest::addColumn<QByteArray>("limit");
        QTest::newRow("the request's own limit") << QByteArray("\"max_tokens\":1000,");
        QTest::newRow("no limit that is known") << QByteArray();
    }
    /// Answers are twice as long as is usual.
    void budgetThatSetsTheMostAsideIsNeverOverspentAtAll()
    {
        QFETCH(QByteArray, limit);
        FakeProvider fake;
        models::Policy policy = Crowd::policyFor(fake);
        QByteArray longAnswer = centAnswer;
        longAnswer.replace("\"completion_tokens\":500", "\"completion_tokens\":1000");
        fake.setResponder([longAnswer](const SeenRequest &) {
            return ProviderScript().gate().send(plainAnswer(200, longAnswer));
        });
        policy.budgets = {{.id = s("daily"),
                           .microDollars = 41 * cent,
                           .reserve = models::Budget::Reserve::Most}};
        Crowd all(policy);
        QByteArray body = chatBody;
        const QByteArray begin = '{' + limit + "\"model\"";

        all.ask(body.replace("{\"model\"", begin));

        QVERIFY(all.waitForDecisions(fake));
        const int admitted = static_cast<int>(fake.requests().size());
        QCOMPARE(admitted, limit.isEmpty() ? 0 : 20); // two cents each
        fake.open();
        QVERIFY(waitUntil([&] { return all.answered(200) == admitted; }));
        QVERIFY(all.proxy.waitForRecords(crowd));
        QCOMPARE(all.room().used, admitted * 2 * cent);
        QVERIFY(all.room().used <= 41 * cent);
    }

    void rateLimitOfRequestsIsNeverPassed()
    {
        FakeProvider fake;
        models::Policy policy = Crowd::policyFor(fake);
        models::RateLimitNode limit{.limits = {.requests = 60}, .within = s("one")};
        policy.routes = {{.name = s("smart"),
                          .graph = {.start = s("limit"),
                                    .nodes = {{s("limit"), {.body = limit}},
                                              {s("one"), target("one-target")}}}}};
        Crowd all(policy);

        all.ask();

        QVERIFY(all.waitForDecisions(fake));
        QCOMPARE(fake.requests().size(), 60);
        fake.open();
        QVERIFY(waitUntil([&] { return all.answered(200) == 60; }));
        QCOMPARE(all.answered(429), crowd - 60);
    }

    void rateLimitOfTokensIsNeverPassedByMoreThanOneReservation()
    {
        FakeProvider fake;
        models::Policy policy = Crowd::policyFor(fake);
        constexpr qint64 most = 20'000;
        models::RateLimitNode limit{.limits = {.tokens = most}, .within = s("one")};
        policy.routes = {{.name = s("smart"),
                          .graph = {.start = s("limit"),
                                    .nodes = {{s("limit"), {.body = limit}},
                                              {s("one"), target("one-target")}}}}};
        Crowd all(policy);

        all.ask();

        QVERIFY(all.waitForDecisions(fake));
        const auto admitted = static_cast<qint64>(fake.requests().size());
        QVERIFY2(admitted * answerTokens <= most + answerTokens && admitted > 30,
                 qPrintable(QString::number(admitted)));
        fake.open();
        QVERIFY(waitUntil([&] { return all.answered(200) == admitted; }));
    }

    void limitsOfAKeyAreNeverPassed()
    {
        FakeProvider fake;
        models::Policy policy = Crowd::policyFor(fake);
        policy.providers.first().keyLimits = {{.concurrent = 25}, {.requests = 15}};
        routing::KeyRing ring;
        addKeys(ring, s("one"), {"sk-first-secret", "sk-second-secret"});
        nameKeys(policy, ring);
        Crowd all(policy);
        all.proxy.proxy.setKeys(std::make_shared<const routing::KeyRing>(ring));

        all.ask();

        QVERIFY(all.waitForDecisions(fake));
        QCOMPARE(fake.requests().size(), 40);
        const auto first = std::ranges::count_if(fake.requests(), [](const SeenRequest &request) {
            return request.head.contains("sk-first-secret");
        });
        QCOMPARE(first, 25);
        fake.open();
        QVERIFY(waitUntil([&] { return all.answered(200) == 40; }));
    }
};

QTEST_GUILESS_MAIN(ProxyOverspendingTest)
#include "tst_ProxyOverspending.moc"
