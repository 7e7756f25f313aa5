// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/TargetMetrics.h"

#include "models/policy/Signal.h"
#include "routing/proxy/MetricsWriter.h"
#include "routing/route/Scoreboard.h"

namespace signalbox::routing {

using models::Availability;

namespace {

constexpr double msPerSecond = 1000;

std::string_view windowName(Availability::Window window)
{
    switch (window) {
    case Availability::Window::FiveMinutes:
        return "5m";
    case Availability::Window::Hour:
        return "1h";
    case Availability::Window::Day:
        return "24h";
    case Availability::Window::Week:
        return "7d";
    }
    return "";
}

/// 0.5, 0.95: as Prometheus writes quantiles.
std::string quantileLabel(int percent)
{
    return "quantile=\"0." + std::to_string(percent % 10 == 0 ? percent / 10 : percent) + '"';
}

std::string targetLabel(const QString &target)
{
    return MetricsWriter::label("target", target);
}

template<typename Read>
void addFigure(MetricsWriter &writer, const Scoreboard &scoreboard, std::string_view name,
               std::string_view help, Read read)
{
    writer.family(name, "gauge", help);
    for (const auto &[target, score] : scoreboard.scores()) {
        const Figure figure = read(score);
        if (figure.isKnown())
            writer.value(name, targetLabel(target), MetricsWriter::number(figure.value));
    }
}

void addSpeed(MetricsWriter &writer, const Scoreboard &scoreboard, std::string_view name,
              std::string_view help, TargetScore::Speed speed, qint64 nowNs)
{
    writer.family(name, "gauge", help);
    for (const auto &[target, score] : scoreboard.scores()) {
        for (const int percent : models::RollingHistogram::percents) {
            const Figure figure = score.speed(speed, percent, nowNs);
            if (figure.isKnown())
                writer.value(name, targetLabel(target) + ',' + quantileLabel(percent),
                             MetricsWriter::number(figure.value / msPerSecond));
        }
    }
}

void addSpeeds(MetricsWriter &writer, const Scoreboard &scoreboard, qint64 nowNs)
{
    using Speed = TargetScore::Speed;
    addSpeed(writer, scoreboard, "signalbox_target_ttft_seconds",
             "Time to the first byte over five minutes; failures count as slow.", Speed::Ttft,
             nowNs);
    addSpeed(writer, scoreboard, "signalbox_target_total_seconds",
             "Whole attempts over five minutes; failures count as slow.", Speed::Total, nowNs);
    addSpeed(writer, scoreboard, "signalbox_target_seconds_per_output_token",
             "Time for each output token over five minutes.", Speed::TimePerOutputToken, nowNs);
    writer.family("signalbox_target_ttft_samples", "gauge",
                  "Attempts that the percentiles of the first byte rest on.");
    for (const auto &[target, score] : scoreboard.scores())
        writer.value("signalbox_target_ttft_samples", targetLabel(target),
                     std::to_string(score.speed(Speed::Ttft, 50, nowNs).samples));
}

void addRates(MetricsWriter &writer, const Scoreboard &scoreboard, qint64 nowNs)
{
    addFigure(writer, scoreboard, "signalbox_target_success_ratio",
              "Share of attempts that succeeded, time-decayed.",
              [nowNs](const TargetScore &score) { return score.successRate(nowNs); });
    addFigure(writer, scoreboard, "signalbox_target_success_ratio_bound",
              "Lower confidence bound of the success ratio.",
              [nowNs](const TargetScore &score) { return score.successRateBound(nowNs); });
    addFigure(writer, scoreboard, "signalbox_target_rate_limited_ratio",
              "Share of attempts that were rate-limited, time-decayed.",
              [nowNs](const TargetScore &score) { return score.rateLimitedRate(nowNs); });
    addFigure(writer, scoreboard, "signalbox_target_stall_ratio",
              "Share of attempts whose stream stopped moving, time-decayed.",
              [nowNs](const TargetScore &score) { return score.stallRate(nowNs); });
}

void addAvailability(MetricsWriter &writer, const Scoreboard &scoreboard, qint64 wallMs)
{
    constexpr std::string_view name = "signalbox_target_availability_ratio";
    writer.family(name, "gauge", "Share of attempts that found the target available.");
    for (const auto &[target, score] : scoreboard.scores()) {
        for (const Availability::Window window : Availability::windows) {
            const Figure figure = score.availability(window, wallMs);
            if (figure.isKnown())
                writer.value(name,
                             targetLabel(target) + ",window=\"" + std::string(windowName(window))
                                 + '"',
                             MetricsWriter::number(figure.value));
        }
    }
}

void addPaid(MetricsWriter &writer, const Scoreboard &scoreboard)
{
    addFigure(writer, scoreboard, "signalbox_target_output_tokens",
              "Mean output tokens of an answer.",
              [](const TargetScore &score) { return score.outputTokens(-1); });
    addFigure(writer, scoreboard, "signalbox_target_paid_input_usd_per_million",
              "US dollars paid for a million input tokens, caches included.",
              [](const TargetScore &score) { return score.paidInputPerMillion(); });
    addFigure(writer, scoreboard, "signalbox_target_paid_output_usd_per_million",
              "US dollars paid for a million output tokens.",
              [](const TargetScore &score) { return score.paidOutputPerMillion(); });
    addFigure(writer, scoreboard, "signalbox_target_cached_input_ratio",
              "Share of input tokens from the provider's cache.",
              [](const TargetScore &score) { return score.cachedInputShare(); });
}

std::string keyLabels(const KeyName &name)
{
    return MetricsWriter::label("provider", name.provider) + ",key=\"" + std::to_string(name.index)
        + '"';
}

/// Keys by their places: never a key itself.
void addKeys(MetricsWriter &writer, const Scoreboard &scoreboard, qint64 nowNs)
{
    const auto figure = [&](std::string_view name, std::string_view help, auto read) {
        writer.family(name, "gauge", help);
        for (const auto &[key, entry] : scoreboard.keys()) {
            if (const Figure found = read(entry.score); found.isKnown())
                writer.value(name, keyLabels(key), MetricsWriter::number(found.value));
        }
    };
    writer.family("signalbox_key_attempts_total", "counter", "Attempts with a provider's key.");
    for (const auto &[key, entry] : scoreboard.keys())
        writer.value("signalbox_key_attempts_total", keyLabels(key),
                     std::to_string(entry.score.attempts));
    figure("signalbox_key_success_ratio", "Share of attempts that succeeded, time-decayed.",
           [nowNs](const TargetScore &score) { return score.successRate(nowNs); });
    figure("signalbox_key_rate_limited_ratio",
           "Share of attempts that were rate-limited, time-decayed.",
           [nowNs](const TargetScore &score) { return score.rateLimitedRate(nowNs); });
    constexpr int median = 50;
    figure("signalbox_key_ttft_seconds", "Median time to the first byte over five minutes.",
           [nowNs](const TargetScore &score) {
               Figure ttft = score.speed(TargetScore::Speed::Ttft, median, nowNs);
               ttft.value /= msPerSecond;
               return ttft;
           });
}

void addAccuracy(MetricsWriter &writer, const Scoreboard &scoreboard)
{
    static const QStringList names = models::taskTypeNames();
    const auto figure = [&](std::string_view name, std::string_view help, auto read) {
        writer.family(name, "gauge", help);
        for (const auto &[target, score] : scoreboard.scores()) {
            for (int type = -1; type < names.size(); ++type) {
                const auto accuracy = scoreboard.accuracies().accuracy(target, type);
                if (accuracy.samples > 0)
                    writer.value(
                        name,
                        targetLabel(target) + ','
                            + MetricsWriter::label("task_type",
                                                   type < 0 ? QStringLiteral("all") : names[type]),
                        read(accuracy));
            }
        }
    };
    using Accuracy = AccuracyTable::Accuracy;
    figure("signalbox_target_accuracy", "Accuracy by type of task, 0 to 1.",
           [](const Accuracy &accuracy) { return MetricsWriter::number(accuracy.mean); });
    figure("signalbox_target_accuracy_bound", "Lower confidence bound of the accuracy.",
           [](const Accuracy &accuracy) { return MetricsWriter::number(accuracy.bound); });
    figure("signalbox_target_accuracy_samples", "Judgements that the accuracy rests on.",
           [](const Accuracy &accuracy) { return std::to_string(accuracy.samples); });
}

void addBreakers(MetricsWriter &writer, const Scoreboard &scoreboard, qint64 nowNs)
{
    const auto state = [nowNs](const Breaker &breaker) {
        return std::to_string(static_cast<int>(breaker.state(nowNs)));
    };
    const auto modelLabels = [](const ModelName &name) {
        return MetricsWriter::label("provider", name.provider) + ','
            + MetricsWriter::label("model", name.model);
    };
    writer.family("signalbox_key_breaker_state", "gauge", "0 closed, 1 open, 2 half-open.");
    for (const auto &[name, key] : scoreboard.keys())
        writer.value("signalbox_key_breaker_state", keyLabels(name), state(key.breaker));
    writer.family("signalbox_key_breaker_openings_total", "counter", "Openings of key breakers.");
    for (const auto &[name, key] : scoreboard.keys())
        writer.value("signalbox_key_breaker_openings_total", keyLabels(name),
                     std::to_string(key.breaker.openings()));
    writer.family("signalbox_model_breaker_state", "gauge", "0 closed, 1 open, 2 half-open.");
    for (const auto &[name, breaker] : scoreboard.modelBreakers())
        writer.value("signalbox_model_breaker_state", modelLabels(name), state(breaker));
    writer.family("signalbox_model_breaker_openings_total", "counter",
                  "Openings of model breakers.");
    for (const auto &[name, breaker] : scoreboard.modelBreakers())
        writer.value("signalbox_model_breaker_openings_total", modelLabels(name),
                     std::to_string(breaker.openings()));
    const auto keyModelLabels = [&](const KeyModelName &name) {
        return keyLabels(name.key) + ',' + MetricsWriter::label("model", name.model);
    };
    writer.family("signalbox_key_model_breaker_state", "gauge",
                  "Of keys at one model, after rate limits: 0 closed, 1 open, 2 half-open.");
    for (const auto &[name, breaker] : scoreboard.keyModelBreakers())
        writer.value("signalbox_key_model_breaker_state", keyModelLabels(name), state(breaker));
    writer.family("signalbox_key_model_breaker_openings_total", "counter",
                  "Openings of the breakers of keys at one model.");
    for (const auto &[name, breaker] : scoreboard.keyModelBreakers())
        writer.value("signalbox_key_model_breaker_openings_total", keyModelLabels(name),
                     std::to_string(breaker.openings()));
}

} // namespace

void addTargetMetrics(MetricsWriter &writer, const Scoreboard &scoreboard, MetricsMoment moment)
{
    addSpeeds(writer, scoreboard, moment.nowNs);
    addRates(writer, scoreboard, moment.nowNs);
    addAvailability(writer, scoreboard, moment.wallMs);
    addPaid(writer, scoreboard);
    addAccuracy(writer, scoreboard);
    addKeys(writer, scoreboard, moment.nowNs);
    addBreakers(writer, scoreboard, moment.nowNs);
}

} // namespace signalbox::routing
