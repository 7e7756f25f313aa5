// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/secrets/MemorySecretStore.h"
#include "support/AskedSecret.h"

#include <QSignalSpy>
#include <QTest>

using namespace signalbox::routing;
using namespace signalbox::tests;

class MemorySecretStoreTest final : public QObject
{
    Q_OBJECT

private slots:
    void secretLastsUntilItIsRemoved()
    {
        MemorySecretStore store;
        AskedSecret ask(store);
        const QSignalSpy changes(&store, &SecretStore::changed);
        const auto name = QStringLiteral("openai");

        QCOMPARE(ask.read(name).state, SecretState::Missing);
        QCOMPARE(ask.write(name, QStringLiteral("sk-1")).state, SecretState::SessionOnly);
        QCOMPARE(ask.read(name).value, QStringLiteral("sk-1"));
        QCOMPARE(ask.remove(name).state, SecretState::Missing);
        QCOMPARE(ask.read(name).state, SecretState::Missing);
        QCOMPARE(changes.size(), 2);
    }

    void memoryIsNoKeychain()
    {
        MemorySecretStore store;

        QCOMPARE(AskedSecret(store).probe().state, SecretState::Unavailable);
    }
};

QTEST_GUILESS_MAIN(MemorySecretStoreTest)
#include "tst_MemorySecretStore.moc"
