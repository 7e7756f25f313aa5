// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLocale>
#include <QString>

#include <cmath>

namespace signalbox::models {

/// \a number as people write it, 100000 and not 1e+05, and so that it reads back as itself.
/// Exponents are left to what would be rows of zeros.
[[nodiscard]] inline QString plainNumber(double number)
{
    constexpr double longest = 1e15;
    constexpr double shortest = 1e-6;
    const double size = std::abs(number);
    const bool isPlain = size == 0 || (size >= shortest && size < longest);
    return QString::number(number, isPlain ? 'f' : 'g', QLocale::FloatingPointShortest);
}

} // namespace signalbox::models
