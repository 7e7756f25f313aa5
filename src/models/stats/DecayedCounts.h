// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/stats/SavedTime.h"

#include <QtGlobal>

#include <cmath>

namespace signalbox::models {

/// Events of several kinds whose weight halves with time, so that shares of them follow what is
/// happening now without a jump when a window ends. A value; times are monotonic nanoseconds.
template<int kinds>
class DecayedCounts
{
public:
    static constexpr double halfLifeNs = 150e9;

    /// Counts one event for every set bit of \a mask.
    void add(unsigned mask, qint64 nowNs)
    {
        const double left = leftAt(nowNs);
        for (int kind = 0; kind < kinds; ++kind)
            m_counts[kind] = m_counts[kind] * left + static_cast<double>(mask >> kind & 1U);
        m_lastNs = std::max(m_lastNs, nowNs);
    }
    [[nodiscard]] double count(int kind, qint64 nowNs) const
    {
        return m_counts[kind] * leftAt(nowNs);
    }
    /// Shares need no clock: both sides have decayed alike. 0 without any event.
    [[nodiscard]] double share(int kind, int of) const
    {
        return m_counts[of] > 0 ? m_counts[kind] / m_counts[of] : 0;
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

    double m_counts[kinds] = {}; // NOLINT(modernize-avoid-c-arrays): indexed by a template's int
    qint64 m_lastNs = 0;
};

} // namespace signalbox::models
