// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/stats/LiveSeries.h"

#include <algorithm>
#include <limits>

namespace signalbox::models {

namespace {

struct RangeShape
{
    qint64 binMs;
    int bins;
};
constexpr std::array<RangeShape, 3> shapes{{{1'000, 300}, {10'000, 360}, {60'000, 1'440}}};

constexpr qint64 currentSpanMs = 5'000;
// A cost per hour made of less than a minute would jump about without meaning anything.
constexpr qint64 shortestCostSpanMs = 60'000;
constexpr qint64 shortestRateSpanMs = 1'000;
constexpr double msPerHour = 3'600'000;

const RangeShape &shapeOf(LiveSeries::Range range)
{
    return shapes.at(static_cast<std::size_t>(range));
}

bool isError(ExchangeOutcome outcome)
{
    return outcome != ExchangeOutcome::Success && outcome != ExchangeOutcome::ClientGone;
}

} // namespace

void TrafficBin::add(const ExchangeRecord &record)
{
    if (record.costSource == CostSource::Cached) {
        saved = saved + record.saved;
    } else {
        inputTokens += std::max<qint64>(record.usage.input, 0);
        outputTokens += std::max<qint64>(record.usage.output, 0);
    }
    if (record.costSource != CostSource::Unknown)
        cost = cost + record.cost;
    if (record.kind != ExchangeKind::Client)
        return; // it costs, but no client waited for it
    ++requests;
    if (isError(record.outcome))
        ++errors;
    if (record.costSource == CostSource::Unknown)
        ++unknownCosts;
    if (record.costSource == CostSource::Estimated)
        ++estimatedCosts;
    ttft.add(record.ttftUs);
    if (record.outcome == ExchangeOutcome::Success)
        total.add(record.totalUs);
}

void TrafficBin::merge(const TrafficBin &other)
{
    requests += other.requests;
    errors += other.errors;
    inputTokens += other.inputTokens;
    outputTokens += other.outputTokens;
    cost = cost + other.cost;
    saved = saved + other.saved;
    estimatedCosts += other.estimatedCosts;
    unknownCosts += other.unknownCosts;
    ttft.merge(other.ttft);
    total.merge(other.total);
}

/// One ring of bins for every range. A bin is reused when its time comes round again.
struct LiveSeries::Series
{
    std::array<std::vector<TrafficBin>, shapes.size()> rings;
    qint64 firstMs = std::numeric_limits<qint64>::max();

    Series()
    {
        for (std::size_t i = 0; i < shapes.size(); ++i)
            rings.at(i).resize(static_cast<std::size_t>(shapes.at(i).bins));
    }

    void add(const ExchangeRecord &record, qint64 finishedMs)
    {
        firstMs = std::min(firstMs, finishedMs);
        for (std::size_t i = 0; i < shapes.size(); ++i) {
            const qint64 step = finishedMs / shapes.at(i).binMs;
            const qint64 startMs = step * shapes.at(i).binMs;
            TrafficBin &bin = rings.at(i)[static_cast<std::size_t>(step % shapes.at(i).bins)];
            if (bin.startMs > startMs)
                continue; // older than the ring reaches
            if (bin.startMs < startMs) {
                bin = {};
                bin.startMs = startMs;
            }
            bin.add(record);
        }
    }

    /// Calls \a visit for the bins of the range ending at \a nowMs; null stands for an empty one.
    template<typename Visit>
    void visit(Range range, qint64 nowMs, Visit visit) const
    {
        const RangeShape &shape = shapeOf(range);
        const auto &ring = rings.at(static_cast<std::size_t>(range));
        const qint64 last = nowMs / shape.binMs;
        for (qint64 step = std::max<qint64>(0, last - shape.bins + 1); step <= last; ++step) {
            const qint64 startMs = step * shape.binMs;
            const TrafficBin &bin = ring[static_cast<std::size_t>(step % shape.bins)];
            visit(startMs, bin.startMs == startMs ? &bin : nullptr);
        }
    }
};

QString LiveSeries::otherTargets()
{
    return QStringLiteral("other");
}

qint64 LiveSeries::binMs(Range range)
{
    return shapeOf(range).binMs;
}

int LiveSeries::binCount(Range range)
{
    return shapeOf(range).bins;
}

LiveSeries::LiveSeries()
    : m_all(std::make_unique<Series>())
{}

LiveSeries::~LiveSeries() = default;

void LiveSeries::add(const RecordBatch &batch)
{
    if (!batch)
        return;
    for (const ExchangeRecord &record : *batch)
        add(record);
}

void LiveSeries::add(const ExchangeRecord &record)
{
    const qint64 finishedMs =
        std::max<qint64>(0, record.startedAtMs + std::max<qint64>(0, record.totalUs) / 1000);
    m_all->add(record, finishedMs);
    // A request that was refused before routing has no target and counts only overall.
    // What the cache gave says nothing of the target that once made it.
    if (!record.target.isEmpty() && record.costSource != CostSource::Cached)
        seriesOf(record.target).add(record, finishedMs);
}

void LiveSeries::clear()
{
    m_all = std::make_unique<Series>();
    m_byTarget.clear();
    m_series.clear();
    m_targets.clear();
}

QList<TrafficBin> LiveSeries::bins(Range range, const QString &target, qint64 nowMs) const
{
    QList<TrafficBin> bins;
    bins.reserve(binCount(range));
    const Series *series = findSeries(target);
    const auto append = [&bins](qint64 startMs, const TrafficBin *bin) {
        if (bin) {
            bins.append(*bin);
        } else {
            bins.append(TrafficBin{});
            bins.last().startMs = startMs;
        }
    };
    if (series) {
        series->visit(range, nowMs, append);
    } else {
        const qint64 last = nowMs / binMs(range);
        for (qint64 step = last - binCount(range) + 1; step <= last; ++step)
            append(step * binMs(range), nullptr);
    }
    return bins;
}

TrafficSummary LiveSeries::summary(Range range, qint64 nowMs) const
{
    return summary(range, {}, nowMs);
}

TrafficSummary LiveSeries::summary(Range range, const QString &target, qint64 nowMs) const
{
    TrafficSummary summary;
    const Series *series = findSeries(target);
    if (!series)
        return summary;
    TrafficBin whole;
    series->visit(range, nowMs, [&whole](qint64, const TrafficBin *bin) {
        if (bin)
            whole.merge(*bin);
    });
    const qint64 thisSecondMs = nowMs - nowMs % binMs(Range::FiveMinutes);
    qint64 recent = 0;
    series->visit(Range::FiveMinutes, nowMs, [&](qint64 startMs, const TrafficBin *bin) {
        if (bin && startMs < thisSecondMs && startMs >= thisSecondMs - currentSpanMs)
            recent += bin->requests;
    });

    const qint64 rangeMs = binMs(range) * binCount(range);
    const qint64 spanMs = std::clamp(nowMs - series->firstMs, shortestRateSpanMs, rangeMs);
    summary.requests = whole.requests;
    summary.errors = whole.errors;
    summary.requestsPerSecond =
        static_cast<double>(whole.requests) * 1000.0 / static_cast<double>(spanMs);
    summary.currentPerSecond =
        static_cast<double>(recent) * 1000.0 / static_cast<double>(currentSpanMs);
    if (whole.requests > 0)
        summary.errorShare =
            static_cast<double>(whole.errors) / static_cast<double>(whole.requests);
    summary.ttftP50Us = whole.ttft.quantile(0.50);
    summary.ttftP95Us = whole.ttft.quantile(0.95);
    summary.ttftP99Us = whole.ttft.quantile(0.99);
    summary.totalP50Us = whole.total.quantile(0.50);
    summary.totalP95Us = whole.total.quantile(0.95);
    summary.totalP99Us = whole.total.quantile(0.99);
    summary.cost = whole.cost;
    summary.saved = whole.saved;
    if (whole.unknownCosts < whole.requests) {
        summary.costPerHour = whole.cost.dollars() * msPerHour
            / static_cast<double>(std::max(spanMs, shortestCostSpanMs));
    }
    summary.estimatedCosts = whole.estimatedCosts;
    summary.unknownCosts = whole.unknownCosts;
    summary.inputTokens = whole.inputTokens;
    summary.outputTokens = whole.outputTokens;
    return summary;
}

LiveSeries::Series &LiveSeries::seriesOf(const QString &target)
{
    if (Series *known = m_byTarget.value(target))
        return *known;
    const QString name = m_targets.size() < targetLimit ? target : otherTargets();
    Series *&series = m_byTarget[name];
    if (!series) {
        m_series.push_back(std::make_unique<Series>());
        series = m_series.back().get();
        m_targets.append(name);
    }
    return *series;
}

const LiveSeries::Series *LiveSeries::findSeries(const QString &target) const
{
    return target.isEmpty() ? m_all.get() : m_byTarget.value(target);
}

} // namespace signalbox::models
