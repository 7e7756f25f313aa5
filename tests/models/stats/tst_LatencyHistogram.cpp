// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/stats/LatencyHistogram.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

using signalbox::models::LatencyHistogram;

class LatencyHistogramTest final : public QObject
{
    Q_OBJECT

private slots:
    void emptyHistogramHasNoQuantile()
    {
        const LatencyHistogram histogram;

        QCOMPARE(histogram.count(), 0);
        QVERIFY(!histogram.quantile(0.5));
    }

    void unknownLatencyLeavesNoTrace()
    {
        LatencyHistogram histogram;

        histogram.add(-1);

        QVERIFY(histogram.isEmpty());
    }

    void everySingleLatencyComesBackWithinItsPrecision()
    {
        for (double us = 0; us <= double(LatencyHistogram::largestUs); us = us * 1.01 + 1) {
            LatencyHistogram histogram;
            const auto exact = static_cast<qint64>(us);
            histogram.add(exact);
            const qint64 found = histogram.quantile(0.5).value_or(-1);
            QVERIFY2(std::abs(double(found - exact)) <= double(exact) / 64.0,
                     qPrintable(QStringLiteral("%1 for %2").arg(found).arg(exact)));
        }
    }

    void subtractingGivesBackWhatWasThereBefore()
    {
        std::mt19937 random(3);
        std::lognormal_distribution<double> latency(10, 2);
        LatencyHistogram first;
        LatencyHistogram second;
        for (int i = 0; i < 500; ++i) {
            first.add(static_cast<qint64>(latency(random)));
            second.add(static_cast<qint64>(latency(random)));
        }
        LatencyHistogram both = first;
        both.merge(second);

        both.subtract(second);
        QVERIFY(both == first);
        both.subtract(first);
        QVERIFY(both.isEmpty());
        both.subtract(first);
        QVERIFY(both.isEmpty());
    }

    void quantilesInOneWalkAreTheSameAsApart()
    {
        LatencyHistogram histogram;
        for (int us = 1; us <= 1000; ++us)
            histogram.add(us * 17);
        const std::array<double, 5> shares{0, 0.5, 0.9, 0.99, 1};
        std::array<qint64, 5> latencies{};

        histogram.quantiles(shares, latencies);
        for (std::size_t i = 0; i < shares.size(); ++i)
            QCOMPARE(latencies.at(i), histogram.quantile(shares.at(i)).value_or(-1));
        LatencyHistogram().quantiles(shares, latencies);
        QCOMPARE(latencies.front(), -1);
    }

    void longerThanAnHourCountsAsAnHour()
    {
        LatencyHistogram histogram;

        histogram.add(LatencyHistogram::largestUs * 100);

        const auto found = double(histogram.quantile(1).value_or(0));
        QVERIFY(std::abs(found / double(LatencyHistogram::largestUs) - 1) < 1.0 / 32);
    }

    void quantilesOfRandomLatenciesAreNearTheExactOnes_data()
    {
        QTest::addColumn<double>("mean");
        QTest::addColumn<double>("spread");
        QTest::newRow("microseconds") << 3.0 << 0.6;
        QTest::newRow("milliseconds") << 9.0 << 1.0;
        QTest::newRow("seconds") << 14.0 << 1.5;
        QTest::newRow("everything") << 11.0 << 4.0;
    }
    void quantilesOfRandomLatenciesAreNearTheExactOnes()
    {
        QFETCH(double, mean);
        QFETCH(double, spread);
        std::mt19937_64 random(7);
        std::lognormal_distribution<double> latencies(mean, spread);
        LatencyHistogram histogram;
        std::vector<qint64> exact;

        for (int i = 0; i < 20'000; ++i) {
            const double us = std::min(latencies(random), double(LatencyHistogram::largestUs));
            exact.push_back(static_cast<qint64>(us));
            histogram.add(exact.back());
        }

        std::ranges::sort(exact);
        for (const double q : {0.0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0}) {
            const auto rank = std::max(1.0, std::ceil(q * double(exact.size())));
            const auto expected = double(exact[static_cast<std::size_t>(rank) - 1]);
            const auto found = double(histogram.quantile(q).value_or(-1));
            QVERIFY2(std::abs(found - expected) <= expected / 64 + 0.5,
                     qPrintable(QStringLiteral("q %1: %2 for %3").arg(q).arg(found).arg(expected)));
        }
    }

    void mergingEqualsAddingAllToOne()
    {
        std::mt19937_64 random(11);
        std::lognormal_distribution<double> latencies(10, 3);
        LatencyHistogram whole;
        LatencyHistogram merged;

        for (int part = 0; part < 20; ++part) {
            LatencyHistogram histogram;
            for (int i = 0; i < part * 10; ++i) {
                const auto us = static_cast<qint64>(latencies(random));
                histogram.add(us);
                whole.add(us);
            }
            merged.merge(histogram);
        }

        QCOMPARE(merged.count(), whole.count());
        QVERIFY(merged == whole);
    }

    void bytesGiveTheSameHistogramBack()
    {
        std::mt19937_64 random(13);
        std::lognormal_distribution<double> latencies(12, 3);
        LatencyHistogram histogram;
        QVERIFY(LatencyHistogram::fromBytes(histogram.toBytes()) == histogram);

        for (int i = 0; i < 3000; ++i) {
            histogram.add(static_cast<qint64>(latencies(random)));
            if (i % 100 == 0)
                QVERIFY(LatencyHistogram::fromBytes(histogram.toBytes()) == histogram);
        }
    }

    void bytesThatAreNoHistogramAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("cut") << QByteArray::fromHex("05");
        QTest::newRow("endless number") << QByteArray(40, '\xff');
        QTest::newRow("bucket too large") << QByteArray::fromHex("ffff0301");
        QTest::newRow("empty bucket") << QByteArray::fromHex("0500");
        QTest::newRow("count too large") << QByteArray::fromHex("05ffffffffff7f");
    }
    void bytesThatAreNoHistogramAreRefused()
    {
        QFETCH(QByteArray, bytes);

        QVERIFY(!LatencyHistogram::fromBytes(bytes));
    }
};

QTEST_GUILESS_MAIN(LatencyHistogramTest)
#include "tst_LatencyHistogram.moc"
