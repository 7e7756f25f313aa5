// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/stats/SavedTime.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <cmath>

namespace signalbox::models {

/// Events of several kinds whose weight halves with time, so that shares of them follow what is
/// happening now without a jump when a window ends. A value; times are monotonic nanoseconds.
template<std::size_t kinds>
class DecayedCounts
{
public:
    static constexpr double halfLifeNs = 150e9;

    /// Counts one event for every set bit of \a mask.
    void add(unsigned mask, qint64 nowNs)
    {
        const double left = leftAt(nowNs);
        for (std::size_t kind = 0; kind < kinds; ++kind)
            m_counts.at(kind) = m_counts.at(kind) * left + static_cast<double>(mask >> kind & 1U);
        m_lastNs = std::max(m_lastNs, nowNs);
    }
    [[nodiscard]] double count(std::size_t kind, qint64 nowNs) const
    {
        return m_counts.at(kind) * leftAt(nowNs);
    }
    /// Shares need no clock: both sides have decayed alike. 0 without any event.
    [[nodiscard]] double share(std::size_t kind, std::size_t of) const
    {
        return m_counts.at(of) > 0 ? m_counts.at(kind) / m_counts.at(of) : 0;
    }

    void write(VarintWriter &writer, const SavedTime &time) const
    {
        time.write(writer, m_lastNs);
        for (const double count : m_counts)
            writeReal(writer, count);
    }
    [[nodiscard]] bool read(VarintReader &reader, const SavedTime &time)
    {
        bool isValid = true;
        m_lastNs = time.read(reader);
        for (double &count : m_counts)
            count = readReal(reader, 0, 1e12, isValid);
        return isValid && reader.isValid();
    }

private:
    [[nodiscard]] double leftAt(qint64 nowNs) const
    {
        return nowNs <= m_lastNs ? 1
                                 : std::exp2(static_cast<double>(m_lastNs - nowNs) / halfLifeNs);
    }

    std::array<double, kinds> m_counts{};
    qint64 m_lastNs = 0;
};

} // namespace signalbox::models
