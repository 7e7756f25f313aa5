// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/StrategyFigures.h"

#include "routing/route/ConfidenceBounds.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

using models::Strategy;

using Values = boost::container::small_vector<double, 8>;

/// The place of a figure that all have in common: nobody is better or worse by it.
constexpr double middle = 0.5;

double meanOfKnown(const Values &values)
{
    double sum = 0;
    int count = 0;
    for (const double value : values) {
        if (std::isfinite(value)) {
            sum += value;
            ++count;
        }
    }
    return count > 0 ? sum / count : noFigure;
}

void fillUnknown(Values &values, double otherwise)
{
    const double mean = meanOfKnown(values);
    for (double &value : values) {
        if (!std::isfinite(value))
            value = std::isfinite(mean) ? mean : otherwise;
    }
}

const Figure &figureFor(Strategy strategy, const MemberFigures &member)
{
    switch (strategy) {
    case Strategy::Cheapest:
        return member.cost;
    case Strategy::MostAccurate:
        return member.accuracy;
    case Strategy::MostReliable:
        return member.successRate;
    default:
        return member.speed;
    }
}

/// The bound of a perfect record. Whoever has served seldom cannot have a higher one: compared
/// without regard to that, those that serve would go on to serve alone.
double attainableRate(const Figure &rate)
{
    return rate.samples > 0 ? wilsonLowerBound(rate.samples, rate.samples) : 1;
}

bool isProven(Strategy strategy, const Figure &figure)
{
    if (!std::isfinite(figure.value))
        return false;
    // A cost follows from a price list: no measurement makes it any surer.
    return strategy == Strategy::Cheapest || figure.samples >= provenSamples;
}

void setByOneFigure(const RankingContext &context, EntrySpan entries)
{
    const Strategy strategy = context.pool.strategy;
    Values keys;
    for (RankedEntry &entry : entries) {
        const Figure &figure =
            figureFor(strategy, context.members[static_cast<std::size_t>(entry.ranked.member)]);
        entry.ranked.figure = std::isfinite(figure.value) ? figure.value : noFigure;
        entry.isProven = isProven(strategy, figure);
        if (strategy == Strategy::MostReliable)
            entry.attainable = attainableRate(figure);
        entry.isDeclared = std::isfinite(figure.value) && figure.samples == 0;
        keys.push_back(betterOf(strategy) == Better::Higher ? -entry.ranked.figure
                                                            : entry.ranked.figure);
    }
    fillUnknown(keys, 0);
    for (std::size_t index = 0; index < entries.size(); ++index)
        entries[index].key = keys[index];
}

/// Whoever is as good as the best counts as that good: where all are nearly equal, the place
/// between worst and best would make a great difference of none, and everybody would go to the same
/// member.
void levelWithBest(Values &values, const Values &attainable, Better better, double tieBand)
{
    std::size_t best = values.size();
    for (std::size_t index = 0; index < values.size(); ++index) {
        if (std::isfinite(values[index])
            && (best == values.size()
                || (better == Better::Lower ? values[index] < values[best]
                                            : values[index] > values[best])))
            best = index;
    }
    if (best == values.size())
        return;
    const double bestValue = values[best];
    for (std::size_t index = 0; index < values.size(); ++index) {
        const double own = bestValue * std::min(1.0, attainable[index] / attainable[best]);
        if (isWithinBand(values[index], own, better, tieBand))
            values[index] = bestValue;
    }
}

/// Adds \a weight times the place of each value between worst (0) and best (1) to \a scores.
void addNormalised(Values values, Better better, double weight, Values &scores)
{
    double lowest = std::numeric_limits<double>::infinity();
    double highest = -lowest;
    for (const double value : values) {
        if (std::isfinite(value)) {
            lowest = std::min(lowest, value);
            highest = std::max(highest, value);
        }
    }
    const double range = highest - lowest;
    for (double &value : values) {
        if (!std::isfinite(value))
            continue;
        if (!(range > 0))
            value = middle;
        else
            value = better == Better::Lower ? (highest - value) / range : (value - lowest) / range;
    }
    fillUnknown(values, middle);
    for (std::size_t index = 0; index < values.size(); ++index)
        scores[index] += weight * values[index];
}

/// Whoever lacks measurements that another member has is to be explored.
void noteUnproven(EntrySpan entries, const RankingContext &context, Figure MemberFigures::*part)
{
    const auto samples = [&](const RankedEntry &entry) {
        const Figure &figure = context.members[static_cast<std::size_t>(entry.ranked.member)].*part;
        return std::isfinite(figure.value) ? figure.samples : 0;
    };
    const bool isMeasured = std::any_of(entries.begin(), entries.end(), [&](const auto &entry) {
        return samples(entry) >= provenSamples;
    });
    if (!isMeasured)
        return;
    for (RankedEntry &entry : entries) {
        if (samples(entry) < provenSamples)
            entry.isProven = false;
    }
}

/// Weighted sum of min-max normalised figures ("simple additive weighting"); 1 is best in all.
void setBalanced(const RankingContext &context, EntrySpan entries)
{
    const models::Balance &balance = context.pool.balance;
    Values scores(entries.size(), 0.0);
    double weights = 0;
    const auto add = [&](Figure MemberFigures::*part, Better better, double weight) {
        if (!(weight > 0))
            return;
        Values values;
        Values attainable;
        for (const RankedEntry &entry : entries) {
            const int member = entry.ranked.member;
            double value = (context.members[static_cast<std::size_t>(member)].*part).value;
            if (part == &MemberFigures::cost && context.kept >= 0 && member != context.kept
                && context.pool.affinity.isOn && context.pool.affinity.countsCache)
                value += context.cacheLoss;
            values.push_back(value);
            attainable.push_back(part == &MemberFigures::successRate ? attainableRate(
                                     context.members[static_cast<std::size_t>(member)].*part)
                                                                     : 1.0);
        }
        levelWithBest(values, attainable, better, context.pool.tieBand);
        addNormalised(std::move(values), better, weight, scores);
        weights += weight;
    };
    add(&MemberFigures::speed, Better::Lower, balance.speed);
    add(&MemberFigures::cost, Better::Lower, balance.cost);
    add(&MemberFigures::accuracy, Better::Higher, balance.accuracy);
    add(&MemberFigures::successRate, Better::Higher, balance.reliability);

    for (std::size_t index = 0; index < entries.size(); ++index) {
        RankedEntry &entry = entries[index];
        entry.ranked.figure = weights > 0 ? scores[index] / weights : middle;
        entry.key = -entry.ranked.figure;
        entry.isProven = true;
    }
    // Traffic tells speed and reliability; prices and accuracy come from elsewhere.
    if (balance.speed > 0)
        noteUnproven(entries, context, &MemberFigures::speed);
    if (balance.reliability > 0)
        noteUnproven(entries, context, &MemberFigures::successRate);
}

/// How close \a values come to the lowest of them, 1 at best. Unknown ones get the mean.
Values closeness(Values values)
{
    double lowest = std::numeric_limits<double>::infinity();
    for (const double value : values) {
        if (std::isfinite(value))
            lowest = std::min(lowest, value);
    }
    for (double &value : values) {
        if (std::isfinite(value))
            value = value <= lowest ? 1.0 : std::max(lowest, 0.0) / value;
    }
    fillUnknown(values, 1);
    return values;
}

} // namespace

bool isWithinBand(double figure, double best, Better better, double tieBand)
{
    const double slack = std::abs(best) * std::max(tieBand, 0.0);
    return better == Better::Higher ? figure >= best - slack : figure <= best + slack;
}

Better betterOf(Strategy strategy)
{
    return strategy == Strategy::MostAccurate || strategy == Strategy::MostReliable
            || strategy == Strategy::Balanced
        ? Better::Higher
        : Better::Lower;
}

bool isDrawn(Strategy strategy)
{
    return strategy == Strategy::Weighted || strategy == Strategy::PriceAndSpeed;
}

bool hasFigure(Strategy strategy)
{
    return strategy != Strategy::Priority && strategy != Strategy::RoundRobin && !isDrawn(strategy);
}

void setFigures(const RankingContext &context, EntrySpan entries)
{
    switch (context.pool.strategy) {
    case Strategy::Priority:
    case Strategy::RoundRobin:
        return;
    case Strategy::Weighted:
        for (RankedEntry &entry : entries)
            entry.ranked.figure = context.pool.members[entry.ranked.member].weight;
        return;
    case Strategy::LeastInFlight:
        for (RankedEntry &entry : entries)
            entry.key = entry.ranked.figure = entry.inFlight;
        return;
    case Strategy::PriceAndSpeed: // chances depend on who is left: setChances()
        return;
    case Strategy::Balanced:
        setBalanced(context, entries);
        return;
    case Strategy::Fastest:
    case Strategy::Cheapest:
    case Strategy::MostAccurate:
    case Strategy::MostReliable:
        setByOneFigure(context, entries);
        return;
    }
}

// Price counts squared, as gateways that spread over providers do; speed counts once.
void setChances(const RankingContext &context, EntrySpan entries)
{
    Values costs;
    Values speeds;
    for (const RankedEntry &entry : entries) {
        const MemberFigures &member =
            context.members[static_cast<std::size_t>(entry.ranked.member)];
        costs.push_back(member.cost.value);
        speeds.push_back(member.speed.value);
    }
    costs = closeness(std::move(costs));
    speeds = closeness(std::move(speeds));

    double sum = 0;
    for (std::size_t index = 0; index < costs.size(); ++index) {
        costs[index] *= costs[index] * speeds[index];
        sum += costs[index];
    }
    const double count = static_cast<double>(entries.size());
    const double least = std::clamp(context.pool.exploration, 0.0, 1.0 / count);
    for (std::size_t index = 0; index < entries.size(); ++index) {
        const double share = sum > 0 ? costs[index] / sum : 1 / count;
        entries[index].ranked.figure = least + (1 - count * least) * share;
    }
}

} // namespace signalbox::routing
