// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cmath>
#include <limits>

namespace signalbox::routing {

/// What is unknown.
inline constexpr double noFigure = std::numeric_limits<double>::quiet_NaN();

/// A figure of one target, and on how many measurements it rests.
struct Figure
{
    double value = noFigure;
    int samples = 0; ///< 0 with a value: it was declared, not measured

    [[nodiscard]] bool isKnown() const { return !std::isnan(value); }
};

} // namespace signalbox::routing
