// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/stats/RollingHistogram.h"

#include <QTest>

#include <algorithm>
#include <deque>
#include <random>

using signalbox::models::LatencyHistogram;
using signalbox::models::RollingHistogram;
using signalbox::models::SavedTime;
using signalbox::models::VarintReader;
using signalbox::models::VarintWriter;

namespace {
constexpr qint64 second = 1'000'000'000;
constexpr qint64 window = 300 * second;
} // namespace

class RollingHistogramTest final : public QObject
{
    Q_OBJECT

private slots:
    void emptyHasNoPercentile()
    {
        const RollingHistogram histogram;

        QCOMPARE(histogram.percentileUs(50, second), -1);
        QCOMPARE(histogram.count(second), 0);
    }

    void latenciesLeaveAfterFiveMinutes_data()
    {
        QTest::addColumn<qint64>("afterNs");
        QTest::addColumn<qint64>("left");
        QTest::newRow("at once") << qint64{0} << qint64{2};
        QTest::newRow("just before") << window - 11 * second << qint64{2};
        QTest::newRow("the first slot is over") << window << qint64{1};
        QTest::newRow("both are") << window + 10 * second << qint64{0};
        QTest::newRow("a day later") << 86'400 * second << qint64{0};
        QTest::newRow("time goes back") << -5 * second << qint64{2};
    }

    void latenciesLeaveAfterFiveMinutes()
    {
        QFETCH(qint64, afterNs);
        QFETCH(qint64, left);
        RollingHistogram histogram;
        histogram.add(1000, 100 * second);
        histogram.add(2000, 110 * second);

        QCOMPARE(histogram.count(100 * second + afterNs), left);
        QCOMPARE(histogram.percentileUs(50, 100 * second + afterNs) < 0, left == 0);
    }

    void percentilesAreThoseOfTheWindow()
    {
        std::mt19937 random(11);
        std::lognormal_distribution<double> latency(11, 1);
        std::exponential_distribution<double> pause(1.0 / 3);
        RollingHistogram histogram;
        std::deque<std::pair<qint64, qint64>> seen;
        double seconds = 1;
        for (int i = 0; i < 3000; ++i) {
            seconds += pause(random) * (i % 500 == 0 ? 60 : 1);
            const auto nowNs = static_cast<qint64>(seconds * 1e9);
            const auto us = static_cast<qint64>(latency(random));
            histogram.add(us, nowNs);
            seen.emplace_back(nowNs / RollingHistogram::slotNs, us);
            while (seen.front().first <= seen.back().first - RollingHistogram::slotCount)
                seen.pop_front();

            LatencyHistogram exact;
            qint64 least = us;
            qint64 most = us;
            for (const auto &[slot, value] : seen) {
                exact.add(value);
                least = std::min(least, value);
                most = std::max(most, value);
            }
            QCOMPARE(histogram.count(nowNs), exact.count());
            qint64 before = 0;
            for (const int percent : RollingHistogram::percents) {
                const qint64 found = histogram.percentileUs(percent, nowNs);
                QCOMPARE(found, exact.quantile(percent / 100.0).value_or(-1));
                QVERIFY(found >= least - least / 64 && found <= most + most / 64);
                QVERIFY(found >= before);
                before = found;
            }
        }
    }

    void restartKeepsWhatIsStillInTheWindow_data()
    {
        QTest::addColumn<qint64>("elapsedNs");
        QTest::addColumn<qint64>("left");
        QTest::newRow("at once") << qint64{0} << qint64{2};
        QTest::newRow("a minute") << 60 * second << qint64{2};
        QTest::newRow("the older one is over") << 200 * second << qint64{1};
        QTest::newRow("an hour") << 3600 * second << qint64{0};
    }

    void restartKeepsWhatIsStillInTheWindow()
    {
        QFETCH(qint64, elapsedNs);
        QFETCH(qint64, left);
        RollingHistogram histogram;
        histogram.add(1000, 5000 * second);
        histogram.add(2000, 5200 * second);
        QByteArray bytes;
        VarintWriter writer(bytes);
        histogram.write(writer, {.nowNs = 5205 * second});

        // The new clock began a moment ago: ages reach back before its zero.
        const SavedTime time{.nowNs = 3 * second, .elapsedNs = elapsedNs};
        RollingHistogram restored;
        VarintReader reader(bytes);
        QVERIFY(restored.read(reader, time));
        QVERIFY(reader.atEnd());
        QCOMPARE(restored.count(time.nowNs), left);
        restored.add(500, time.nowNs);
        QCOMPARE(restored.count(time.nowNs), left + 1);
    }

    void damagedBytesLeaveItEmpty()
    {
        RollingHistogram histogram;
        histogram.add(1000, second);
        QByteArray bytes;
        VarintWriter writer(bytes);
        histogram.write(writer, {.nowNs = second});

        for (qsizetype size = 0; size < bytes.size(); ++size) {
            const QByteArray cut = bytes.first(size);
            VarintReader reader(cut);
            RollingHistogram restored;
            QVERIFY(!restored.read(reader, {.nowNs = second}));
            QCOMPARE(restored.count(second), 0);
        }
    }
};

QTEST_GUILESS_MAIN(RollingHistogramTest)
#include "tst_RollingHistogram.moc"
