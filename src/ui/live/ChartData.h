// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/stats/LiveSeries.h"

#include <QColor>
#include <QList>
#include <QPointF>
#include <QString>

#include <optional>

namespace signalbox::ui {

/// One point a step, oldest first; nothing where nothing was measured.
using ChartValues = QList<std::optional<double>>;

/// One line of a chart.
struct ChartLine
{
    QString name;
    QColor color;
    Qt::PenStyle style = Qt::SolidLine;
    double width = 1.75;
    ChartValues values;
};

/// How a range is drawn: bins of LiveSeries put together so that lines stay calm and a
/// percentile has some requests behind it.
struct ChartStep
{
    qint64 stepMs = 0;
    int points = 0;

    static ChartStep of(models::LiveSeries::Range range);
};

/// Axis from zero to a round number, with round steps.
struct NiceScale
{
    double step = 1;
    int steps = 1;

    [[nodiscard]] double top() const { return step * steps; }
    /// The scale for values up to \a largest; never empty.
    static NiceScale covering(double largest);
};

/// \a bins merged into the steps of \a step, aligned to the wall clock so that points do not
/// change once they are complete.
QList<models::TrafficBin> mergedBins(const QList<models::TrafficBin> &bins, const ChartStep &step);

ChartValues requestRates(const QList<models::TrafficBin> &bins, const ChartStep &step);
/// Dollars an hour, over a minute at least: single requests would only be spikes.
ChartValues costRates(const QList<models::TrafficBin> &bins, const ChartStep &step);
/// Percent of requests that failed, over half a minute at least.
ChartValues errorShares(const QList<models::TrafficBin> &bins, const ChartStep &step);
/// Milliseconds.
ChartValues quantiles(const QList<models::TrafficBin> &bins,
                      models::LatencyHistogram models::TrafficBin::*histogram, double share);

/// The unbroken runs of \a values as points, x in seconds before the end (-300 .. 0). A value that
/// stands alone becomes a short dash. Never more than \a mostRuns: the shortest gaps are bridged.
QList<QList<QPointF>> unbrokenRuns(const ChartValues &values, double stepSeconds, int mostRuns);

} // namespace signalbox::ui
