// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Varint.h"

#include <QtEndian>

#include <bit>
#include <cmath>

namespace signalbox::models {

/// The same moment on the clock that never jumps and on the wall clock. Monotonic times mean
/// nothing after a restart: they are written as ages, and read as ages plus what has passed in
/// between.
struct SavedTime
{
    qint64 nowNs = 0;
    qint64 elapsedNs = 0; ///< since the writing, when reading; never negative

    void write(VarintWriter &writer, qint64 timeNs) const { writer.signedNumber(nowNs - timeNs); }
    [[nodiscard]] qint64 read(VarintReader &reader) const
    {
        // Damaged ages must not overflow: a century either way is as good as any.
        constexpr qint64 century = 3'155'760'000'000'000'000;
        return nowNs - elapsedNs - qBound(-century, reader.signedNumber(), century);
    }
};

inline void writeReal(VarintWriter &writer, double value)
{
    // The high bytes of a double are the busy ones: swapped, round numbers are short.
    writer.number(qbswap(std::bit_cast<quint64>(value)));
}

/// A finite number within \a least and \a most, or \a least and an invalid reader.
inline double readReal(VarintReader &reader, double least, double most, bool &isValid)
{
    const auto value = std::bit_cast<double>(qbswap(reader.number()));
    if (std::isfinite(value) && value >= least && value <= most)
        return value;
    isValid = false;
    return least;
}

} // namespace signalbox::models
