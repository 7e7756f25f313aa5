// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/stats/LatencyHistogram.h"
#include "models/stats/SavedTime.h"

#include <array>

namespace signalbox::models {

/// Latencies of the last five minutes: a ring of histograms of ten seconds each, and their sum.
///
/// A reading costs one walk through the sum after a change, and nothing until the next change. A
/// value; not thread-safe. Times are monotonic nanoseconds; one that goes back counts as the newest
/// that was seen.
class RollingHistogram
{
public:
    static constexpr qint64 slotNs = 10'000'000'000;
    static constexpr int slotCount = 30;
    static constexpr std::array<int, 5> percents{50, 75, 90, 95, 99};

    void add(qint64 latencyUs, qint64 nowNs);
    /// Latency in microseconds that \a percent (one of `percents`, else the next higher) of all do
    /// not exceed; -1 without any. Within the smallest and the largest that were added, but for the
    /// histogram's rounding.
    [[nodiscard]] qint64 percentileUs(int percent, qint64 nowNs) const;
    [[nodiscard]] qint64 count(qint64 nowNs) const;
    /// All of the window, to be merged with others.
    [[nodiscard]] const LatencyHistogram &sum(qint64 nowNs) const;

    void write(VarintWriter &writer, const SavedTime &time) const;
    /// False for bytes that are none; then it is empty.
    [[nodiscard]] bool read(VarintReader &reader, const SavedTime &time);

private:
    void advance(qint64 nowNs) const;
    void refresh() const;
    LatencyHistogram &slot(qint64 number) const;

    // Time passes for readers too: what is derived from it changes under const.
    mutable std::array<LatencyHistogram, slotCount> m_slots;
    mutable LatencyHistogram m_sum;
    mutable std::array<qint64, percents.size()> m_percentiles{};
    mutable qint64 m_newest = 0; // number of the newest slot since the clock began
    mutable qint64 m_validUntilNs = 0; // when the newest slot ends
    mutable bool m_hasBegun = false;
    mutable bool m_isStale = false;
};

} // namespace signalbox::models
