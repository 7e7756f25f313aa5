// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/HttpProbe.h"
#include "support/RoutedPolicies.h"

#include <QTest>

#include <algorithm>

using namespace signalbox;
using namespace signalbox::tests;
using models::ExchangeKind;
using models::ExchangeRecord;

namespace {

models::Policy shadowed(const TwoProviders &two, models::ShadowNode node = {})
{
    node.target = s("two-target");
    return routedThrough(two, std::move(node));
}

const ExchangeRecord *shadowAmong(const std::vector<ExchangeRecord> &records)
{
    const auto found = std::ranges::find(records, ExchangeKind::Shadow, &ExchangeRecord::kind);
    return found == records.end() ? nullptr : &*found;
}

} // namespace

/// Copies of requests that nobody sees the answers of.
class ProxyShadowsTest final : public QObject
{
    Q_OBJECT

private slots:
    void copyGoesToTheOtherTargetAndNobodySeesItsAnswer()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, chatAnswer));
        alwaysAnswer(two.second, plainAnswer(200, "{\"choices\":[],\"secret\":true}"));
        ProxyFixture proxy(shadowed(two));
        HttpProbe probe(proxy.port());

        probe.post(chatPath, chatBody);

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().body, chatAnswer);
        QCOMPARE(probe.lastAnswer().field("x-signalbox-target"), "one-target");
        QVERIFY(proxy.waitForRecords(2));
        QCOMPARE(two.second.requests().size(), 1);
        const ExchangeRecord *shadow = shadowAmong(proxy.records());
        QVERIFY(shadow);
        QCOMPARE(shadow->target, s("two-target"));
        const auto client =
            std::ranges::find(proxy.records(), ExchangeKind::Client, &ExchangeRecord::kind);
        QCOMPARE(shadow->shadowOf, client->id);
        QCOMPARE(proxy.proxy.scores().score(s("two-target")).ended(), 1);
    }

    void failingShadowIsNoMatterOfTheClient()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, chatAnswer));
        two.second.setResponder([](const SeenRequest &) { return ProviderScript().reset(); });
        ProxyFixture proxy(shadowed(two));
        HttpProbe probe(proxy.port());

        probe.post(chatPath, chatBody);

        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        QVERIFY(proxy.waitForRecords(2));
        QCOMPARE(shadowAmong(proxy.records())->outcome, models::ExchangeOutcome::ProviderError);
    }

    void shadowGoesOnWhenTheClientLeaves()
    {
        TwoProviders two;
        two.first.enqueue(ProviderScript().stall());
        two.second.enqueue(ProviderScript().gate().send(plainAnswer(200, chatAnswer)));
        ProxyFixture proxy(shadowed(two));
        {
            HttpProbe probe(proxy.port());
            probe.post(chatPath, chatBody);
            QVERIFY(waitUntil([&] { return two.second.requests().size() == 1; }));
            probe.close();
        }
        QVERIFY(proxy.waitForRecords(1));
        two.second.open();

        QVERIFY(proxy.waitForRecords(2));
        QCOMPARE(shadowAmong(proxy.records())->outcome, models::ExchangeOutcome::Success);
    }

    void noMoreThanAllowedAtOnce()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, chatAnswer));
        two.second.setResponder([](const SeenRequest &) {
            return ProviderScript().gate().send(plainAnswer(200, chatAnswer));
        });
        ProxyFixture proxy(shadowed(two, {.maxConcurrent = 2}));
        HttpProbe probe(proxy.port());
        for (int i = 1; i <= 5; ++i) {
            probe.post(chatPath, chatBody);
            QVERIFY(probe.waitForAnswers(i));
        }
        QVERIFY(waitUntil([&] { return two.second.requests().size() == 2; }));
        two.second.open();

        QVERIFY(proxy.waitForRecords(7));
        QCOMPARE(two.second.requests().size(), 2);
        probe.post(chatPath, chatBody); // there is room again
        QVERIFY(waitUntil([&] { return two.second.requests().size() == 3; }));
        two.second.open();
        QVERIFY(proxy.waitForRecords(9));
    }

    void noneOfTheShareMeansNone()
    {
        TwoProviders two;
        alwaysAnswer(two.first, plainAnswer(200, chatAnswer));
        ProxyFixture proxy(shadowed(two, {.share = 0}));
        HttpProbe probe(proxy.port());

        probe.post(chatPath, chatBody);

        QVERIFY(probe.waitForAnswers());
        QVERIFY(proxy.waitForRecords(1));
        letTimePass(std::chrono::milliseconds(50));
        QVERIFY(two.second.requests().isEmpty());
    }
};

QTEST_GUILESS_MAIN(ProxyShadowsTest)
#include "tst_ProxyShadows.moc"
