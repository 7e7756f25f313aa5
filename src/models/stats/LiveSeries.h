// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Money.h"
#include "models/stats/LatencyHistogram.h"
#include "models/traffic/ExchangeRecord.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace signalbox::models {

/// What happened within one step of time. Sums of several bins are made with merge().
struct TrafficBin
{
    qint64 startMs = 0;
    qint64 requests = 0; ///< of clients; shadows and health probes count as cost only
    qint64 errors = 0; ///< refused, failed and broken ones; a client that left is no error
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;
    Money cost;
    Money saved; ///< by answers from a cache
    qint64 estimatedCosts = 0; ///< exchanges whose cost is an estimate of ours
    qint64 unknownCosts = 0; ///< exchanges whose cost is unknown and not in `cost`
    LatencyHistogram ttft;
    LatencyHistogram total; ///< of successful exchanges

    void add(const ExchangeRecord &record);
    void merge(const TrafficBin &other);
};

/// The figures of a range as a whole. Nothing is unknown: no such measurement was made.
struct TrafficSummary
{
    qint64 requests = 0;
    qint64 errors = 0;
    double requestsPerSecond = 0; ///< over the range, or the time since the first request
    double currentPerSecond = 0; ///< over the last five whole seconds
    std::optional<double> errorShare; ///< 0..1
    std::optional<qint64> ttftP50Us;
    std::optional<qint64> ttftP95Us;
    std::optional<qint64> ttftP99Us;
    std::optional<qint64> totalP50Us;
    std::optional<qint64> totalP95Us;
    std::optional<qint64> totalP99Us;
    Money cost;
    Money saved; ///< by answers from a cache
    std::optional<double> costPerHour; ///< US dollars; nothing when no cost is known
    qint64 estimatedCosts = 0;
    qint64 unknownCosts = 0;
    qint64 inputTokens = 0;
    qint64 outputTokens = 0;
};

/// The recent past in memory, overall and per target: what the live charts draw.
///
/// Lives on the GUI thread and is fed there. An exchange counts at the time it finished. Memory is
/// bounded: rings of bins, and one series for all targets after the first sixteen.
class LiveSeries
{
public:
    enum class Range : quint8 {
        FiveMinutes, ///< 300 bins of one second
        Hour, ///< 360 bins of ten seconds
        Day, ///< 1440 bins of one minute
    };
    static constexpr int targetLimit = 16;

    /// The series of all targets beyond the limit.
    static QString otherTargets();
    static qint64 binMs(Range range);
    static int binCount(Range range);

    LiveSeries();
    ~LiveSeries();
    Q_DISABLE_COPY_MOVE(LiveSeries)

    void add(const RecordBatch &batch);
    void add(const ExchangeRecord &record);
    void clear();

    /// Every bin of the range that ends with the bin of \a nowMs, oldest first, empty ones too.
    /// An empty \a target is all of them; the bins of an unknown target are empty.
    [[nodiscard]] QList<TrafficBin> bins(Range range, const QString &target, qint64 nowMs) const;
    [[nodiscard]] TrafficSummary summary(Range range, qint64 nowMs) const;
    [[nodiscard]] TrafficSummary summary(Range range, const QString &target, qint64 nowMs) const;
    /// Targets in the order they were first seen.
    [[nodiscard]] const QStringList &targets() const { return m_targets; }

private:
    struct Series;

    Series &seriesOf(const QString &target);
    [[nodiscard]] const Series *findSeries(const QString &target) const;

    std::unique_ptr<Series> m_all;
    std::vector<std::unique_ptr<Series>> m_series; // as m_targets
    QHash<QString, Series *> m_byTarget;
    QStringList m_targets;
};

} // namespace signalbox::models
