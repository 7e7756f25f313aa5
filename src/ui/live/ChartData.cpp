// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/live/ChartData.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace signalbox::ui {

using models::LiveSeries;
using models::TrafficBin;

namespace {

constexpr double msPerSecond = 1000.0;
constexpr double usPerMs = 1000.0;
constexpr double secondsPerHour = 3600.0;
constexpr qint64 costWindowMs = 60'000;
constexpr qint64 errorWindowMs = 30'000;
constexpr int wantedSteps = 4;

/// \a value of the bins from \a last back over \a windowMs.
ChartValues
overWindow(const QList<TrafficBin> &bins, const ChartStep &step, qint64 windowMs,
           const std::function<std::optional<double>(const TrafficBin &, double)> &value)
{
    const qsizetype width = std::max<qsizetype>(1, windowMs / step.stepMs);
    ChartValues values;
    values.reserve(bins.size());
    TrafficBin sum; // only the plain counts slide; histograms are not needed here
    for (qsizetype i = 0; i < bins.size(); ++i) {
        sum.requests += bins.at(i).requests;
        sum.errors += bins.at(i).errors;
        sum.cost = sum.cost + bins.at(i).cost;
        if (i >= width) {
            sum.requests -= bins.at(i - width).requests;
            sum.errors -= bins.at(i - width).errors;
            sum.cost = sum.cost - bins.at(i - width).cost;
        }
        const qsizetype covered = std::min(width, i + 1);
        values.append(value(sum, static_cast<double>(covered * step.stepMs) / msPerSecond));
    }
    return values;
}

struct Run
{
    qsizetype first = 0;
    qsizetype last = 0;
};

QList<Run> findRuns(const ChartValues &values)
{
    QList<Run> runs;
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (!values.at(i))
            continue;
        if (!runs.isEmpty() && runs.last().last == i - 1)
            runs.last().last = i;
        else
            runs.append({.first = i, .last = i});
    }
    return runs;
}

/// Joins runs over the shortest gaps until at most \a most are left.
QList<Run> joined(const QList<Run> &runs, int most)
{
    if (runs.size() <= most)
        return runs;
    QList<qsizetype> gaps;
    for (qsizetype i = 1; i < runs.size(); ++i)
        gaps.append(runs.at(i).first - runs.at(i - 1).last);
    QList<qsizetype> sorted = gaps;
    std::ranges::sort(sorted, std::greater<>());
    const qsizetype kept = sorted.at(most - 1);
    QList<Run> result{runs.first()};
    for (qsizetype i = 1; i < runs.size(); ++i) {
        if (gaps.at(i - 1) > kept && result.size() < most)
            result.append(runs.at(i));
        else
            result.last().last = runs.at(i).last;
    }
    return result;
}

} // namespace

ChartStep ChartStep::of(LiveSeries::Range range)
{
    int binsTogether = 1;
    switch (range) {
    case LiveSeries::Range::FiveMinutes:
        binsTogether = 5;
        break;
    case LiveSeries::Range::Hour:
        binsTogether = 3;
        break;
    case LiveSeries::Range::Day:
        binsTogether = 10;
        break;
    }
    return {.stepMs = LiveSeries::binMs(range) * binsTogether,
            .points = LiveSeries::binCount(range) / binsTogether};
}

NiceScale NiceScale::covering(double largest)
{
    if (!(largest > 0) || !std::isfinite(largest))
        return {};
    const double rough = largest / wantedSteps;
    const double magnitude = std::pow(10.0, std::floor(std::log10(rough)));
    double step = 10 * magnitude;
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (factor * magnitude >= rough) {
            step = factor * magnitude;
            break;
        }
    }
    // The small share taken away keeps 0.30000000000000004 / 0.1 from asking for a fourth step.
    return {.step = step, .steps = std::max(1, static_cast<int>(std::ceil(largest / step - 1e-9)))};
}

QList<TrafficBin> mergedBins(const QList<TrafficBin> &bins, const ChartStep &step)
{
    QList<TrafficBin> merged;
    merged.reserve(step.points + 1);
    for (const TrafficBin &bin : bins) {
        const qint64 start = bin.startMs / step.stepMs * step.stepMs;
        if (merged.isEmpty() || merged.last().startMs != start) {
            merged.append(bin);
            merged.last().startMs = start;
        } else {
            merged.last().merge(bin);
            merged.last().startMs = start;
        }
    }
    if (merged.size() > step.points)
        merged.remove(0, merged.size() - step.points);
    return merged;
}

ChartValues requestRates(const QList<TrafficBin> &bins, const ChartStep &step)
{
    return overWindow(bins, step, step.stepMs, [](const TrafficBin &sum, double seconds) {
        return std::optional(static_cast<double>(sum.requests) / seconds);
    });
}

ChartValues costRates(const QList<TrafficBin> &bins, const ChartStep &step)
{
    return overWindow(bins, step, costWindowMs, [](const TrafficBin &sum, double seconds) {
        return std::optional(sum.cost.dollars() * secondsPerHour / seconds);
    });
}

ChartValues errorShares(const QList<TrafficBin> &bins, const ChartStep &step)
{
    return overWindow(
        bins, step, errorWindowMs, [](const TrafficBin &sum, double) -> std::optional<double> {
            if (sum.requests == 0)
                return std::nullopt;
            return 100.0 * static_cast<double>(sum.errors) / static_cast<double>(sum.requests);
        });
}

ChartValues quantiles(const QList<TrafficBin> &bins,
                      models::LatencyHistogram TrafficBin::*histogram, double share)
{
    ChartValues values;
    values.reserve(bins.size());
    for (const TrafficBin &bin : bins) {
        const auto latencyUs = (bin.*histogram).quantile(share);
        values.append(latencyUs ? std::optional(static_cast<double>(*latencyUs) / usPerMs)
                                : std::nullopt);
    }
    return values;
}

QList<QList<QPointF>> unbrokenRuns(const ChartValues &values, double stepSeconds, int mostRuns)
{
    QList<QList<QPointF>> result;
    const auto x = [&](qsizetype index) {
        return -static_cast<double>(values.size() - 1 - index) * stepSeconds;
    };
    for (const Run &run : joined(findRuns(values), mostRuns)) {
        QList<QPointF> points;
        for (qsizetype i = run.first; i <= run.last; ++i) {
            if (values.at(i))
                points.append(QPointF(x(i), *values.at(i)));
        }
        if (points.size() == 1) {
            const QPointF alone = points.first();
            points = {alone - QPointF(stepSeconds / 2, 0), alone};
        }
        result.append(points);
    }
    return result;
}

} // namespace signalbox::ui
