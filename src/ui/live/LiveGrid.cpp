// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/live/LiveGrid.h"

#include "ui/live/TargetsTable.h"
#include "ui/live/TimeSeriesChart.h"
#include "ui/shell/TargetColors.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/FittingGrid.h"

namespace signalbox::ui {

using models::LiveSeries;
using models::TrafficBin;

namespace {

/// p50, p95 and p99 of one latency: one colour, told apart by the line and by their names.
QList<ChartLine> percentileLines(const QList<TrafficBin> &bins,
                                 models::LatencyHistogram TrafficBin::*histogram, QColor color)
{
    const QColor faint = [color]() mutable {
        color.setAlphaF(0.7F);
        return color;
    }();
    return {
        {.name = QStringLiteral("p50"),
         .color = color,
         .style = Qt::SolidLine,
         .width = 2.25,
         .values = quantiles(bins, histogram, 0.50)},
        {.name = QStringLiteral("p95"),
         .color = faint,
         .style = Qt::SolidLine,
         .width = 1.25,
         .values = quantiles(bins, histogram, 0.95)},
        {.name = QStringLiteral("p99"),
         .color = faint,
         .style = Qt::DotLine,
         .width = 1.5,
         .values = quantiles(bins, histogram, 0.99)},
    };
}

} // namespace

LiveGrid::LiveGrid(const WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_grid(new FittingGrid({3, 2, 1}, 12, this))
{
    m_rateChart =
        new TimeSeriesChart(m_context.theme, tr("Requests per second"),
                            TimeSeriesChart::Unit::PerSecond, TimeSeriesChart::Key::None, this);
    m_ttftChart =
        new TimeSeriesChart(m_context.theme, tr("Time to first token"),
                            TimeSeriesChart::Unit::Milliseconds, TimeSeriesChart::Key::Lines, this);
    m_totalChart =
        new TimeSeriesChart(m_context.theme, tr("Total time"), TimeSeriesChart::Unit::Milliseconds,
                            TimeSeriesChart::Key::Lines, this);
    m_errorChart =
        new TimeSeriesChart(m_context.theme, tr("Error rate"), TimeSeriesChart::Unit::Percent,
                            TimeSeriesChart::Key::None, this);
    m_costChart = new TimeSeriesChart(m_context.theme, tr("Cost per hour"),
                                      TimeSeriesChart::Unit::DollarsPerHour,
                                      TimeSeriesChart::Key::None, this);
    m_charts = {m_rateChart, m_ttftChart, m_totalChart, m_errorChart, m_costChart};
    m_table = new TargetsTable(m_context.theme, m_context.colors, this);
    for (auto *chart : m_charts)
        m_grid->addCell(chart);
    m_grid->addCell(m_table);

    connect(m_table, &TargetsTable::targetChosen, this, &LiveGrid::targetChosen);
    connect(&context.theme, &Theme::changed, m_grid, &FittingGrid::forgetWidths);
}

void LiveGrid::fitTo(int width)
{
    m_width = width;
    m_grid->fitTo(width);
}

void LiveGrid::refresh(LiveSeries::Range range, const QString &target, qint64 nowMs)
{
    const ChartStep step = ChartStep::of(range);
    const LiveSeries &live = m_context.services.live;
    // The step that is still filling would always look like a drop.
    const qint64 endMs = nowMs / step.stepMs * step.stepMs - 1;
    const auto binsOf = [&](const QString &name) {
        return mergedBins(live.bins(range, name, endMs), step);
    };

    QList<ChartLine> rates;
    QList<ChartLine> costs;
    QList<ChartLine> errors;
    const QStringList names = target.isEmpty() ? live.targets() : QStringList{target};
    for (const QString &name : names) {
        const QList<TrafficBin> bins = binsOf(name);
        ChartLine line{.name = name, .color = m_context.colors.color(name), .values = {}};
        line.values = requestRates(bins, step);
        rates.append(line);
        line.values = costRates(bins, step);
        costs.append(line);
        line.values = errorShares(bins, step);
        errors.append(line);
    }
    m_rateChart->setLines(rates, range);
    m_costChart->setLines(costs, range);
    m_errorChart->setLines(errors, range);

    const QList<TrafficBin> all = binsOf(target);
    const QColor color =
        target.isEmpty() ? m_context.theme.colors().accent : m_context.colors.color(target);
    m_ttftChart->setLines(percentileLines(all, &TrafficBin::ttft, color), range);
    m_totalChart->setLines(percentileLines(all, &TrafficBin::total, color), range);
    m_table->refresh(live, range, nowMs);
    m_grid->fitTo(m_width);
}

} // namespace signalbox::ui
