// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Metrics.h"

#include "routing/proxy/MetricsWriter.h"

namespace signalbox::routing {

using models::ErrorClass;

namespace {

void addProxy(MetricsWriter &writer, const ProxyCounters &counters)
{
    writer.family("signalbox_requests_total", "counter", "Client requests taken.");
    writer.value("signalbox_requests_total", {}, std::to_string(counters.requests));
    writer.family("signalbox_requests_refused_total", "counter",
                  "Client requests refused before routing.");
    writer.value("signalbox_requests_refused_total", {}, std::to_string(counters.refused));
    writer.family("signalbox_exchanges_in_flight", "gauge", "Exchanges running now.");
    writer.value("signalbox_exchanges_in_flight", {}, std::to_string(counters.inFlight));
}

void addAttempts(MetricsWriter &writer, const Scoreboard &scoreboard)
{
    writer.family("signalbox_attempts_total", "counter", "Ended attempts by target and outcome.");
    for (const auto &[target, score] : scoreboard.scores()) {
        for (std::size_t i = 0; i < TargetScore::classCount; ++i) {
            if (score.byClass.at(i) == 0)
                continue;
            const std::string labels = MetricsWriter::label("target", target) + ",outcome=\""
                + std::string(i == 0 ? "ok" : models::errorClassName(static_cast<ErrorClass>(i)))
                + '"';
            writer.value("signalbox_attempts_total", labels, std::to_string(score.byClass.at(i)));
        }
    }
    writer.family("signalbox_target_in_flight", "gauge", "Attempts running now.");
    for (const auto &[target, score] : scoreboard.scores())
        writer.value("signalbox_target_in_flight", MetricsWriter::label("target", target),
                     std::to_string(score.inFlight));
    writer.family("signalbox_target_first_byte_seconds", "gauge",
                  "Time to the first byte, time-decayed mean.");
    for (const auto &[target, score] : scoreboard.scores()) {
        if (score.ttftMs >= 0)
            writer.value("signalbox_target_first_byte_seconds",
                         MetricsWriter::label("target", target),
                         std::to_string(score.ttftMs / 1000));
    }
}

} // namespace

std::string metricsText(const ProxyCounters &counters, const Scoreboard &scoreboard,
                        MetricsMoment moment)
{
    MetricsWriter writer;
    addProxy(writer, counters);
    addAttempts(writer, scoreboard);
    addTargetMetrics(writer, scoreboard, moment);
    return writer.take();
}

} // namespace signalbox::routing
