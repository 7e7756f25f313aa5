// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ClientKeys.h"

#include <QDateTime>
#include <QTest>

using namespace signalbox;
using models::ClientKey;
using models::KeyReference;
using namespace signalbox::routing;

namespace {

const QString reference = QStringLiteral("env:SIGNALBOX_CI_KEY");

models::Policy policyWith(ClientKey client)
{
    client.key = *KeyReference::fromString(reference);
    models::Policy policy;
    policy.clients = {client};
    return policy;
}

KeyRingSnapshot ringWith(const QByteArray &value)
{
    KeyRing ring;
    ring.clients.insert(reference,
                        {.reference = reference,
                         .state = value.isEmpty() ? SecretState::Missing : SecretState::Environment,
                         .value = value,
                         .origin = {}});
    return std::make_shared<const KeyRing>(ring);
}

int warnings = 0;
QString lastWarning;

void countWarnings(QtMsgType type, const QMessageLogContext & /*context*/, const QString &message)
{
    if (type != QtWarningMsg)
        return;
    ++warnings;
    lastWarning = message;
}

} // namespace

class ClientKeysTest final : public QObject
{
    Q_OBJECT

private slots:
    void keyIsGoodUntilItsLastDayEndsOnTheLocalClock_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("endsAt");
        QTest::newRow("UTC") << QByteArray("UTC") << QStringLiteral("2026-03-02T00:00:00Z");
        QTest::newRow("behind") << QByteArray("America/New_York")
                                << QStringLiteral("2026-03-02T05:00:00Z");
        QTest::newRow("ahead") << QByteArray("Asia/Tokyo")
                               << QStringLiteral("2026-03-01T15:00:00Z");
    }
    void keyIsGoodUntilItsLastDayEndsOnTheLocalClock()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QString, endsAt);
        const auto policy =
            policyWith({.name = QStringLiteral("ci"), .expires = QDate(2026, 3, 1)});

        const auto keys = namedKeys(policy, ringWith("sbx-ci"), QTimeZone(zone));

        QCOMPARE(keys.size(), std::size_t(1));
        QCOMPARE(keys.front().value, std::string("sbx-ci"));
        QCOMPARE(keys.front().lastDay, std::string("2026-03-01"));
        QCOMPARE(keys.front().endsAtMs,
                 QDateTime::fromString(endsAt, Qt::ISODate).toMSecsSinceEpoch());
    }

    void keyWithoutADateNeverEnds()
    {
        const auto keys = namedKeys(policyWith({.name = QStringLiteral("ci")}), ringWith("sbx-ci"),
                                    QTimeZone::utc());

        QCOMPARE(keys.front().endsAtMs, std::numeric_limits<qint64>::max());
    }

    void keyThatIsNotReadYetIsEmpty()
    {
        const auto keys =
            namedKeys(policyWith({.name = QStringLiteral("ci")}), nullptr, QTimeZone::utc());

        QCOMPARE(keys.size(), std::size_t(1));
        QVERIFY(keys.front().value.empty());
    }

    void unreadableKeyIsToldOnce()
    {
        const auto policy = policyWith({.name = QStringLiteral("ci")});
        QSet<QString> told;
        warnings = 0;
        const QtMessageHandler before = qInstallMessageHandler(countWarnings);

        warnOfUnreadableKeys(policy, nullptr, told); // not looked up yet
        const int early = warnings;
        warnOfUnreadableKeys(policy, ringWith({}), told);
        warnOfUnreadableKeys(policy, ringWith({}), told);
        const int first = warnings;
        warnOfUnreadableKeys(policy, ringWith("sbx-secret-value"), told);
        const int readable = warnings;
        warnOfUnreadableKeys(policy, ringWith({}), told);
        qInstallMessageHandler(before);

        QCOMPARE(early, 0);
        QCOMPARE(first, 1);
        QCOMPARE(readable, 1);
        QCOMPARE(warnings, 2);
        QVERIFY2(lastWarning.contains(reference), qPrintable(lastWarning));
        QVERIFY(!lastWarning.contains(QStringLiteral("sbx-secret-value")));
    }

    void refusalNamesWhatIsAllowed()
    {
        const ClientKey client{.name = QStringLiteral("ci"),
                               .routes = {QStringLiteral("smart"), QStringLiteral("sim/fast")}};

        const auto error = notAllowed(client, QStringLiteral("dear"));

        QCOMPARE(error.status, 403);
        QVERIFY(error.message.find("smart, sim/fast") != std::string::npos);
        QVERIFY(mayAsk(&client, QStringLiteral("sim/fast")));
        QVERIFY(!mayAsk(&client, QStringLiteral("dear")));
        QVERIFY(mayAsk(nullptr, QStringLiteral("dear")));
    }
};

QTEST_GUILESS_MAIN(ClientKeysTest)
#include "tst_ClientKeys.moc"
