// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cmath>
#include <numbers>
#include <random>

namespace signalbox::tests {

/// In [0, 1). Not std::uniform_real_distribution: its numbers differ between libraries.
inline double uniform(std::mt19937_64 &generator)
{
    return static_cast<double>(generator() >> 11U) * 0x1.0p-53;
}

inline double exponential(std::mt19937_64 &generator, double mean)
{
    return -std::log(1 - uniform(generator)) * mean;
}

inline double logNormal(std::mt19937_64 &generator, double mean, double spread)
{
    const double radius = std::sqrt(-2 * std::log(1 - uniform(generator)));
    const double normal = radius * std::cos(2 * std::numbers::pi * uniform(generator));
    return mean * std::exp(spread * normal - spread * spread / 2);
}

} // namespace signalbox::tests
