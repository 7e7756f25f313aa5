// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/stats/LiveSeries.h"

#include <QTest>

using namespace signalbox::models;
using Range = LiveSeries::Range;

namespace {

constexpr qint64 nowMs = 1'700'000'100'500;

ExchangeRecord finishedAt(qint64 finishedMs, const QString &target = QStringLiteral("gpt"))
{
    ExchangeRecord record;
    record.totalUs = 200'000;
    record.ttftUs = 100'000;
    record.startedAtMs = finishedMs - 200;
    record.target = target;
    record.costSource = CostSource::Estimated;
    record.cost = {50};
    record.usage.input = 10;
    record.usage.output = 20;
    return record;
}

} // namespace

class LiveSeriesTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyRangeHasAllItsBinsEvenWithoutTraffic_data()
    {
        QTest::addColumn<int>("range");
        QTest::newRow("five minutes") << int(Range::FiveMinutes);
        QTest::newRow("hour") << int(Range::Hour);
        QTest::newRow("day") << int(Range::Day);
    }
    void everyRangeHasAllItsBinsEvenWithoutTraffic()
    {
        QFETCH(int, range);
        const auto asked = static_cast<Range>(range);
        const LiveSeries series;

        for (const QString &target : {QString(), QStringLiteral("nobody")}) {
            const QList<TrafficBin> bins = series.bins(asked, target, nowMs);
            QCOMPARE(bins.size(), LiveSeries::binCount(asked));
            QCOMPARE(bins.last().startMs, nowMs - nowMs % LiveSeries::binMs(asked));
            for (qsizetype i = 1; i < bins.size(); ++i)
                QCOMPARE(bins.at(i).startMs - bins.at(i - 1).startMs, LiveSeries::binMs(asked));
        }
    }

    void exchangeCountsWhenItFinished()
    {
        LiveSeries series;

        series.add(finishedAt(nowMs - 2'000));

        const QList<TrafficBin> bins = series.bins(Range::FiveMinutes, {}, nowMs);
        QCOMPARE(bins.at(297).requests, 1);
        QCOMPARE(bins.at(297).ttft.count(), 1);
        QCOMPARE(series.bins(Range::Hour, {}, nowMs).last().requests
                     + series.bins(Range::Hour, {}, nowMs).at(358).requests,
                 1);
    }

    void binsOfThePastAreGoneWhenTheRingComesRound()
    {
        LiveSeries series;
        series.add(finishedAt(nowMs));

        series.add(finishedAt(nowMs + 300'000));

        const QList<TrafficBin> bins = series.bins(Range::FiveMinutes, {}, nowMs + 300'000);
        QCOMPARE(bins.last().requests, 1);
        QCOMPARE(series.summary(Range::FiveMinutes, nowMs + 300'000).requests, 1);
        QCOMPARE(series.summary(Range::Hour, nowMs + 300'000).requests, 2);
    }

    void lateExchangeDoesNotDisturbANewerBin()
    {
        LiveSeries series;
        series.add(finishedAt(nowMs));

        series.add(finishedAt(nowMs - 300'000));

        QCOMPARE(series.bins(Range::FiveMinutes, {}, nowMs).last().requests, 1);
        QCOMPARE(series.summary(Range::Day, nowMs).requests, 2);
    }

    void targetsAreKeptApart()
    {
        LiveSeries series;
        series.add(finishedAt(nowMs, QStringLiteral("gpt")));
        series.add(finishedAt(nowMs, QStringLiteral("claude")));
        series.add(finishedAt(nowMs, QStringLiteral("claude")));

        QCOMPARE(series.targets(), QStringList({QStringLiteral("gpt"), QStringLiteral("claude")}));
        QCOMPARE(series.summary(Range::Hour, QStringLiteral("claude"), nowMs).requests, 2);
        QCOMPARE(series.summary(Range::Hour, QStringLiteral("gpt"), nowMs).requests, 1);
        QCOMPARE(series.summary(Range::Hour, nowMs).requests, 3);
    }

    void targetsBeyondTheLimitAreCountedTogether()
    {
        LiveSeries series;

        for (int i = 0; i < LiveSeries::targetLimit + 10; ++i)
            series.add(finishedAt(nowMs, QStringLiteral("target-%1").arg(i)));

        QCOMPARE(series.targets().size(), LiveSeries::targetLimit + 1);
        QCOMPARE(series.summary(Range::Hour, LiveSeries::otherTargets(), nowMs).requests, 10);
    }

    void exchangeWithoutTargetCountsOnlyOverall()
    {
        LiveSeries series;
        ExchangeRecord refused = finishedAt(nowMs, {});
        refused.outcome = ExchangeOutcome::Refused;

        series.add(refused);

        QVERIFY(series.targets().isEmpty());
        QCOMPARE(series.summary(Range::Hour, nowMs).errors, 1);
    }

    void shadowsAndProbesCostButAreNobodysRequests()
    {
        LiveSeries series;
        ExchangeRecord shadow = finishedAt(nowMs);
        shadow.kind = ExchangeKind::Shadow;
        shadow.outcome = ExchangeOutcome::ProviderError;
        series.add(shadow);
        series.add(finishedAt(nowMs));

        const TrafficSummary summary = series.summary(Range::FiveMinutes, nowMs);
        QCOMPARE(summary.requests, 1);
        QCOMPARE(summary.errors, 0);
        QCOMPARE(summary.cost.microDollars, 100);
        QCOMPARE(summary.inputTokens, 20);
    }

    void answerFromTheCacheSavesAndTellsNothingOfItsTarget()
    {
        LiveSeries series;
        ExchangeRecord cached = finishedAt(nowMs);
        cached.costSource = CostSource::Cached;
        cached.cost = {};
        cached.saved = {50};
        series.add(cached);

        const TrafficSummary all = series.summary(Range::FiveMinutes, nowMs);
        QCOMPARE(all.requests, 1);
        QCOMPARE(all.saved.microDollars, 50);
        QCOMPARE(all.cost.microDollars, 0);
        QCOMPARE(all.inputTokens, 0);
        QVERIFY(series.targets().isEmpty());
    }

    void clientThatLeftIsNoError()
    {
        LiveSeries series;
        ExchangeRecord gone = finishedAt(nowMs);
        gone.outcome = ExchangeOutcome::ClientGone;
        ExchangeRecord broken = finishedAt(nowMs);
        broken.outcome = ExchangeOutcome::BrokenStream;

        series.add(gone);
        series.add(broken);

        const TrafficSummary summary = series.summary(Range::Hour, nowMs);
        QCOMPARE(summary.errors, 1);
        QCOMPARE(summary.errorShare, 0.5);
        QVERIFY(!summary.totalP50Us);
    }

    void figuresWithoutMeasurementAreUnknown()
    {
        LiveSeries series;
        QVERIFY(!series.summary(Range::Hour, nowMs).errorShare);
        QVERIFY(!series.summary(Range::Hour, nowMs).costPerHour);

        ExchangeRecord free = finishedAt(nowMs);
        free.costSource = CostSource::Unknown;
        free.ttftUs = -1;
        free.usage = {};
        series.add(free);

        const TrafficSummary summary = series.summary(Range::Hour, nowMs);
        QVERIFY(!summary.costPerHour);
        QVERIFY(!summary.ttftP50Us);
        QCOMPARE(summary.unknownCosts, 1);
        QCOMPARE(summary.inputTokens, 0);
    }

    void ratesAreTakenOverTheTimeSinceTheFirstRequest()
    {
        LiveSeries series;
        for (int i = 0; i < 100; ++i)
            series.add(finishedAt(nowMs - 10'000 + i * 100));

        const TrafficSummary summary = series.summary(Range::Day, nowMs);

        QCOMPARE(summary.requestsPerSecond, 10.0);
        QCOMPARE(summary.currentPerSecond, 10.0);
        QCOMPARE(summary.cost.microDollars, 5'000);
        // Less than a minute of traffic is taken as a minute.
        QCOMPARE(summary.costPerHour.value_or(0), 0.005 * 60);
    }

    void memoryOfAllTargetsTogetherIsBoundedByTheRings()
    {
        LiveSeries series;
        for (int second = 0; second < 2 * 86'400; second += 7)
            series.add(finishedAt(nowMs + second * 1000));

        const qint64 endMs = nowMs + 2 * 86'400 * 1000;
        QCOMPARE(series.bins(Range::Day, {}, endMs).size(), 1'440);
        QVERIFY(series.summary(Range::Day, endMs).requests <= 86'400 / 7 + 1);
    }
};

QTEST_GUILESS_MAIN(LiveSeriesTest)
#include "tst_LiveSeries.moc"
