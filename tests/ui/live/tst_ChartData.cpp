// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/live/ChartData.h"

#include <QTest>

#include <limits>

using namespace signalbox;
using models::LiveSeries;
using models::TrafficBin;

class ChartDataTest final : public QObject
{
    Q_OBJECT

private slots:
    void scaleEndsAtARoundNumber_data()
    {
        QTest::addColumn<double>("largest");
        QTest::addColumn<double>("top");
        QTest::newRow("small") << 0.3 << 0.3;
        QTest::newRow("unit") << 1.0 << 1.0;
        QTest::newRow("odd") << 7.3 << 8.0;
        QTest::newRow("hundreds") << 830.0 << 1000.0;
        QTest::newRow("exact") << 2000.0 << 2000.0;
        QTest::newRow("nothing") << 0.0 << 1.0;
        QTest::newRow("no number") << std::numeric_limits<double>::quiet_NaN() << 1.0;
    }

    void scaleEndsAtARoundNumber()
    {
        QFETCH(const double, largest);
        QFETCH(const double, top);

        const auto scale = ui::NiceScale::covering(largest);

        QCOMPARE(scale.top(), top);
        QVERIFY(scale.steps <= 5);
    }

    void gapsStayGaps()
    {
        const ui::ChartValues values{1.0, 2.0, std::nullopt, 3.0, std::nullopt, 4.0, 5.0};

        const auto runs = ui::unbrokenRuns(values, 2, 10);

        QCOMPARE(runs.size(), 3);
        QCOMPARE(runs.at(0), (QList<QPointF>{{-12, 1}, {-10, 2}}));
        QCOMPARE(runs.at(1), (QList<QPointF>{{-7, 3}, {-6, 3}})); // alone: a dash
        QCOMPARE(runs.at(2), (QList<QPointF>{{-2, 4}, {0, 5}}));
    }

    void tooManyRunsAreJoinedOverTheShortestGaps()
    {
        const ui::ChartValues values{1.0,          std::nullopt, 2.0,
                                     std::nullopt, std::nullopt, std::nullopt,
                                     3.0,          std::nullopt, 4.0};

        const auto runs = ui::unbrokenRuns(values, 1, 2);

        QCOMPARE(runs.size(), 2);
        QCOMPARE(runs.at(0).size(), 2);
        QCOMPARE(runs.at(1).size(), 2);
    }

    void emptyBinsAreZeroRequestsButUnknownLatency()
    {
        const ui::ChartStep step = ui::ChartStep::of(LiveSeries::Range::FiveMinutes);
        QList<TrafficBin> bins(3);
        bins[1].requests = 10;
        bins[1].ttft.add(250'000);

        const auto rates = ui::requestRates(bins, step);
        const auto latencies = ui::quantiles(bins, &TrafficBin::ttft, 0.5);
        const auto errors = ui::errorShares({TrafficBin()}, step);

        QCOMPARE(rates.at(0), std::optional(0.0));
        QCOMPARE(rates.at(1), std::optional(2.0)); // ten in five seconds
        QVERIFY(!latencies.at(0).has_value());
        QVERIFY(std::abs(*latencies.at(1) - 250.0) < 5);
        QVERIFY(!errors.at(0).has_value());
    }

    void costIsTakenOverAMinute()
    {
        const ui::ChartStep step = ui::ChartStep::of(LiveSeries::Range::FiveMinutes);
        QList<TrafficBin> bins(24);
        bins[0].cost.microDollars = 1'000'000;

        const auto costs = ui::costRates(bins, step);

        QCOMPARE(costs.at(11), std::optional(60.0)); // one dollar in the minute
        QCOMPARE(costs.at(12), std::optional(0.0));
    }

    void binsAreMergedByTheWallClock()
    {
        const ui::ChartStep step{.stepMs = 5'000, .points = 3};
        QList<TrafficBin> bins;
        for (int second = 3; second < 13; ++second) {
            TrafficBin bin;
            bin.startMs = second * 1'000;
            bin.requests = 1;
            bins.append(bin);
        }

        const auto merged = ui::mergedBins(bins, step);

        QCOMPARE(merged.size(), 3);
        QCOMPARE(merged.at(0).startMs, 0);
        QCOMPARE(merged.at(0).requests, 2);
        QCOMPARE(merged.at(1).requests, 5);
        QCOMPARE(merged.at(2).requests, 3);
    }
};

QTEST_GUILESS_MAIN(ChartDataTest)
#include "tst_ChartData.moc"
