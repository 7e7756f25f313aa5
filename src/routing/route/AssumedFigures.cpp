// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/AssumedFigures.h"

#include "models/policy/Signal.h"
#include "routing/route/ConfidenceBounds.h"

#include <cmath>

namespace signalbox::routing {

using models::Measure;
using models::TargetConditions;

namespace {

constexpr double msPerSecond = 1000;
constexpr int median = 50;
constexpr int upper = 95;

int samplesOf(const TargetConditions &target)
{
    return target.samples.value_or(TargetConditions::usualSamples);
}

/// Standard deviations of a normal distribution above its mean.
double deviations(int percentile)
{
    switch (percentile) {
    case 75:
        return 0.674490;
    case 90:
        return 1.281552;
    case upper:
        return 1.644854;
    case 99:
        return 2.326348;
    default:
        return 0;
    }
}

double assumedTtft(const TargetConditions &target, int percentile)
{
    if (!target.ttftP50Ms || !target.ttftP95Ms)
        return target.ttftP50Ms.value_or(target.ttftP95Ms.value_or(noFigure));
    const double p50 = *target.ttftP50Ms;
    const double p95 = *target.ttftP95Ms;
    if (percentile == median || percentile == upper) // exactly as asked
        return percentile == median ? p50 : p95;
    if (p50 <= 0)
        return p95;
    return p50 * std::pow(p95 / p50, deviations(percentile) / deviations(upper));
}

double assumedMsPerToken(const TargetConditions &target)
{
    return target.tokensPerSecond ? msPerSecond / *target.tokensPerSecond : noFigure;
}

Figure figureOf(const TargetConditions &target, double value)
{
    return std::isnan(value) ? Figure{} : Figure{.value = value, .samples = samplesOf(target)};
}

} // namespace

Figure assumedSpeed(const TargetConditions &target, Measure measure, int percentile,
                    double outputTokens)
{
    const double perToken = assumedMsPerToken(target);
    if (measure == Measure::TimePerOutputToken)
        return figureOf(target, perToken);
    const double ttft = assumedTtft(target, percentile);
    return figureOf(target, measure == Measure::Total ? ttft + perToken * outputTokens : ttft);
}

Figure assumedSuccessRate(const TargetConditions &target)
{
    return figureOf(target, target.successRate.value_or(noFigure));
}

Figure assumedSuccessRateBound(const TargetConditions &target)
{
    if (!target.successRate)
        return {};
    const double samples = samplesOf(target);
    return figureOf(target, wilsonLowerBound(*target.successRate * samples, samples));
}

Figure assumedAccuracy(const TargetConditions &target, int taskType)
{
    if (target.accuracy.isEmpty())
        return {};
    static const QStringList types = models::taskTypeNames();
    const QString type = types.value(taskType);
    const double ofAll = target.accuracy.value(QStringLiteral("all"), noFigure);
    return figureOf(target, type.isEmpty() ? ofAll : target.accuracy.value(type, ofAll));
}

} // namespace signalbox::routing
