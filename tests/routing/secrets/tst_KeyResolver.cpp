// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/secrets/KeyResolver.h"
#include "routing/secrets/MemorySecretStore.h"
#include "support/Wait.h"

#include <QSignalSpy>
#include <QTest>

using namespace signalbox::routing;
using signalbox::models::KeyReference;
using signalbox::models::Policy;
using signalbox::models::Provider;

namespace {

constexpr const char *variable = "SIGNALBOX_TEST_KEY";

std::shared_ptr<const Policy> policyWith(const QStringList &references)
{
    auto policy = std::make_shared<Policy>();
    Provider provider;
    provider.id = QStringLiteral("openai");
    for (const QString &reference : references)
        provider.keys.append(*KeyReference::fromString(reference));
    policy->providers.append(provider);
    return policy;
}

/// Keeps the snapshots.
struct Caught
{
    explicit Caught(KeyResolver &resolver)
    {
        QObject::connect(&resolver, &KeyResolver::resolved, &context,
                         [this](const KeyRingSnapshot &keys) { all.append(keys); });
    }
    [[nodiscard]] QList<ResolvedKey> last() const
    {
        return all.last()->value(QStringLiteral("openai"));
    }

    QObject context;
    QList<KeyRingSnapshot> all;
};

} // namespace

class KeyResolverTest final : public QObject
{
    Q_OBJECT

private slots:
    void init() { qputenv(variable, "  sk-environment\n"); }
    void cleanup() { qunsetenv(variable); }

    void keysOfClientsAreReadByTheirReference()
    {
        MemorySecretStore store;
        auto policy = std::make_shared<Policy>(*policyWith({}));
        const QString fromEnvironment = QStringLiteral("env:") + QLatin1String(variable);
        policy->clients = {
            {.name = QStringLiteral("ci"), .key = *KeyReference::fromString(fromEnvironment)},
            {.name = QStringLiteral("desk"),
             .key = *KeyReference::fromString(QStringLiteral("keychain:desk"))}};
        KeyResolver resolver(store);
        const Caught caught(resolver);

        resolver.setPolicy(policy);

        QTRY_COMPARE(caught.all.size(), 1);
        const auto &clients = caught.all.last()->clients;
        QCOMPARE(clients.value(fromEnvironment).value, QByteArray("sk-environment"));
        QCOMPARE(clients.value(QStringLiteral("keychain:desk")).state, SecretState::Missing);
        store.write(QStringLiteral("desk"), QStringLiteral("sbx-desk"), &store,
                    [](const SecretReading &) {});
        QTRY_COMPARE(caught.all.size(), 2);
        QCOMPARE(caught.all.last()->clients.value(QStringLiteral("keychain:desk")).value,
                 QByteArray("sbx-desk"));
    }

    void keysComeInPolicyOrderWithTheirState()
    {
        MemorySecretStore store;
        store.write(QStringLiteral("one"), QStringLiteral("sk-one"), this, [](const auto &) {});
        KeyResolver resolver(store);
        Caught caught(resolver);

        resolver.setPolicy(policyWith(
            {QStringLiteral("env:SIGNALBOX_TEST_KEY"), QStringLiteral("keychain:nowhere"),
             QStringLiteral("keychain:one"), QStringLiteral("env:SIGNALBOX_TEST_NOT_SET")}));

        QVERIFY2(caught.all.isEmpty(), "resolved from inside the call");
        QTRY_COMPARE(caught.all.size(), 1);
        const QList<ResolvedKey> keys = caught.last();
        QCOMPARE(keys.size(), 4);
        QCOMPARE(keys[0].state, SecretState::Environment);
        QCOMPARE(keys[0].value, QByteArray("sk-environment"));
        QCOMPARE(keys[1].state, SecretState::Missing);
        QCOMPARE(keys[1].reference, QStringLiteral("keychain:nowhere"));
        QVERIFY(keys[1].value.isEmpty());
        QCOMPARE(keys[2].state, SecretState::SessionOnly);
        QCOMPARE(keys[2].value, QByteArray("sk-one"));
        QCOMPARE(keys[3].state, SecretState::Missing);
    }

    void providerWithoutKeysIsInTheSnapshot()
    {
        MemorySecretStore store;
        KeyResolver resolver(store);
        Caught caught(resolver);

        resolver.setPolicy(policyWith({}));

        QTRY_COMPARE(caught.all.size(), 1);
        QVERIFY(caught.all.last()->providers.contains(QStringLiteral("openai")));
    }

    void writtenKeyIsResolvedAgain()
    {
        MemorySecretStore store;
        KeyResolver resolver(store);
        Caught caught(resolver);
        resolver.setPolicy(policyWith({QStringLiteral("keychain:late")}));
        QTRY_COMPARE(caught.all.size(), 1);

        store.write(QStringLiteral("unrelated"), QStringLiteral("x"), this, [](const auto &) {});
        store.write(QStringLiteral("late"), QStringLiteral("sk-late"), this, [](const auto &) {});

        QTRY_COMPARE(caught.all.size(), 2);
        QCOMPARE(caught.last().first().value, QByteArray("sk-late"));
        QCOMPARE(caught.all.first()->value(QStringLiteral("openai")).first().state,
                 SecretState::Missing);
    }

    void newPolicyDropsTheResolutionUnderWay()
    {
        MemorySecretStore store;
        KeyResolver resolver(store);
        Caught caught(resolver);

        resolver.setPolicy(policyWith({QStringLiteral("keychain:a")}));
        resolver.setPolicy(policyWith({QStringLiteral("keychain:b")}));

        QTRY_COMPARE(caught.all.size(), 1);
        signalbox::tests::letTimePass(std::chrono::milliseconds(1));
        QCOMPARE(caught.all.size(), 1);
        QCOMPARE(caught.last().first().reference, QStringLiteral("keychain:b"));
    }

    void keyKnowsWhomItIsFor()
    {
        MemorySecretStore store;
        KeyResolver resolver(store);
        Caught caught(resolver);
        Policy policy = *policyWith({QStringLiteral("env:SIGNALBOX_TEST_KEY")});
        policy.providers.first().baseUrl = QStringLiteral("https://One.example/v1");

        resolver.setPolicy(std::make_shared<const Policy>(policy));

        QTRY_COMPARE(caught.all.size(), 1);
        QCOMPARE(caught.last().first().origin, QStringLiteral("https://one.example:443"));
    }

    void originsAreTheSameForTheSamePlaceOnly_data()
    {
        QTest::addColumn<QString>("baseUrl");
        QTest::addColumn<bool>("isSame");
        const auto row = [](const char *url, bool isSame) {
            QTest::newRow(url) << QString::fromLatin1(url) << isSame;
        };
        row("https://one.example", true);
        row("HTTPS://ONE.example/v2/", true);
        row("https://one.example:443/v1", true);
        row("http://one.example/v1", false);
        row("http://one.example:443/v1", false);
        row("https://one.example:8443/v1", false);
        row("https://two.example/v1", false);
        row("", false);
    }
    void originsAreTheSameForTheSamePlaceOnly()
    {
        QFETCH(QString, baseUrl);
        QFETCH(bool, isSame);

        QCOMPARE(originText(baseUrl) == originText(QStringLiteral("https://one.example/v1")),
                 isSame);
    }

    void keyThatWouldBreakItsHeaderIsNotHandedOut()
    {
        qputenv(variable, "sk-one\r\nx-evil: 1");
        MemorySecretStore store;
        KeyResolver resolver(store);
        Caught caught(resolver);

        resolver.setPolicy(policyWith({QStringLiteral("env:SIGNALBOX_TEST_KEY")}));

        QTRY_COMPARE(caught.all.size(), 1);
        QCOMPARE(caught.last().first().state, SecretState::Missing);
        QVERIFY(caught.last().first().value.isEmpty());
    }
};

QTEST_GUILESS_MAIN(KeyResolverTest)
#include "tst_KeyResolver.moc"
