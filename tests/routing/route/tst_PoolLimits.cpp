// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/Pools.h"

#include <QTest>

using namespace signalbox::models;
using namespace signalbox::routing;
using signalbox::tests::PoolSample;

using Obstacle = MemberFigures::Obstacle;
using Order = std::vector<int>;
using Verdict = RankedMember::Verdict;
using Why = RankedMember::Why;

namespace {

/// Members whose cost rises from 1 dollar on; a ceiling of a second for the first token.
PoolSample limited(bool isHard, std::initializer_list<double> ttfts, int samples = 50)
{
    PoolSample sample(Strategy::Cheapest, static_cast<int>(ttfts.size()));
    sample.pool.limits.append({.measure = Measure::Ttft, .bound = 1000, .isHard = isHard});
    sample.pool.tieBand = 0;
    std::size_t index = 0;
    for (const double ttft : ttfts) {
        sample.members[index].cost = {.value = static_cast<double>(index + 1)};
        sample.members[index].limited.push_back({.value = ttft, .samples = samples});
        ++index;
    }
    return sample;
}

} // namespace

class PoolLimitsTest final : public QObject
{
    Q_OBJECT

private slots:
    void limitPutsBehind()
    {
        const PoolSample sample = limited(false, {3000, 900, 800});
        QCOMPARE(sample.order(), (Order{1, 2, 0}));
        QCOMPARE(sample.rank()[2].verdict, Verdict::Behind);
        QCOMPARE(sample.rank()[2].why, Why::Limit);
        QCOMPARE(sample.rank()[2].limit, 0);
        QCOMPARE(sample.rank()[2].figure, 1.0);
    }
    void hardLimitExcludes()
    {
        const PoolSample sample = limited(true, {3000, 900, 800});
        QCOMPARE(sample.order(), (Order{1, 2, 0}));
        QCOMPARE(sample.rank()[2].verdict, Verdict::Excluded);
        QCOMPARE(sample.rank()[2].why, Why::Limit);
    }
    void limitPutsAPreferredGroupBehind()
    {
        PoolSample sample = limited(false, {3000, 900});
        sample.pool.members[1].priority = 1;
        QCOMPARE(sample.first(), 1);
    }
    void hardLimitIsNamedBeforeOthers()
    {
        PoolSample sample = limited(false, {3000, 900});
        sample.pool.limits.append(
            {.measure = Measure::SuccessRate, .isFloor = true, .bound = 0.9, .isHard = true});
        sample.members[0].limited.push_back({.value = 0.5, .samples = 50});
        QCOMPARE(sample.rank()[1].limit, 1);
        QCOMPARE(sample.rank()[1].verdict, Verdict::Excluded);
    }
    void fewMeasurementsPass()
    {
        QCOMPARE(limited(true, {3000, 900}, 9).first(), 0);
        QCOMPARE(limited(true, {noFigure, 900}).first(), 0);
        QCOMPARE(limited(true, {3000, 900}, 10).first(), 1);
    }
    void declaredFigureCounts() { QCOMPARE(limited(true, {3000, 900}, 0).first(), 1); }

    void noneMeetsTheLimits_data()
    {
        QTest::addColumn<int>("onNone");
        QTest::addColumn<bool>("isHard");
        QTest::addColumn<int>("verdict");
        QTest::addColumn<int>("first");

        const auto chosen = static_cast<int>(Verdict::Chosen);
        const auto excluded = static_cast<int>(Verdict::Excluded);
        QTest::newRow("cheapest") << static_cast<int>(OnNone::Cheapest) << false << chosen << 1;
        QTest::newRow("cheapest, hard")
            << static_cast<int>(OnNone::Cheapest) << true << chosen << 1;
        QTest::newRow("first") << static_cast<int>(OnNone::First) << false << chosen << 0;
        QTest::newRow("first, hard") << static_cast<int>(OnNone::First) << true << chosen << 0;
        QTest::newRow("reject") << static_cast<int>(OnNone::Reject) << false << excluded << 0;
        QTest::newRow("reject, hard") << static_cast<int>(OnNone::Reject) << true << excluded << 0;
    }
    void noneMeetsTheLimits()
    {
        QFETCH(int, onNone);
        QFETCH(bool, isHard);
        QFETCH(int, verdict);
        QFETCH(int, first);
        PoolSample sample = limited(isHard, {3000, 2000});
        sample.pool.onNone = static_cast<OnNone>(onNone);
        sample.members[0].cost.value = 5;

        const Ranking ranking = sample.rank();
        QCOMPARE(static_cast<int>(ranking[0].verdict), verdict);
        QCOMPARE(ranking[0].member, first);
        QCOMPARE(ranking[0].why,
                 verdict == static_cast<int>(Verdict::Chosen) ? Why::LeastBad : Why::Limit);
        QCOMPARE(ranking[0].limit, 0);
        QCOMPARE(ranking[1].verdict == Verdict::Excluded, sample.pool.onNone == OnNone::Reject);
    }
    void whatNoHardLimitExcludesServesFirst()
    {
        PoolSample sample = limited(true, {3000, 2000});
        sample.pool.limits.append({.measure = Measure::Cost, .bound = 0.5});
        sample.members[0].limited.push_back(sample.members[0].cost);
        sample.members[1].limited[0].value = 500;
        sample.members[1].limited.push_back(sample.members[1].cost);

        const Ranking ranking = sample.rank();
        QCOMPARE(ranking[0].member, 1);
        QCOMPARE(ranking[0].why, Why::LeastBad);
        QCOMPARE(ranking[1].verdict, Verdict::Excluded);
    }

    void obstacleExcludes()
    {
        PoolSample sample(Strategy::Priority, 2);
        sample.members[0].obstacle = Obstacle::Breaker;
        const Ranking ranking = sample.rank();
        QCOMPARE(ranking[0].member, 1);
        QCOMPARE(ranking[1].verdict, Verdict::Excluded);
        QCOMPARE(ranking[1].why, Why::Obstacle);
        QCOMPARE(ranking[1].obstacle, Obstacle::Breaker);
    }
    void leastBadServesWhenAllBreakersAreOpen()
    {
        PoolSample sample(Strategy::Cheapest, 3);
        sample.members[0] = {.obstacle = Obstacle::Key, .cost = {.value = 1}};
        sample.members[1] = {.obstacle = Obstacle::Breaker, .cost = {.value = 3}};
        sample.members[2] = {.obstacle = Obstacle::Breaker, .cost = {.value = 2}};

        const Ranking ranking = sample.rank();
        QCOMPARE(ranking[0].member, 2);
        QCOMPARE(ranking[0].verdict, Verdict::Chosen);
        QCOMPARE(ranking[0].why, Why::LeastBad);
        QCOMPARE(ranking[0].obstacle, Obstacle::Breaker);
        QCOMPARE(ranking[1].verdict, Verdict::Excluded);
        QCOMPARE(ranking[2].verdict, Verdict::Excluded);
    }
    void otherObstaclesNeverComeBack()
    {
        for (const Obstacle obstacle : {Obstacle::Dialect, Obstacle::Capability, Obstacle::Context,
                                        Obstacle::Key, Obstacle::KeyLimit, Obstacle::Budget}) {
            PoolSample sample(Strategy::Fastest, 2);
            for (MemberFigures &member : sample.members)
                member.obstacle = obstacle;
            for (const RankedMember &ranked : sample.rank())
                QCOMPARE(ranked.verdict, Verdict::Excluded);
        }
    }
    void openBreakerComesBackWithoutBreakingALimit()
    {
        PoolSample sample = limited(true, {3000, 900});
        sample.pool.onNone = OnNone::Reject;
        sample.members[1].obstacle = Obstacle::Breaker;
        QCOMPARE(sample.rank()[0].member, 1);
        QCOMPARE(sample.rank()[0].why, Why::LeastBad);

        sample.members[1].limited[0].value = 3000;
        QCOMPARE(sample.rank()[0].verdict, Verdict::Excluded);
    }
    void emptyPoolRanksNobody() { QVERIFY(PoolSample(Strategy::Fastest, 0).rank().empty()); }
};

QTEST_APPLESS_MAIN(PoolLimitsTest)
#include "tst_PoolLimits.moc"
