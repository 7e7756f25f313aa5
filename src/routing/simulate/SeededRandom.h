// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <string_view>

namespace signalbox::routing::simulate {

/// SplitMix64: small, fast, and the same on every machine, unlike the standard distributions.
class SeededRandom final
{
public:
    explicit SeededRandom(quint64 state)
        : m_state(state)
    {}

    quint64 next()
    {
        m_state += 0x9E3779B97F4A7C15U;
        quint64 mixed = m_state;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31U);
    }
    /// Uniform in [0, 1).
    double share() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
    /// Uniform in [0, \a bound); \a bound must not be 0.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }

private:
    quint64 m_state;
};

/// FNV-1a of \a text, begun from \a seed.
constexpr quint64 hashText(std::string_view text, quint64 seed)
{
    quint64 hash = 0xCBF29CE484222325U ^ (seed * 0x9E3779B97F4A7C15U);
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    return hash;
}

} // namespace signalbox::routing::simulate
