// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/FigureReader.h"

#include "routing/route/AssumedFigures.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

using models::Measure;
using models::Strategy;
using Obstacle = MemberFigures::Obstacle;

bool comparesSpeed(Strategy strategy)
{
    return strategy == Strategy::Fastest || strategy == Strategy::Balanced
        || strategy == Strategy::PriceAndSpeed;
}

TargetScore::Speed speedOf(Measure measure)
{
    switch (measure) {
    case Measure::Total:
        return TargetScore::Speed::Total;
    case Measure::TimePerOutputToken:
        return TargetScore::Speed::TimePerOutputToken;
    default:
        return TargetScore::Speed::Ttft;
    }
}

} // namespace

MemberFigures FigureReader::read(const MemberSource &source) const
{
    const models::PoolNode &pool = m_request.pool;
    const Strategy strategy = pool.strategy;
    MemberFigures figures;
    figures.obstacle = obstacle(source);
    figures.cost = cost(source);
    if (comparesSpeed(strategy))
        figures.speed = speed(source, pool.speed, pool.percentile);
    if (strategy == Strategy::MostAccurate || strategy == Strategy::Balanced)
        figures.accuracy = accuracy(source);
    figures.inFlight =
        static_cast<int>(std::clamp<qint64>(inFlight(source), 0, std::numeric_limits<int>::max()));
    if (strategy == Strategy::MostReliable || strategy == Strategy::Balanced)
        figures.successRate = successRateBound(source);
    for (const models::PoolLimit &limit : pool.limits)
        figures.limited.push_back(limited(source, limit));
    return figures;
}

Obstacle FigureReader::obstacle(const MemberSource &source) const
{
    if (source.obstacle != Obstacle::Nothing)
        return source.obstacle;
    if (source.assumed && source.assumed->isBreakerOpen)
        return *source.assumed->isBreakerOpen ? Obstacle::Breaker : Obstacle::Nothing;
    const bool isModelBarred = source.model && !source.model->mayTry(m_request.nowNs);
    return isModelBarred || source.areKeysBarred ? Obstacle::Breaker : Obstacle::Nothing;
}

Figure FigureReader::speed(const MemberSource &source, Measure measure, int percentile) const
{
    if (source.assumed) {
        const Figure assumed =
            assumedSpeed(*source.assumed, measure, percentile, outputTokens(source));
        if (assumed.isKnown())
            return assumed;
    }
    return source.score ? source.score->speed(speedOf(measure), percentile, m_request.nowNs)
                        : Figure{};
}

Figure FigureReader::successRate(const MemberSource &source) const
{
    if (source.assumed && source.assumed->successRate)
        return assumedSuccessRate(*source.assumed);
    return source.score ? source.score->successRate(m_request.nowNs) : Figure{};
}

Figure FigureReader::successRateBound(const MemberSource &source) const
{
    if (source.assumed && source.assumed->successRate)
        return assumedSuccessRateBound(*source.assumed);
    return source.score ? source.score->successRateBound(m_request.nowNs) : Figure{};
}

qint64 FigureReader::inFlight(const MemberSource &source)
{
    if (source.assumed && source.assumed->inFlight)
        return *source.assumed->inFlight;
    return source.score ? source.score->inFlight : 0;
}

Figure FigureReader::accuracy(const MemberSource &source) const
{
    if (source.assumed) {
        const Figure assumed = assumedAccuracy(*source.assumed, m_request.taskType);
        if (assumed.isKnown())
            return assumed;
    }
    const AccuracyTable::Accuracy accuracy =
        m_request.accuracies.accuracy(source.target, m_request.taskType);
    return {.value = accuracy.bound, .samples = accuracy.samples};
}

double FigureReader::outputTokens(const MemberSource &source) const
{
    double tokens = static_cast<double>(m_request.outputTokens);
    if (m_request.outputTokens < 0) {
        const Figure answered =
            source.score ? source.score->outputTokens(m_request.taskType) : Figure{};
        tokens = answered.isKnown() ? answered.value : usualOutputTokens;
    }
    if (m_request.maxOutputTokens >= 0)
        tokens = std::min(tokens, static_cast<double>(m_request.maxOutputTokens));
    return tokens;
}

/// By the price list; where there is none, by what was paid.
Figure FigureReader::cost(const MemberSource &source) const
{
    if (m_request.inputTokens < 0)
        return {};
    if (source.expectedCost)
        return {.value = *source.expectedCost};
    const double output = outputTokens(source);
    if (source.price) {
        const auto cost = models::cost(
            *source.price, {.input = m_request.inputTokens, .output = std::llround(output)});
        if (cost)
            return {.value = cost->dollars()};
    }
    if (!source.score)
        return {};
    const Figure paidInput = source.score->paidInputPerMillion();
    const Figure paidOutput = source.score->paidOutputPerMillion();
    return {.value = (paidInput.value * static_cast<double>(m_request.inputTokens)
                      + paidOutput.value * output)
                / 1e6,
            .samples = std::min(paidInput.samples, paidOutput.samples)};
}

Figure FigureReader::inputPrice(const MemberSource &source) const
{
    if (source.price && source.price->prices.input != models::TokenPrices::unlisted)
        return {.value = static_cast<double>(source.price->prices.input) / 1e6};
    return source.score ? source.score->paidInputPerMillion() : Figure{};
}

Figure FigureReader::limited(const MemberSource &source, const models::PoolLimit &limit) const
{
    switch (limit.measure) {
    case Measure::Ttft:
    case Measure::Total:
    case Measure::TimePerOutputToken:
        return speed(source, limit.measure, limit.percentile);
    case Measure::SuccessRate:
        return successRate(source);
    case Measure::Accuracy:
        return accuracy(source);
    case Measure::Cost:
        return cost(source);
    case Measure::InputPrice:
        return inputPrice(source);
    case Measure::InFlight:
        return source.score || source.assumed
            ? Figure{.value = static_cast<double>(inFlight(source))}
            : Figure{};
    }
    return {};
}

} // namespace signalbox::routing
