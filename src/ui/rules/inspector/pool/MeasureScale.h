// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Pool.h"

#include <QString>

namespace signalbox::ui {

/// How a measure is set by a slider: over which range, in which steps, and in which unit people
/// write it. A value.
class MeasureScale final
{
public:
    static constexpr int steps = 1000; ///< of the slider

    explicit MeasureScale(models::Measure measure);

    /// What people write: per cent for shares, else the unit of the measure.
    [[nodiscard]] double shown(double bound) const { return bound * m_factor; }
    [[nodiscard]] double bound(double shown) const { return shown / m_factor; }
    [[nodiscard]] QString prefix() const { return m_prefix; }
    [[nodiscard]] QString suffix() const { return m_suffix; }
    [[nodiscard]] int decimals() const { return m_decimals; }
    [[nodiscard]] double most() const; ///< that can be written

    /// The place of \a bound on the slider, at its ends for what lies beyond.
    [[nodiscard]] int place(double bound) const;
    /// A round bound near \a place.
    [[nodiscard]] double at(int place) const;

private:
    double m_least = 0; ///< of the slider, in the unit of the measure
    double m_most = 1;
    bool m_isLogarithmic = false;
    double m_factor = 1;
    int m_decimals = 0;
    QString m_prefix;
    QString m_suffix;
};

[[nodiscard]] bool hasPercentiles(models::Measure measure);
/// Whether more of it is better: a limit to begin with is a floor.
[[nodiscard]] bool isBetterAbove(models::Measure measure);

} // namespace signalbox::ui
