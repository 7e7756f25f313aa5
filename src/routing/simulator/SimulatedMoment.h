// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Clock.h"
#include "models/routetests/RouteTests.h"

#include <QTimeZone>

#include <optional>

namespace signalbox::routing {

/// A clock that stands still.
class StoppedClock final : public models::Clock
{
public:
    StoppedClock(qint64 monotonicNs, qint64 wallMs)
        : m_monotonicNs(monotonicNs)
        , m_wallMs(wallMs)
    {}

    [[nodiscard]] qint64 monotonicNs() const override { return m_monotonicNs; }
    [[nodiscard]] qint64 wallMs() const override { return m_wallMs; }

private:
    qint64 m_monotonicNs;
    qint64 m_wallMs;
};

/// A moment, and the clock on the wall that rules go by.
struct SimulatedTime
{
    qint64 wallMs = 0;
    QTimeZone zone = QTimeZone::utc();

    bool operator==(const SimulatedTime &) const = default;
};

/// The moment of conditions that name none: Monday, 5 January 2026, at noon.
inline constexpr qint64 usualWallMs = 1'767'614'400'000;

/// The time that \a at names (RouteConditions::at): its digits are what a rule reads, wherever this
/// runs. Nothing for what is no time.
[[nodiscard]] std::optional<SimulatedTime> simulatedTime(const QString &at);

/// Chance that comes out the same for the same seed, in [0, 1); without one it stays in the middle.
class SeededChance final
{
public:
    explicit SeededChance(std::optional<quint32> seed)
        : m_isSeeded(seed.has_value())
        , m_state(seed.value_or(0))
    {}

    double operator()();

private:
    bool m_isSeeded;
    quint64 m_state;
};

} // namespace signalbox::routing
