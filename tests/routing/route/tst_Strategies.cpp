// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/ConfidenceBounds.h"
#include "support/Pools.h"

#include <QTest>

#include <cmath>

using namespace signalbox::models;
using namespace signalbox::routing;
using signalbox::tests::PoolSample;

using Obstacle = MemberFigures::Obstacle;
using Order = std::vector<int>;
using Verdict = RankedMember::Verdict;
using Why = RankedMember::Why;

Q_DECLARE_METATYPE(Strategy)

namespace {

constexpr int enough = 100;
constexpr int rounds = 10'000;

Figure measured(double value)
{
    return {.value = value, .samples = enough};
}

/// Three members: the first is slow, cheap and sure, the second fast and dear, the third between.
PoolSample threeMembers(Strategy strategy)
{
    PoolSample sample(strategy, 3);
    sample.members[0] = {.speed = measured(900),
                         .cost = {.value = 0.001},
                         .successRate = measured(0.99),
                         .accuracy = measured(0.5),
                         .inFlight = 4};
    sample.members[1] = {.speed = measured(300),
                         .cost = {.value = 0.01},
                         .successRate = measured(0.6),
                         .accuracy = measured(0.9),
                         .inFlight = 2};
    sample.members[2] = {.speed = measured(500),
                         .cost = {.value = 0.002},
                         .successRate = measured(0.8),
                         .accuracy = measured(0.7),
                         .inFlight = 3};
    return sample;
}

PoolLimit atMost(Measure measure, double bound, bool isHard = false)
{
    return {.measure = measure, .bound = bound, .isHard = isHard};
}

} // namespace

class StrategiesTest final : public QObject
{
    Q_OBJECT

private slots:
    void strategyOrdersByItsFigure_data()
    {
        QTest::addColumn<Strategy>("strategy");
        QTest::addColumn<std::vector<int>>("expected");

        QTest::newRow("priority") << Strategy::Priority << Order{0, 1, 2};
        QTest::newRow("round robin") << Strategy::RoundRobin << Order{1, 2, 0};
        QTest::newRow("least in flight") << Strategy::LeastInFlight << Order{1, 2, 0};
        QTest::newRow("fastest") << Strategy::Fastest << Order{1, 2, 0};
        QTest::newRow("cheapest") << Strategy::Cheapest << Order{0, 2, 1};
        QTest::newRow("most accurate") << Strategy::MostAccurate << Order{1, 2, 0};
        QTest::newRow("most reliable") << Strategy::MostReliable << Order{0, 2, 1};
    }
    void strategyOrdersByItsFigure()
    {
        QFETCH(Strategy, strategy);
        QFETCH(std::vector<int>, expected);
        PoolSample sample = threeMembers(strategy);
        sample.turn = 4;

        QCOMPARE(sample.order(), expected);
        QCOMPARE(sample.rank()[0].verdict, Verdict::Chosen);
        QCOMPARE(sample.rank()[1].verdict, Verdict::Fallback);
    }

    void priorityGoesBeforeEveryStrategy()
    {
        for (int index = 0; index < strategyCount; ++index) {
            PoolSample sample = threeMembers(static_cast<Strategy>(index));
            sample.pool.members[0].priority = 1;
            sample.pool.members[1].priority = 1;

            QCOMPARE(sample.firsts(100)[2], 100);
        }
    }

    void weightsAreSharesOfTheFirstPlace()
    {
        PoolSample sample(Strategy::Weighted, 3);
        sample.pool.members[0].weight = 6;
        sample.pool.members[1].weight = 3;

        const std::vector<int> counts = sample.firsts(rounds);

        QVERIFY(std::abs(counts[0] - 6000) < 150);
        QVERIFY(std::abs(counts[1] - 3000) < 150);
        QVERIFY(std::abs(counts[2] - 1000) < 100);
    }
    void whatWeighsNothingComesLast()
    {
        PoolSample sample(Strategy::Weighted, 3);
        sample.pool.members[0].weight = 0;
        QCOMPARE(sample.firsts(1000)[0], 0);
        QCOMPARE(sample.order().back(), 0);
    }
    void fallbacksAreDrawnByWeightToo()
    {
        PoolSample sample(Strategy::Weighted, 3);
        sample.pool.members[0].weight = 1e9;
        sample.pool.members[1].weight = 9;
        std::mt19937_64 generator(1);
        int seconds = 0;
        for (int round = 0; round < rounds; ++round) {
            sample.drawRandom(generator);
            seconds += sample.order()[1] == 1 ? 1 : 0;
        }

        QVERIFY(std::abs(seconds - 9000) < 120);
    }
    void roundRobinTakesTurns()
    {
        QCOMPARE(PoolSample(Strategy::RoundRobin, 4).firsts(400), Order(4, 100));
    }

    void balancedTakesTheBestOfAllFigures_data()
    {
        QTest::addColumn<double>("speed");
        QTest::addColumn<double>("cost");
        QTest::addColumn<double>("accuracy");
        QTest::addColumn<double>("reliability");
        QTest::addColumn<int>("first");

        QTest::newRow("speed only") << 1.0 << 0.0 << 0.0 << 0.0 << 1;
        QTest::newRow("cost only") << 0.0 << 1.0 << 0.0 << 0.0 << 0;
        QTest::newRow("accuracy only") << 0.0 << 0.0 << 1.0 << 0.0 << 1;
        QTest::newRow("reliability only") << 0.0 << 0.0 << 0.0 << 1.0 << 0;
        // 2/3 of the speed and 8/9 of the price: no other is as good in both.
        QTest::newRow("speed and cost") << 1.0 << 1.0 << 0.0 << 0.0 << 2;
    }
    void balancedTakesTheBestOfAllFigures()
    {
        QFETCH(double, speed);
        QFETCH(double, cost);
        QFETCH(double, accuracy);
        QFETCH(double, reliability);
        QFETCH(int, first);
        PoolSample sample = threeMembers(Strategy::Balanced);
        sample.pool.balance = {speed, cost, accuracy, reliability};

        QCOMPARE(sample.first(), first);
    }
    void missingFigureNeitherWinsNorLosesInBalanced()
    {
        PoolSample sample = threeMembers(Strategy::Balanced);
        sample.pool.balance = {.speed = 0, .cost = 1, .accuracy = 0, .reliability = 0};
        sample.members[2].cost = {};

        // The others are 1 and 0.
        QCOMPARE(sample.rank()[1].member, 2);
        QCOMPARE(sample.rank()[1].figure, 0.5);
    }
    void equalMembersAreInTheMiddleOfBalanced()
    {
        PoolSample sample(Strategy::Balanced, 3);
        for (MemberFigures &member : sample.members)
            member.speed = measured(300);
        for (const RankedMember &ranked : sample.rank())
            QCOMPARE(ranked.figure, 0.5);
    }

    void nearlyEqualMembersAreEqualInBalanced()
    {
        PoolSample sample(Strategy::Balanced, 3);
        sample.pool.balance = {.speed = 1, .cost = 0, .accuracy = 0, .reliability = 0};
        sample.members[0].speed = measured(300);
        sample.members[1].speed = measured(306);
        sample.members[2].speed = measured(600);

        const std::vector<int> counts = sample.firsts(rounds);
        QVERIFY(std::abs(counts[0] - rounds / 2) < rounds / 20);
        QCOMPARE(counts[2], 0);
    }
    void fewSuccessesAreAsGoodAsMany_data()
    {
        QTest::addColumn<Strategy>("strategy");
        QTest::newRow("most reliable") << Strategy::MostReliable;
        QTest::newRow("balanced") << Strategy::Balanced;
    }
    void fewSuccessesAreAsGoodAsMany()
    {
        QFETCH(const Strategy, strategy);
        PoolSample sample(strategy, 3);
        sample.pool.balance = {.speed = 0, .cost = 0, .accuracy = 0, .reliability = 1};
        const auto rate = [](double successes, int samples) {
            return Figure{.value = wilsonLowerBound(successes, samples), .samples = samples};
        };
        sample.members[0].successRate = rate(1000, 1000);
        sample.members[1].successRate = rate(10, 10);
        sample.members[2].successRate = rate(8, 10);

        const std::vector<int> counts = sample.firsts(rounds);
        QVERIFY(std::abs(counts[1] - rounds / 2) < rounds / 20);
        QCOMPARE(counts[2], 0);
    }

    void priceAndSpeedDrawsByBoth()
    {
        PoolSample sample(Strategy::PriceAndSpeed, 3);
        sample.pool.exploration = 0;
        sample.members[0] = {.speed = measured(300), .cost = {.value = 1}};
        sample.members[1] = {.speed = measured(300), .cost = {.value = 2}};
        sample.members[2] = {.speed = measured(600), .cost = {.value = 1}};

        // Weights 1, 1/4 and 1/2.
        const std::vector<int> counts = sample.firsts(rounds);
        QVERIFY(std::abs(counts[0] - 5714) < 150);
        QVERIFY(std::abs(counts[1] - 1429) < 110);
        QVERIFY(std::abs(counts[2] - 2857) < 140);
    }
    void priceAndSpeedNeverForgetsAMember()
    {
        PoolSample sample(Strategy::PriceAndSpeed, 2);
        sample.pool.exploration = 0.05;
        sample.members[0].cost = {.value = 0};
        sample.members[1].cost = {.value = 1};

        QVERIFY(std::abs(sample.firsts(rounds)[1] - 500) < 70);
    }

    void littleKnownMemberIsExploredAndNoMore()
    {
        PoolSample sample = threeMembers(Strategy::Fastest);
        sample.pool.exploration = 0.02;
        // Faster than all, but by three measurements only.
        sample.members[0].speed = {.value = 1, .samples = 3};

        const std::vector<int> counts = sample.firsts(rounds);

        QVERIFY(std::abs(counts[0] - 200) < 45);
        QCOMPARE(counts[0] + counts[1], rounds);
        sample.random[0] = 0;
        QCOMPARE(sample.rank()[0].why, Why::Explored);
    }
    void unknownMembersShareTheLoad()
    {
        PoolSample sample(Strategy::Fastest, 4);
        sample.members[3].speed = {.value = 100, .samples = 1};
        for (const int count : sample.firsts(rounds))
            QVERIFY(std::abs(count - 2500) < 130);
    }
    void declaredFiguresServeUntilThereAreMeasurements()
    {
        PoolSample sample(Strategy::MostAccurate, 3);
        sample.members[0].accuracy = {.value = 0.6};
        sample.members[1].accuracy = {.value = 0.9};
        QCOMPARE(sample.first(), 1);

        sample.members[0].accuracy = measured(0.7);
        QCOMPARE(sample.order(), (Order{0, 1, 2}));
    }

    void equalMembersAreChosenByHowBusyTheyAre()
    {
        PoolSample sample(Strategy::Fastest, 2);
        sample.members[0] = {.speed = measured(300), .inFlight = 9};
        sample.members[1] = {.speed = measured(320), .inFlight = 1};
        QCOMPARE(sample.first(), 1);
        QCOMPARE(sample.rank()[0].why, Why::Tie);

        sample.pool.tieBand = 0.05;
        QCOMPARE(sample.first(), 0);
        QCOMPARE(sample.rank()[0].why, Why::Best);
    }
    void equalAndIdleMembersShareTheLoad()
    {
        PoolSample sample(Strategy::Fastest, 4);
        for (MemberFigures &member : sample.members)
            member.speed = measured(300);
        for (const int count : sample.firsts(rounds))
            QVERIFY(std::abs(count - 2500) < 130);
    }

    void conversationStaysWithinTheGain_data()
    {
        QTest::addColumn<Strategy>("strategy");
        QTest::addColumn<double>("gain");
        QTest::addColumn<double>("cacheLoss");
        QTest::addColumn<int>("first");

        // Kept is the last one: 500 ms, 0.002 dollars, accuracy 0.7.
        QTest::newRow("faster by 40 %, 50 % asked") << Strategy::Fastest << 0.5 << 0.0 << 2;
        QTest::newRow("faster by 40 %, 30 % asked") << Strategy::Fastest << 0.3 << 0.0 << 1;
        QTest::newRow("cheaper by 50 %") << Strategy::Cheapest << 0.2 << 0.0 << 0;
        QTest::newRow("the lost cache eats it") << Strategy::Cheapest << 0.2 << 0.0008 << 2;
        QTest::newRow("the lost cache eats some") << Strategy::Cheapest << 0.2 << 0.0004 << 0;
        QTest::newRow("better by 28 %") << Strategy::MostAccurate << 0.3 << 0.0 << 2;
        QTest::newRow("better by more") << Strategy::MostAccurate << 0.2 << 0.0 << 1;
        QTest::newRow("no figure") << Strategy::Priority << 0.0 << 0.0 << 2;
        QTest::newRow("a turn") << Strategy::RoundRobin << 0.0 << 0.0 << 2;
        QTest::newRow("a draw") << Strategy::Weighted << 0.0 << 0.0 << 2;
    }
    void conversationStaysWithinTheGain()
    {
        QFETCH(Strategy, strategy);
        QFETCH(double, gain);
        QFETCH(double, cacheLoss);
        QFETCH(int, first);
        PoolSample sample = threeMembers(strategy);
        sample.pool.affinity.isOn = true;
        sample.pool.affinity.switchGain = gain;
        sample.cacheLoss = cacheLoss;
        sample.kept = 2;

        QCOMPARE(sample.first(), first);
        QCOMPARE(sample.rank()[0].why == Why::Kept, first == 2);
    }
    void conversationIsNotKeptWhenAffinityIsOff()
    {
        PoolSample sample = threeMembers(Strategy::Priority);
        sample.kept = 2;
        QCOMPARE(sample.first(), 0);
    }
    void pinnedMemberServesUnlessItCannot()
    {
        PoolSample sample = threeMembers(Strategy::Fastest);
        sample.pool.limits.append(atMost(Measure::Ttft, 600, true));
        for (MemberFigures &member : sample.members)
            member.limited.push_back(member.speed);
        sample.kept = 0;
        sample.isPinned = true;
        QCOMPARE(sample.order(), (Order{0, 1, 2}));
        QCOMPARE(sample.rank()[0].why, Why::Kept);
        QCOMPARE(sample.rank()[0].limit, 0);
        QCOMPARE(sample.rank()[1].verdict, Verdict::Fallback);

        sample.members[0].obstacle = Obstacle::Capability;
        QCOMPARE(sample.order(), (Order{1, 2, 0}));
    }
};

QTEST_APPLESS_MAIN(StrategiesTest)
#include "tst_Strategies.moc"
