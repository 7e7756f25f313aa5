// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>

#include <optional>
#include <span>

namespace signalbox::models {

/// How often which latency was seen, in microseconds: 32 equal buckets within every power of two,
/// so that a quantile is off by at most 1/64 of its value, from one microsecond to one hour.
///
/// Histograms of different minutes, targets or processes are merged without loss, which is why
/// percentiles are never averaged. A value; keeps only the buckets between the smallest and the
/// largest latency seen. Not thread-safe.
class LatencyHistogram
{
public:
    static constexpr qint64 largestUs = 3'600'000'000;

    /// Negative latencies are unknown and leave no trace; longer ones than an hour count as one.
    void add(qint64 latencyUs);
    void merge(const LatencyHistogram &other);
    /// Takes out what was merged before; more than that leaves nothing.
    void subtract(const LatencyHistogram &other);
    void clear();

    [[nodiscard]] qint64 count() const { return m_count; }
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }
    /// The latency that a share \a q (0..1) of all do not exceed; nothing without any.
    [[nodiscard]] std::optional<qint64> quantile(double q) const;
    /// The same for rising \a shares in one walk: one latency for each, or -1 without any.
    void quantiles(std::span<const double> shares, std::span<qint64> latencies) const;

    /// A few bytes for every run of used buckets; fromBytes() gives the same histogram back, and
    /// nothing for bytes that are none.
    [[nodiscard]] QByteArray toBytes() const;
    static std::optional<LatencyHistogram> fromBytes(const QByteArray &bytes);

    bool operator==(const LatencyHistogram &other) const;

private:
    void cover(int bucket);
    void trim();

    qint64 m_count = 0;
    int m_first = 0; // bucket of m_counts[0]
    QList<quint32> m_counts; // shared until changed, so that a copy costs nothing
};

} // namespace signalbox::models
