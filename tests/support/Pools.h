// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/route/Figures.h"

#include <random>
#include <vector>

namespace signalbox::tests {

/// A pool of members and what is known of them, to be ranked as often as a test likes.
struct PoolSample
{
    models::PoolNode pool;
    std::vector<routing::MemberFigures> members;
    quint64 turn = 0;
    std::array<double, 3> random{0.5, 0, 0};
    int kept = -1;
    bool isPinned = false;
    double cacheLoss = 0;

    PoolSample(models::Strategy strategy, int count)
    {
        pool.strategy = strategy;
        for (int index = 0; index < count; ++index)
            pool.members.append({.target = QString::number(index)});
        members.resize(static_cast<std::size_t>(count));
    }

    [[nodiscard]] routing::Ranking rank() const
    {
        return routing::rank({.pool = pool,
                              .members = members,
                              .turn = turn,
                              .random = random,
                              .kept = kept,
                              .isPinned = isPinned,
                              .cacheLoss = cacheLoss});
    }
    /// The members in the order of their ranking.
    [[nodiscard]] std::vector<int> order() const
    {
        std::vector<int> order;
        for (const routing::RankedMember &ranked : rank())
            order.push_back(ranked.member);
        return order;
    }
    [[nodiscard]] int first() const { return rank().front().member; }

    void drawRandom(std::mt19937_64 &generator)
    {
        // Not std::uniform_real_distribution: its numbers differ between libraries.
        for (double &number : random)
            number = static_cast<double>(generator() >> 11U) * 0x1.0p-53;
    }
    /// How often each member was the first of \a rounds rankings.
    [[nodiscard]] std::vector<int> firsts(int rounds, quint64 seed = 1)
    {
        std::mt19937_64 generator(seed);
        std::vector<int> counts(members.size());
        for (int round = 0; round < rounds; ++round) {
            drawRandom(generator);
            turn = static_cast<quint64>(round);
            ++counts[static_cast<std::size_t>(first())];
        }
        return counts;
    }
};

} // namespace signalbox::tests
