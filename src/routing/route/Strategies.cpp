// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/Figures.h"
#include "routing/route/StrategyFigures.h"
#include "routing/route/StrategyOrder.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

using Obstacle = MemberFigures::Obstacle;
using Tier = RankedEntry::Tier;
using Verdict = RankedMember::Verdict;
using Why = RankedMember::Why;

bool misses(const models::PoolLimit &limit, const Figure &figure)
{
    if (!std::isfinite(figure.value))
        return false;
    // Prices and what is in flight are not measurements; they always count.
    if (figure.samples > 0 && figure.samples < limit.samples)
        return false;
    return limit.isFloor ? figure.value < limit.bound : figure.value > limit.bound;
}

/// A limit that is hard goes before one that is not, because it says more.
void applyLimits(const models::PoolNode &pool, const MemberFigures &figures, RankedEntry &entry)
{
    const std::size_t count =
        std::min(figures.limited.size(), static_cast<std::size_t>(pool.limits.size()));
    for (std::size_t index = 0; index < count; ++index) {
        const models::PoolLimit &limit = pool.limits[static_cast<qsizetype>(index)];
        const Tier tier = limit.isHard ? Tier::Out : Tier::Behind;
        if (tier > entry.tier && misses(limit, figures.limited[index])) {
            entry.tier = tier;
            entry.ranked.limit = static_cast<int>(index);
        }
    }
}

/// Puts members where no strategy changes them: those that may serve first, then by limits and
/// priority, else as listed.
int placeOf(const RankedEntry &entry)
{
    if (entry.ranked.obstacle != Obstacle::Nothing || entry.tier == Tier::Out)
        return 2;
    return entry.tier == Tier::Behind ? 1 : 0;
}

bool goesBefore(const RankedEntry &one, const RankedEntry &other)
{
    const int place = placeOf(one);
    const int otherPlace = placeOf(other);
    if (place != otherPlace)
        return place < otherPlace;
    if (place < 2 && one.priority != other.priority)
        return one.priority < other.priority;
    return one.ranked.member < other.ranked.member;
}

template<typename Before>
void sort(EntrySpan entries, Before before)
{
    for (std::size_t end = 1; end < entries.size(); ++end) {
        const RankedEntry entry = entries[end];
        std::size_t place = end;
        for (; place > 0 && before(entry, entries[place - 1]); --place)
            entries[place] = entries[place - 1];
        entries[place] = entry;
    }
}

RankedEntries entriesOf(const RankingContext &context)
{
    const models::PoolNode &pool = context.pool;
    const std::size_t count =
        std::min(context.members.size(), static_cast<std::size_t>(pool.members.size()));
    RankedEntries entries(count);
    for (std::size_t index = 0; index < count; ++index) {
        const MemberFigures &figures = context.members[index];
        RankedEntry &entry = entries[index];
        entry.ranked.member = static_cast<int>(index);
        entry.ranked.obstacle = figures.obstacle;
        entry.priority = pool.members[static_cast<qsizetype>(index)].priority;
        entry.inFlight = figures.inFlight;
        applyLimits(pool, figures, entry);
    }
    return entries;
}

/// Orders \a entries, which are sorted by goesBefore(), group by group.
void orderGroups(const RankingContext &context, EntrySpan entries)
{
    setFigures(context, entries);
    for (std::size_t begin = 0; begin < entries.size();) {
        std::size_t end = begin + 1;
        while (end < entries.size() && entries[end].tier == entries[begin].tier
               && entries[end].priority == entries[begin].priority)
            ++end;
        const EntrySpan group = entries.subspan(begin, end - begin);
        orderGroup(context, group);
        if (begin == 0)
            chooseFirst(context, group);
        begin = end;
    }
}

double costOf(const RankingContext &context, const RankedEntry &entry)
{
    const double cost = context.members[static_cast<std::size_t>(entry.ranked.member)].cost.value;
    return std::isfinite(cost) ? cost : std::numeric_limits<double>::infinity();
}

void exclude(EntrySpan entries)
{
    for (RankedEntry &entry : entries) {
        entry.ranked.verdict = Verdict::Excluded;
        entry.ranked.why = entry.ranked.obstacle != Obstacle::Nothing ? Why::Obstacle : Why::Limit;
    }
}

/// No member meets the limits. True when `onNone` lets one serve all the same.
bool serveBeyondLimits(const RankingContext &context, EntrySpan entries)
{
    if (context.pool.onNone == models::OnNone::Reject)
        return false;
    const auto isBehind = [](const RankedEntry &entry) { return placeOf(entry) == 1; };
    const bool isAnyBehind = std::any_of(entries.begin(), entries.end(), isBehind);
    const auto comesBack = [&](const RankedEntry &entry) {
        return isAnyBehind ? isBehind(entry) : entry.ranked.obstacle == Obstacle::Nothing;
    };
    sort(entries, [&](const RankedEntry &one, const RankedEntry &other) {
        if (comesBack(one) != comesBack(other))
            return comesBack(one);
        if (comesBack(one) && context.pool.onNone == models::OnNone::Cheapest) {
            const double cost = costOf(context, one);
            const double otherCost = costOf(context, other);
            if (cost != otherCost)
                return cost < otherCost;
        }
        return one.ranked.member < other.ranked.member;
    });
    const auto count =
        static_cast<std::size_t>(std::count_if(entries.begin(), entries.end(), comesBack));
    if (count == 0)
        return false;
    exclude(entries.subspan(count));
    for (RankedEntry &entry : entries.first(count)) {
        const bool isFirst = &entry == &entries.front();
        entry.ranked.verdict = isFirst ? Verdict::Chosen
            : isAnyBehind              ? Verdict::Behind
                                       : Verdict::Fallback;
        entry.ranked.why = isFirst || !isAnyBehind ? Why::LeastBad : Why::Limit;
    }
    return true;
}

/// All are excluded. One whose breaker is all that keeps it from serving serves nevertheless: a
/// pool of open breakers would refuse what a provider that has recovered could answer.
void serveLeastBad(const RankingContext &context, EntrySpan entries)
{
    const auto comesBack = [&](const RankedEntry &entry) {
        const bool isWithinLimits = entry.tier == Tier::Meets
            || (entry.tier == Tier::Behind && context.pool.onNone != models::OnNone::Reject);
        return entry.ranked.obstacle == Obstacle::Breaker && isWithinLimits;
    };
    sort(entries, [&](const RankedEntry &one, const RankedEntry &other) {
        if (comesBack(one) != comesBack(other))
            return comesBack(one);
        if (comesBack(one) && one.tier != other.tier)
            return one.tier < other.tier;
        if (comesBack(one) && one.priority != other.priority)
            return one.priority < other.priority;
        return one.ranked.member < other.ranked.member;
    });
    const auto count =
        static_cast<std::size_t>(std::count_if(entries.begin(), entries.end(), comesBack));
    if (count > 0)
        orderGroups(context, entries.first(count));
    exclude(entries);
    if (count > 0) {
        entries.front().ranked.verdict = Verdict::Chosen;
        entries.front().ranked.why = Why::LeastBad;
    }
}

/// A turn of tools goes to the one that asked for them, whatever the limits say.
void putPinnedFirst(const RankingContext &context, EntrySpan entries)
{
    if (!context.isPinned || context.kept < 0)
        return;
    const auto pinned = std::find_if(entries.begin(), entries.end(), [&](const auto &entry) {
        return entry.ranked.member == context.kept;
    });
    if (pinned == entries.end() || pinned->ranked.obstacle != Obstacle::Nothing)
        return;
    pinned->ranked.verdict = Verdict::Chosen;
    pinned->ranked.why = Why::Kept;
    std::rotate(entries.begin(), pinned, pinned + 1);
    if (entries.size() > 1 && entries[1].ranked.verdict == Verdict::Chosen)
        entries[1].ranked.verdict = Verdict::Fallback;
}

} // namespace

Ranking rank(const RankingContext &context)
{
    RankedEntries storage = entriesOf(context);
    const EntrySpan entries(storage.data(), storage.size());
    sort(entries, goesBefore);
    const auto served = static_cast<std::size_t>(std::count_if(
        entries.begin(), entries.end(), [](const auto &entry) { return placeOf(entry) < 2; }));

    if (!entries.empty() && placeOf(entries.front()) == 0) {
        orderGroups(context, entries.first(served));
        for (RankedEntry &entry : entries.first(served)) {
            if (entry.tier == Tier::Behind) {
                entry.ranked.verdict = Verdict::Behind;
                entry.ranked.why = Why::Limit;
            }
        }
        entries.front().ranked.verdict = Verdict::Chosen;
        exclude(entries.subspan(served));
    } else if (!serveBeyondLimits(context, entries)) {
        serveLeastBad(context, entries);
    }
    putPinnedFirst(context, entries);

    Ranking ranking;
    ranking.reserve(entries.size());
    for (const RankedEntry &entry : entries)
        ranking.push_back(entry.ranked);
    return ranking;
}

} // namespace signalbox::routing
