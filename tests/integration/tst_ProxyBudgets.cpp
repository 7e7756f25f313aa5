// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/HttpProbe.h"
#include "support/RoutedPolicies.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using models::Budget;

namespace {

/// A dollar's worth of tokens a request, by the provider's own word.
const QByteArray dearAnswer =
    QByteArrayLiteral("{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
                      "\"content\":\"hi\"},\"finish_reason\":\"stop\"}],\"usage\":{"
                      "\"prompt_tokens\":10,\"completion_tokens\":10,\"cost\":1.0}}");

/// The route `smart` goes to the first provider, `cheap` to the second; the budget of `smart` is
/// used up by its first request.
models::Policy budgeted(const TwoProviders &two, Budget::OnLimit onLimit)
{
    models::Policy policy = routed(two, {{s("start"), target("one-target")}});
    policy.routes.append(
        {.name = s("cheap"),
         .graph = {.start = s("start"), .nodes = {{s("start"), target("two-target")}}}});
    policy.budgets = {{.id = s("daily"),
                       .microDollars = 500'000,
                       .route = s("smart"),
                       .onLimit = onLimit,
                       .downgradeRoute = s("cheap")}};
    return policy;
}

void verifyOnlyTheFirstIsServedByTheDearOne(HttpProbe &probe)
{
    for (int i = 1; i <= 3; ++i) {
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers(i));
        QCOMPARE(probe.lastAnswer().status, 200);
        QCOMPARE(probe.lastAnswer().field("x-signalbox-target"),
                 i == 1 ? "one-target" : "two-target");
    }
}

} // namespace

/// What happens to requests when a budget is used up.
class ProxyBudgetsTest final : public QObject
{
    Q_OBJECT

private slots:
    void usedUpBudgetRejects()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, dearAnswer));
        ProxyFixture proxy(budgeted(two, Budget::OnLimit::Reject));
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers(1));
        QCOMPARE(probe.lastAnswer().status, 200);

        probe.post(chatPath, chatBody);

        QVERIFY(probe.waitForAnswers(2));
        QCOMPARE(probe.lastAnswer().status, 429);
        QCOMPARE(probe.lastAnswer().json()[u"error"][u"code"].toString(), s("budget_exceeded"));
        const int wait = probe.lastAnswer().field("retry-after").toInt();
        QVERIFY2(wait > 0 && wait <= 24 * 3600, qPrintable(QString::number(wait)));
        QCOMPARE(two.first.requests().size(), 1);
    }

    void nodeOfAUsedUpBudgetLeadsToWhoServesInstead()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, dearAnswer));
        alwaysAnswer(two.second, plainAnswer(200, dearAnswer));
        models::Policy policy = budgeted(two, Budget::OnLimit::Reject);
        policy.routes[0].graph = {.start = s("money"),
                                  .nodes = {{s("money"),
                                             {.body = models::BudgetNode{.budget = s("daily"),
                                                                         .within = s("dear"),
                                                                         .over = s("plain")}}},
                                            {s("dear"), target("one-target")},
                                            {s("plain"), target("two-target")}}};
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        verifyOnlyTheFirstIsServedByTheDearOne(probe);
    }

    void usedUpBudgetBarsAgainBehindItsNode()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, dearAnswer));
        alwaysAnswer(two.second, plainAnswer(503, "{}"));
        models::Policy policy = budgeted(two, Budget::OnLimit::Reject);
        policy.routes[0].graph = {
            .start = s("start"),
            .nodes = {
                {s("start"),
                 {.body = models::FallbackNode{.steps = {{s("money"), {}}, {s("dear"), {}}}}}},
                {s("money"),
                 {.body = models::BudgetNode{.budget = s("daily"),
                                             .within = s("dear"),
                                             .over = s("plain")}}},
                {s("dear"), target("one-target")},
                {s("plain"), target("two-target")}}};
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers(1));
        QCOMPARE(probe.lastAnswer().status, 200);

        probe.post(chatPath, chatBody); // who serves instead fails

        QVERIFY(probe.waitForAnswers(2));
        QVERIFY(probe.lastAnswer().status >= 400);
        QVERIFY(!two.second.requests().empty());
        QCOMPARE(two.first.requests().size(), 1);
    }

    void usedUpBudgetDowngrades()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, dearAnswer));
        alwaysAnswer(two.second, plainAnswer(200, dearAnswer));
        ProxyFixture proxy(budgeted(two, Budget::OnLimit::Downgrade));
        HttpProbe probe(proxy.port());
        verifyOnlyTheFirstIsServedByTheDearOne(probe);
        QVERIFY(proxy.waitForRecords(3));
        QCOMPARE(proxy.records().back().route, s("smart"));
        QVERIFY(proxy.records().back().reason.contains(s("downgraded")));
        const QJsonObject decision = decisionOf(proxy.records().back());
        QCOMPARE(decision[u"downgraded"], QJsonValue(true));
        QCOMPARE(decision[u"path"][0][u"passed_over"].toString(), s("budget"));
        QCOMPARE(decision[u"path"][1][u"route"].toString(), s("cheap"));

        probe.post("/signalbox/v1/explain", chatBody);
        QVERIFY(probe.waitForAnswers(4));
        QCOMPARE(probe.lastAnswer().json()[u"target"].toString(), s("two-target"));
        QCOMPARE(probe.lastAnswer().json()[u"downgraded"], QJsonValue(true));
    }

    void usedUpBudgetWarns()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, dearAnswer));
        ProxyFixture proxy(budgeted(two, Budget::OnLimit::Warn));
        HttpProbe probe(proxy.port());
        for (int i = 1; i <= 2; ++i) {
            probe.post(chatPath, chatBody);
            QVERIFY(probe.waitForAnswers(i));
            QCOMPARE(probe.lastAnswer().status, 200);
            QCOMPARE(probe.lastAnswer().field("x-signalbox-budget-exceeded"),
                     i == 1 ? "" : "daily");
        }
        QVERIFY(proxy.waitForRecords(2));
        QCOMPARE(decisionOf(proxy.records().back())[u"warnings"][0].toString(),
                 s("the budget 'daily' is used up"));
    }

    void budgetOfAProviderHoldsForTargetsAskedForByName()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, dearAnswer));
        models::Policy policy = budgeted(two, Budget::OnLimit::Reject);
        policy.budgets[0].route.clear();
        policy.budgets[0].provider = s("one");
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        const QByteArray byName = QByteArray(chatBody).replace("smart", "one-target");
        probe.post(chatPath, byName);
        QVERIFY(probe.waitForAnswers(1));
        QCOMPARE(probe.lastAnswer().status, 200);

        probe.post(chatPath, byName);

        QVERIFY(probe.waitForAnswers(2));
        QCOMPARE(probe.lastAnswer().status, 429);
        QVERIFY(probe.lastAnswer().errorMessage().contains("one-target"));
        QVERIFY(probe.lastAnswer().field("retry-after").toInt() > 0);
    }

    void poolPassesOverWhoseBudgetIsUsedUp()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, dearAnswer));
        alwaysAnswer(two.second, plainAnswer(200, dearAnswer));
        models::PoolNode pool;
        pool.members = {{.target = s("one-target")}, {.target = s("two-target")}};
        models::Policy policy = routed(two, {{s("start"), {.body = pool}}});
        policy.budgets = {{.id = s("of one"), .microDollars = 500'000, .provider = s("one")}};
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        for (int i = 1; i <= 3; ++i) {
            probe.post(chatPath, chatBody);
            QVERIFY(probe.waitForAnswers(i));
            QCOMPARE(probe.lastAnswer().status, 200);
        }
        QCOMPARE(two.first.requests().size(), 1);
        QCOMPARE(two.second.requests().size(), 2);
    }

    void pricesThatComeLateCountFromThenOn()
    {
        FakeProvider fake;
        alwaysAnswer(fake, plainAnswer(200, chatAnswer));
        models::Policy policy = onePolicy(fake);
        policy.targets.first().model = s("gpt-4o-mini");
        policy.budgets = {{.id = s("daily"), .microDollars = 1'000'000}};
        ProxyFixture proxy(policy);
        HttpProbe probe(proxy.port());
        const auto used = [&] {
            return proxy.proxy.routingState().budgets.room(0, {}, 0, proxy.clock.wallMs()).used;
        };
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers(1));
        QCOMPARE(used(), 0);

        proxy.proxy.setBooks(models::PriceBook::shipped(), models::ModelTable::shipped());
        probe.post(chatPath, chatBody);

        QVERIFY(probe.waitForAnswers(2));
        QVERIFY(used() > 0);
    }
};

QTEST_GUILESS_MAIN(ProxyBudgetsTest)
#include "tst_ProxyBudgets.moc"
