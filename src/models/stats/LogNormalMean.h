// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/stats/SavedTime.h"

#include <algorithm>
#include <cmath>

namespace signalbox::models {

/// Mean of something positive whose logarithm is about normal, as lengths of answers are: moving
/// averages of the logarithm's mean and variance. One huge answer moves it less than it would move
/// an arithmetic mean. A value.
class LogNormalMean
{
public:
    void add(double value)
    {
        if (!(value > 0))
            return;
        m_count = std::min(m_count + 1, mostCounted);
        const double weight = std::max(leastWeight, 1.0 / static_cast<double>(m_count));
        const double difference = std::log(value) - m_mean;
        m_mean += weight * difference;
        // West (1979): the variance of a weighted moving mean, one value at a time.
        m_variance = (1 - weight) * (m_variance + weight * difference * difference);
    }
    [[nodiscard]] int count() const { return m_count; }
    /// exp(mean + variance / 2), the mean of a log-normal distribution; 0 without any.
    [[nodiscard]] double mean() const
    {
        return m_count == 0 ? 0 : std::exp(m_mean + m_variance / 2);
    }

    void write(VarintWriter &writer) const
    {
        writer.number(static_cast<quint64>(m_count));
        writeReal(writer, m_mean);
        writeReal(writer, m_variance);
    }
    [[nodiscard]] bool read(VarintReader &reader)
    {
        bool isValid = true;
        m_count = static_cast<int>(std::min<quint64>(reader.number(), mostCounted));
        m_mean = readReal(reader, -50, 50, isValid);
        m_variance = readReal(reader, 0, 100, isValid);
        return isValid && reader.isValid();
    }

private:
    static constexpr int mostCounted = 1'000'000;
    static constexpr double leastWeight = 0.05;

    int m_count = 0;
    double m_mean = 0; // of the logarithm
    double m_variance = 0;
};

} // namespace signalbox::models
