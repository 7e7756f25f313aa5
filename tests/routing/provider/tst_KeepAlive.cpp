// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/provider/KeepAlive.h"

#include <QTest>

#include <vector>

using namespace signalbox::routing;

class KeepAliveTest final : public QObject
{
    Q_OBJECT

private slots:
    void idleLimitIsAsTheProviderSays_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<qint64>("seconds");
        constexpr qint64 usual = usualIdleNs / 1'000'000'000;
        QTest::newRow("says nothing") << QByteArray() << usual;
        QTest::newRow("Node") << QByteArray("timeout=5") << qint64{3};
        QTest::newRow("Apache") << QByteArray("timeout=5, max=100") << qint64{3};
        QTest::newRow("spaces and case") << QByteArray(" Max=3 ,\tTimeout = 20 ") << qint64{18};
        QTest::newRow("longer than ours") << QByteArray("timeout=600") << usual;
        QTest::newRow("too short to be of use") << QByteArray("timeout=1") << qint64{0};
        QTest::newRow("the last one") << QByteArray("timeout=60, max=0") << qint64{0};
        QTest::newRow("no number") << QByteArray("timeout=soon") << usual;
        QTest::newRow("negative") << QByteArray("timeout=-5") << usual;
        QTest::newRow("beyond numbers") << QByteArray("timeout=99999999999999999999") << usual;
        QTest::newRow("commas") << QByteArray(",,,") << usual;
    }

    void idleLimitIsAsTheProviderSays()
    {
        QFETCH(const QByteArray, field);
        QFETCH(const qint64, seconds);
        std::vector<HeaderView> headers{{.name = "content-type", .value = "application/json"}};
        if (!field.isEmpty()) {
            headers.push_back(
                {.name = "Keep-Alive",
                 .value = {field.constData(), static_cast<std::size_t>(field.size())}});
        }

        QCOMPARE(idleLimitNs(headers), seconds * 1'000'000'000);
    }
};

QTEST_GUILESS_MAIN(KeepAliveTest)
#include "tst_KeepAlive.moc"
