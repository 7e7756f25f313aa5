// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Metrics.h"

#include <string_view>

namespace signalbox::routing {

using models::ErrorClass;

namespace {

std::string labelText(const QString &value)
{
    std::string text;
    for (const char c : value.toStdString()) {
        if (c == '\\' || c == '"')
            text += '\\';
        if (c == '\n')
            text += "\\n";
        else
            text += c;
    }
    return text;
}

void addFamily(std::string &text, std::string_view name, std::string_view type,
               std::string_view help)
{
    text.append("# HELP ").append(name).append(" ").append(help).append("\n");
    text.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

void addValue(std::string &text, std::string_view name, const std::string &labels,
              const std::string &value)
{
    text.append(name);
    if (!labels.empty())
        text.append("{").append(labels).append("}");
    text.append(" ").append(value).append("\n");
}

} // namespace

std::string metricsText(const ProxyCounters &counters, const Scoreboard &scoreboard)
{
    std::string text;
    addFamily(text, "signalbox_requests_total", "counter", "Client requests taken.");
    addValue(text, "signalbox_requests_total", {}, std::to_string(counters.requests));
    addFamily(text, "signalbox_requests_refused_total", "counter",
              "Client requests refused before routing.");
    addValue(text, "signalbox_requests_refused_total", {}, std::to_string(counters.refused));
    addFamily(text, "signalbox_exchanges_in_flight", "gauge", "Exchanges running now.");
    addValue(text, "signalbox_exchanges_in_flight", {}, std::to_string(counters.inFlight));

    addFamily(text, "signalbox_attempts_total", "counter", "Ended attempts by target and outcome.");
    for (const auto &[target, score] : scoreboard.scores()) {
        for (std::size_t i = 0; i < TargetScore::classCount; ++i) {
            if (score.byClass.at(i) == 0)
                continue;
            const std::string labels = "target=\"" + labelText(target) + "\",outcome=\""
                + std::string(i == 0 ? "ok" : models::errorClassName(static_cast<ErrorClass>(i)))
                + '"';
            addValue(text, "signalbox_attempts_total", labels, std::to_string(score.byClass.at(i)));
        }
    }
    addFamily(text, "signalbox_target_in_flight", "gauge", "Attempts running now.");
    for (const auto &[target, score] : scoreboard.scores()) {
        addValue(text, "signalbox_target_in_flight", "target=\"" + labelText(target) + '"',
                 std::to_string(score.inFlight));
    }
    addFamily(text, "signalbox_target_first_byte_seconds", "gauge",
              "Time to the first byte, time-decayed mean.");
    for (const auto &[target, score] : scoreboard.scores()) {
        if (score.ttftMs >= 0) {
            addValue(text, "signalbox_target_first_byte_seconds",
                     "target=\"" + labelText(target) + '"', std::to_string(score.ttftMs / 1000));
        }
    }
    return text;
}

} // namespace signalbox::routing
