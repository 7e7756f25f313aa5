// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace signalbox::routing {

class MetricsWriter;
class Scoreboard;

/// Both clocks of the moment for which figures are read.
struct MetricsMoment
{
    qint64 nowNs = 0; ///< monotonic
    qint64 wallMs = 0;
};

/// What the scoreboard knows of targets and keys, without their counters: percentiles, rates,
/// availability, prices as they were paid, and breakers. What is unknown is left out.
void addTargetMetrics(MetricsWriter &writer, const Scoreboard &scoreboard, MetricsMoment moment);

} // namespace signalbox::routing
