// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/Pools.h"

#include <QTest>

#include <algorithm>

using namespace signalbox::models;
using namespace signalbox::routing;
using signalbox::tests::PoolSample;

using Obstacle = MemberFigures::Obstacle;
using Verdict = RankedMember::Verdict;

namespace {

/// Pools as odd as they can be: unknown figures, zeros, equals, every kind of obstacle and limit.
class PoolMaker final
{
public:
    explicit PoolMaker(quint64 seed)
        : m_generator(seed)
    {}

    PoolSample make(Strategy strategy)
    {
        PoolSample sample(strategy, below(10));
        sample.pool.exploration = oneOf({0, 0.02, 0.5});
        sample.pool.tieBand = oneOf({0, 0.1, 2});
        sample.pool.onNone = static_cast<OnNone>(below(3));
        sample.pool.affinity.isOn = below(2) == 0;
        sample.kept = below(12) - 1;
        sample.isPinned = below(4) == 0;
        sample.cacheLoss = oneOf({0, 0.5});
        sample.turn = m_generator();
        for (int count = below(3); count > 0; --count)
            sample.pool.limits.append({.measure = Measure::Ttft,
                                       .isFloor = below(2) == 0,
                                       .bound = oneOf({0, 50, 500}),
                                       .isHard = below(2) == 0});
        for (std::size_t index = 0; index < sample.members.size(); ++index) {
            sample.pool.members[static_cast<qsizetype>(index)].weight = oneOf({0, -1, 1, 5});
            sample.pool.members[static_cast<qsizetype>(index)].priority = below(8) / 6;
            fill(sample.members[index], sample.pool.limits.size());
        }
        sample.drawRandom(m_generator);
        return sample;
    }

    int below(int bound) { return static_cast<int>(m_generator() % static_cast<quint64>(bound)); }

private:
    double oneOf(std::initializer_list<double> values)
    {
        return values.begin()[below(static_cast<int>(values.size()))];
    }
    Figure figure()
    {
        return {.value = oneOf({noFigure, 0, 0.3, 0.9, 100, 100, 1000,
                                std::numeric_limits<double>::infinity()}),
                .samples = below(3) * 10};
    }
    void fill(MemberFigures &member, qsizetype limits)
    {
        member.obstacle = static_cast<Obstacle>(below(3) == 0 ? below(8) : 0);
        member.speed = figure();
        member.cost = figure();
        member.successRate = figure();
        member.accuracy = figure();
        member.inFlight = below(4);
        for (qsizetype index = 0; index < limits; ++index)
            member.limited.push_back(figure());
    }

    std::mt19937_64 m_generator;
};

bool isSame(const RankedMember &one, const RankedMember &other)
{
    return one.member == other.member && one.verdict == other.verdict && one.why == other.why
        && one.limit == other.limit && one.obstacle == other.obstacle
        && (one.figure == other.figure || (std::isnan(one.figure) && std::isnan(other.figure)));
}

} // namespace

class StrategyPropertiesTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyRankingIsWellFormed_data()
    {
        QTest::addColumn<int>("strategy");
        for (int strategy = 0; strategy < strategyCount; ++strategy)
            QTest::addRow("%d", strategy) << strategy;
    }
    void everyRankingIsWellFormed()
    {
        QFETCH(int, strategy);
        PoolMaker maker(static_cast<quint64>(strategy) + 1);
        for (int round = 0; round < 3000; ++round) {
            const PoolSample sample = maker.make(static_cast<Strategy>(strategy));
            const Ranking ranking = sample.rank();
            const Ranking again = sample.rank();

            QCOMPARE(ranking.size(), sample.members.size());
            QVERIFY(std::equal(ranking.begin(), ranking.end(), again.begin(), again.end(), isSame));
            std::vector<int> order = sample.order();
            std::sort(order.begin(), order.end());
            for (std::size_t index = 0; index < order.size(); ++index)
                QCOMPARE(order[index], static_cast<int>(index));
            for (std::size_t index = 0; index < ranking.size(); ++index) {
                const RankedMember &ranked = ranking[index];
                QCOMPARE(ranked.obstacle,
                         sample.members[static_cast<std::size_t>(ranked.member)].obstacle);
                QVERIFY(ranked.verdict != Verdict::Chosen || index == 0);
                QVERIFY(index == 0 || ranked.verdict == Verdict::Excluded
                        || ranking[index - 1].verdict != Verdict::Excluded);
                if (ranked.verdict != Verdict::Excluded
                    && ranked.why != RankedMember::Why::LeastBad)
                    QCOMPARE(ranked.obstacle, Obstacle::Nothing);
                if (index == 0 && ranked.verdict != Verdict::Excluded)
                    QCOMPARE(ranked.verdict, Verdict::Chosen);
            }
        }
    }
    void noFigureNeverExcludes()
    {
        for (int strategy = 0; strategy < strategyCount; ++strategy) {
            PoolMaker maker(7);
            for (int round = 0; round < 1000; ++round) {
                PoolSample sample = maker.make(static_cast<Strategy>(strategy));
                for (MemberFigures &member : sample.members) {
                    member = {.inFlight = member.inFlight};
                    member.limited.resize(static_cast<std::size_t>(sample.pool.limits.size()));
                }
                for (const RankedMember &ranked : sample.rank())
                    QVERIFY(ranked.verdict != Verdict::Excluded
                            && ranked.verdict != Verdict::Behind);
            }
        }
    }
    void balancedDoesNotCareForUnits()
    {
        PoolMaker maker(11);
        for (int round = 0; round < 2000; ++round) {
            PoolSample sample = maker.make(Strategy::Balanced);
            sample.cacheLoss = 0;
            const std::vector<int> order = sample.order();
            for (MemberFigures &member : sample.members) {
                member.speed.value *= 1024; // a power of two: nothing is rounded
                member.cost.value *= 0.125;
            }
            QCOMPARE(sample.order(), order);
        }
    }
    void explorationHoldsItsShare()
    {
        for (const double exploration : {0.0, 0.02, 0.1, 0.5}) {
            PoolSample sample(Strategy::Fastest, 4);
            sample.pool.exploration = exploration;
            sample.members[0].speed = {.value = 300, .samples = 50};
            sample.members[1].speed = {.value = 900, .samples = 50};

            const std::vector<int> counts = sample.firsts(20'000, 3);

            const double explored = counts[2] + counts[3];
            QVERIFY(std::abs(explored - 20'000 * exploration) <= 250);
            QVERIFY(std::abs(counts[2] - counts[3]) <= 250);
            QCOMPARE(counts[1], 0);
        }
    }
    void keptMemberServesUnlessAnotherIsBetterByMoreThanTheGain()
    {
        std::mt19937_64 generator(5);
        for (int round = 0; round < 5000; ++round) {
            PoolSample sample(Strategy::Fastest, 4);
            sample.pool.affinity.isOn = true;
            sample.kept = 1;
            double best = 1e9;
            for (MemberFigures &member : sample.members) {
                member.speed = {.value = 100 + static_cast<double>(generator() % 100),
                                .samples = 20};
                best = std::min(best, member.speed.value);
            }
            sample.drawRandom(generator);
            const bool isWithin = best >= sample.members[1].speed.value * (1 - 0.2);
            QVERIFY(!isWithin || sample.first() == 1);
            QVERIFY(isWithin || sample.first() != 1);
        }
    }
};

QTEST_APPLESS_MAIN(StrategyPropertiesTest)
#include "tst_StrategyProperties.moc"
