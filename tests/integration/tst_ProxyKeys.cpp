// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/ChatSamples.h"
#include "support/FakeProvider.h"
#include "support/HttpProbe.h"
#include "support/ProxyFixture.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;

namespace {

const QByteArray firstKey = QByteArrayLiteral("sk-first-secret");
const QByteArray secondKey = QByteArrayLiteral("sk-second-secret");

routing::KeyRing ringWith(const QList<QByteArray> &keys)
{
    routing::KeyRing ring;
    addKeys(ring, QStringLiteral("one"), keys);
    return ring;
}

void answerAll(FakeProvider &fake)
{
    fake.setResponder(
        [](const SeenRequest &) { return ProviderScript().send(plainAnswer(200, chatAnswer)); });
}

int ask(const ProxyFixture &proxy)
{
    HttpProbe probe(proxy.port());
    probe.post(chatPath, chatBody);
    return probe.waitForAnswers() ? probe.lastAnswer().status : 0;
}

void give(ProxyFixture &proxy, const models::Policy &policy)
{
    proxy.proxy.setPolicy(std::make_shared<const models::Policy>(policy));
}

} // namespace

/// Which key goes where while policy and keys change. A policy is applied at once, its keys are
/// looked up after.
class ProxyKeysTest final : public QObject
{
    Q_OBJECT

private slots:
    void keyWaitsForItsLookUpAfterTheHostChanged()
    {
        TwoProviders two;
        answerAll(two.first);
        answerAll(two.second);
        routing::KeyRing keys = ringWith({firstKey});
        models::Policy policy = onePolicy(two.first);
        nameKeys(policy, keys);
        ProxyFixture proxy(policy, keys);
        QCOMPARE(ask(proxy), 200);

        policy.providers.first().baseUrl = onePolicy(two.second).providers.first().baseUrl;
        give(proxy, policy);
        HttpProbe probe(proxy.port());
        probe.post(chatPath, chatBody);
        QVERIFY(probe.waitForAnswers());
        QVERIFY(probe.lastAnswer().status >= 400);
        QVERIFY(probe.lastAnswer().errorMessage().contains("still being looked up"));
        QVERIFY(two.second.requests().isEmpty());
        nameKeys(policy, keys);
        proxy.proxy.setKeys(std::make_shared<const routing::KeyRing>(keys));

        QCOMPARE(ask(proxy), 200);
        QCOMPARE(two.second.requests().size(), 1);
        QVERIFY(two.second.requests().first().head.contains(firstKey));
    }

    void keyThatIsNoLongerNamedIsNotSent()
    {
        FakeProvider fake;
        answerAll(fake);
        ProxyFixture proxy(onePolicy(fake), ringWith({firstKey}));
        models::Policy policy = onePolicy(fake);
        policy.providers.first().keys = {
            *models::KeyReference::fromString(QStringLiteral("keychain:other"))};

        give(proxy, policy);

        QVERIFY(ask(proxy) >= 400);
        QVERIFY(fake.requests().isEmpty());
    }

    void providerWithoutKeysGetsNone()
    {
        FakeProvider fake;
        answerAll(fake);
        ProxyFixture proxy(onePolicy(fake), ringWith({firstKey}));

        give(proxy, onePolicy(fake));

        QCOMPARE(ask(proxy), 200);
        QVERIFY(!fake.requests().first().head.contains("secret"));
    }

    void keysFollowTheOrderOfThePolicy()
    {
        FakeProvider fake;
        answerAll(fake);
        routing::KeyRing keys = ringWith({firstKey, secondKey});
        models::Policy policy = onePolicy(fake);
        nameKeys(policy, keys);
        ProxyFixture proxy(policy, keys);
        policy.providers.first().keys.swapItemsAt(0, 1);

        give(proxy, policy);

        QCOMPARE(ask(proxy), 200);
        QVERIFY(fake.requests().first().head.contains(secondKey));
        QVERIFY(!fake.requests().first().head.contains(firstKey));
    }
};

QTEST_GUILESS_MAIN(ProxyKeysTest)
#include "tst_ProxyKeys.moc"
