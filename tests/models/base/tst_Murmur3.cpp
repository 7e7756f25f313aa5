// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/base/Murmur3.h"

#include <QTest>

using namespace signalbox::models;

class tst_Murmur3 : public QObject
{
    Q_OBJECT

private slots:
    void hasTheKnownValues_data();
    void hasTheKnownValues();
    void agreesWithFlagSystems();
    void bucketIsOfSeedColonUnit_data();
    void bucketIsOfSeedColonUnit();
    void bucketsAreEven();
};

void tst_Murmur3::hasTheKnownValues_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<quint32>("hash");

    constexpr quint32 other = 0x9747b28cU;
    QTest::newRow("nothing") << QByteArray("") << 0U << 0U;
    QTest::newRow("nothing, seeded") << QByteArray("") << other << 0xebb6c228U;
    QTest::newRow("a") << QByteArray("a") << 0U << 0x3c2569b2U;
    QTest::newRow("ab") << QByteArray("ab") << 0U << 0x9bbfd75fU;
    QTest::newRow("abc") << QByteArray("abc") << other << 0xc84a62ddU;
    QTest::newRow("abcd") << QByteArray("abcd") << 0U << 0x43ed676aU;
    QTest::newRow("hello") << QByteArray("hello") << 0U << 0x248bfa47U;
    QTest::newRow("fox") << QByteArray("The quick brown fox jumps over the lazy dog") << 0U
                         << 0x2e4ff723U;
    QTest::newRow("beyond ASCII") << QByteArray("gr\xC3\xBC\xC3\x9F\x65") << 0U << 0x54937e4aU;
}

void tst_Murmur3::hasTheKnownValues()
{
    QFETCH(const QByteArray, text);
    QFETCH(const quint32, seed);
    QFETCH(const quint32, hash);

    QCOMPARE(murmur3(text.toStdString(), seed), hash);
}

void tst_Murmur3::agreesWithFlagSystems()
{
    // What Unleash's clients are tested with.
    QCOMPARE(murmur3("gr1:123") % 100 + 1, 73U);
    QCOMPARE(murmur3("gr1:123", 86028157U) % 100 + 1, 96U);
    QCOMPARE(murmur3Joined("groupX", "999") % 100 + 1, 25U);
}

void tst_Murmur3::bucketIsOfSeedColonUnit_data()
{
    QTest::addColumn<QByteArray>("seed");
    QTest::addColumn<QByteArray>("unit");
    QTest::addColumn<quint32>("bucket");

    QTest::newRow("one") << QByteArray("smart/sp") << QByteArray("conversation-1") << 74113U;
    QTest::newRow("other") << QByteArray("smart/sp") << QByteArray("conversation-2") << 87613U;
    QTest::newRow("short") << QByteArray("a") << QByteArray("b") << 63385U;
    QTest::newRow("empty") << QByteArray("") << QByteArray("") << 16855U;
}

void tst_Murmur3::bucketIsOfSeedColonUnit()
{
    QFETCH(const QByteArray, seed);
    QFETCH(const QByteArray, unit);
    QFETCH(const quint32, bucket);

    QCOMPARE(splitBucket(seed.toStdString(), unit.toStdString()), bucket);
}

void tst_Murmur3::bucketsAreEven()
{
    constexpr int units = 20'000;
    int inFirstTenth = 0;
    for (int i = 0; i < units; ++i)
        inFirstTenth += splitBucket("seed", std::to_string(i)) < splitBuckets / 10 ? 1 : 0;

    // Five standard deviations of a binomial with p = 0.1.
    QVERIFY(std::abs(inFirstTenth - units / 10) < 5 * 42);
}

QTEST_APPLESS_MAIN(tst_Murmur3)
#include "tst_Murmur3.moc"
