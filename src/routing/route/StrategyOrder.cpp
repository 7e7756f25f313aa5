// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/StrategyOrder.h"

#include "routing/route/StrategyFigures.h"

#include <algorithm>
#include <bit>

namespace signalbox::routing {

namespace {

using models::Strategy;
using Why = RankedMember::Why;

/// SplitMix64 (Steele, Lea, Flood 2014), seeded by the context's random numbers: a draw of a whole
/// order needs more numbers than the context has.
class Draws final
{
public:
    explicit Draws(const RankingContext &context)
        : m_state(std::bit_cast<quint64>(context.random[1])
                  ^ std::rotl(std::bit_cast<quint64>(context.random[2]), 32))
    {}

    /// In (0, 1].
    double next()
    {
        m_state += 0x9e3779b97f4a7c15U;
        quint64 bits = m_state;
        bits = (bits ^ (bits >> 30U)) * 0xbf58476d1ce4e5b9U;
        bits = (bits ^ (bits >> 27U)) * 0x94d049bb133111ebU;
        bits ^= bits >> 31U;
        return static_cast<double>((bits >> 11U) + 1) * 0x1.0p-53;
    }

private:
    quint64 m_state;
};

/// Few entries, mostly in order: stable, without the buffer that std::stable_sort asks for.
void sortByKey(EntrySpan group)
{
    for (std::size_t end = 1; end < group.size(); ++end) {
        const RankedEntry entry = group[end];
        std::size_t place = end;
        for (; place > 0 && entry.key < group[place - 1].key; --place)
            group[place] = group[place - 1];
        group[place] = entry;
    }
}

void moveToFront(EntrySpan group, std::size_t index)
{
    const auto end = group.begin() + static_cast<std::ptrdiff_t>(index);
    std::rotate(group.begin(), end, end + 1);
}

std::size_t drawnIndex(double random, std::size_t count)
{
    return std::min(static_cast<std::size_t>(std::max(random, 0.0) * static_cast<double>(count)),
                    count - 1);
}

void setWhy(EntrySpan group, Why why)
{
    for (RankedEntry &entry : group)
        entry.ranked.why = why;
}

/// Drawing without replacement by weight (figure): the order of exponential variates with these
/// rates (Efraimidis and Spirakis 2006). What weighs nothing comes last, as listed.
void draw(const RankingContext &context, EntrySpan group)
{
    Draws draws(context);
    const bool isAnyWeighted = std::any_of(
        group.begin(), group.end(), [](const auto &entry) { return entry.ranked.figure > 0; });
    for (RankedEntry &entry : group) {
        const double weight = isAnyWeighted ? entry.ranked.figure : 1;
        const double waiting = -std::log(draws.next());
        entry.key = weight > 0 ? waiting / weight : std::numeric_limits<double>::infinity();
    }
    sortByKey(group);
    setWhy(group, Why::Drawn);
}

/// Within the tie band of \a best, or of what \a entry could have of it?
bool isAsGood(const RankingContext &context, const RankedEntry &entry, const RankedEntry &best)
{
    const double figure = entry.ranked.figure;
    if (context.pool.strategy == Strategy::LeastInFlight)
        return figure <= best.ranked.figure; // how busy they are is what was compared
    return isWithinBand(figure,
                        best.ranked.figure * std::min(1.0, entry.attainable / best.attainable),
                        betterOf(context.pool.strategy), context.pool.tieBand);
}

std::size_t provenCount(EntrySpan group)
{
    return static_cast<std::size_t>(std::count_if(
        group.begin(), group.end(), [](const RankedEntry &entry) { return entry.isProven; }));
}

/// Where nobody has been measured enough, what was declared is all there is to go by. A handful of
/// measurements is not: the first member to be measured would keep all requests to itself.
void believeDeclared(EntrySpan group)
{
    if (provenCount(group) > 0)
        return;
    for (RankedEntry &entry : group)
        entry.isProven = entry.isDeclared;
}

/// The number \a number of those that are proven, or that are not.
std::size_t nth(EntrySpan group, bool isProven, std::size_t number)
{
    for (std::size_t index = 0; index < group.size(); ++index) {
        if (group[index].isProven == isProven && number-- == 0)
            return index;
    }
    return 0;
}

/// Power of two choices (Mitzenmacher 2001) among those as good as the best: whoever reads the same
/// figures at the same moment would otherwise go to the same member.
void chooseAmongEquals(const RankingContext &context, EntrySpan group)
{
    const std::size_t best = nth(group, true, 0);
    boost::container::small_vector<std::size_t, 8> equals;
    for (std::size_t index = best; index < group.size(); ++index) {
        if (group[index].isProven && isAsGood(context, group[index], group[best]))
            equals.push_back(index);
    }
    if (equals.size() < 2) {
        group[best].ranked.why = Why::Best;
        moveToFront(group, best);
        return;
    }
    const std::size_t one = drawnIndex(context.random[1], equals.size());
    std::size_t other = drawnIndex(context.random[2], equals.size() - 1);
    if (other >= one)
        ++other;
    const bool isOtherIdler = group[equals[other]].inFlight < group[equals[one]].inFlight;
    const std::size_t chosen = equals[isOtherIdler ? other : one];
    group[chosen].ranked.why = Why::Tie;
    moveToFront(group, chosen);
}

/// Whether another member is so much better than \a kept that the conversation moves.
bool isWorthMoving(const RankingContext &context, EntrySpan group, const RankedEntry &kept)
{
    const Strategy strategy = context.pool.strategy;
    // Without a figure nothing says that another is better.
    if (!hasFigure(strategy) || std::isnan(kept.ranked.figure))
        return false;
    const double gain = std::max(context.pool.affinity.switchGain, 0.0);
    const double loss = strategy == Strategy::Cheapest && context.pool.affinity.countsCache
        ? std::max(context.cacheLoss, 0.0)
        : 0;
    return std::any_of(group.begin(), group.end(), [&](const RankedEntry &entry) {
        if (&entry == &kept || !entry.isProven)
            return false;
        const double figure = entry.ranked.figure;
        return betterOf(strategy) == Better::Higher
            ? figure > kept.ranked.figure * (1 + gain)
            : figure + loss < kept.ranked.figure * (1 - gain);
    });
}

bool keepConversation(const RankingContext &context, EntrySpan group)
{
    if (!context.pool.affinity.isOn || context.kept < 0)
        return false;
    const auto kept = std::find_if(group.begin(), group.end(), [&](const RankedEntry &entry) {
        return entry.ranked.member == context.kept;
    });
    if (kept == group.end() || isWorthMoving(context, group, *kept))
        return false;
    kept->ranked.why = Why::Kept;
    moveToFront(group, static_cast<std::size_t>(kept - group.begin()));
    return true;
}

} // namespace

void orderGroup(const RankingContext &context, EntrySpan group)
{
    switch (context.pool.strategy) {
    case Strategy::Priority:
        setWhy(group, Why::Listed);
        return;
    case Strategy::RoundRobin:
        setWhy(group, Why::Listed);
        if (!group.empty())
            std::rotate(group.begin(),
                        group.begin() + static_cast<std::ptrdiff_t>(context.turn % group.size()),
                        group.end());
        return;
    case Strategy::PriceAndSpeed:
        setChances(context, group);
        draw(context, group);
        return;
    case Strategy::Weighted:
        draw(context, group);
        return;
    default:
        believeDeclared(group);
        sortByKey(group);
        for (RankedEntry &entry : group)
            entry.ranked.why = entry.isProven ? Why::Best : Why::Explored;
    }
}

void chooseFirst(const RankingContext &context, EntrySpan group)
{
    if (keepConversation(context, group))
        return;
    if (group.size() < 2 || !hasFigure(context.pool.strategy))
        return;
    const std::size_t proven = provenCount(group);
    const std::size_t unproven = group.size() - proven;
    if (proven == 0) {
        // Nothing is known of any: they share the load, and what follows a failure as well.
        std::rotate(group.begin(),
                    group.begin()
                        + static_cast<std::ptrdiff_t>(drawnIndex(context.random[1], unproven)),
                    group.end());
        return;
    }
    if (unproven > 0 && context.random[0] < context.pool.exploration) {
        moveToFront(group, nth(group, false, drawnIndex(context.random[1], unproven)));
        return;
    }
    chooseAmongEquals(context, group);
}

} // namespace signalbox::routing
