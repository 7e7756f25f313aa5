// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/stats/DecayedCounts.h"

#include <QTest>

using signalbox::models::DecayedCounts;
using signalbox::models::VarintReader;
using signalbox::models::VarintWriter;

namespace {
constexpr qint64 second = 1'000'000'000;
constexpr unsigned both = 0b11;
constexpr unsigned onlyFirst = 0b01;
} // namespace

class DecayedCountsTest final : public QObject
{
    Q_OBJECT

private slots:
    void countsHalveAndSharesStay()
    {
        DecayedCounts<2> counts;
        QCOMPARE(counts.share(1, 0), 0.0);
        for (int i = 0; i < 4; ++i)
            counts.add(i == 0 ? onlyFirst : both, second);

        QCOMPARE(counts.count(0, second), 4.0);
        QCOMPARE(counts.count(0, 151 * second), 2.0);
        QCOMPARE(counts.count(0, 301 * second), 1.0);
        QCOMPARE(counts.count(0, 0), 4.0);
        QCOMPARE(counts.share(1, 0), 0.75);
    }

    void newEventsOutweighOldOnes()
    {
        DecayedCounts<2> counts;
        for (int i = 0; i < 10; ++i)
            counts.add(onlyFirst, second);
        for (int i = 0; i < 10; ++i)
            counts.add(both, 301 * second);

        QCOMPARE(counts.share(1, 0), 0.8);
    }

    void restartCountsTheTimeBetween()
    {
        DecayedCounts<2> counts;
        counts.add(both, 1000 * second);
        counts.add(onlyFirst, 1000 * second);
        QByteArray bytes;
        VarintWriter writer(bytes);
        counts.write(writer, {.nowNs = 1050 * second});

        DecayedCounts<2> restored;
        VarintReader reader(bytes);
        QVERIFY(restored.read(reader, {.nowNs = second, .elapsedNs = 100 * second}));
        QCOMPARE(restored.count(0, second), 1.0);
        QCOMPARE(restored.share(1, 0), 0.5);
    }

    void numbersThatAreNoneAreRefused()
    {
        for (const double count : {-1.0, 1e300, qQNaN(), qInf()}) {
            QByteArray bytes;
            VarintWriter writer(bytes);
            writer.signedNumber(0);
            signalbox::models::writeReal(writer, count);
            DecayedCounts<1> counts;
            VarintReader reader(bytes);
            QVERIFY(!counts.read(reader, {}));
        }
    }
};

QTEST_GUILESS_MAIN(DecayedCountsTest)
#include "tst_DecayedCounts.moc"
