// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulator/SimulatedMoment.h"

#include <QDateTime>

namespace signalbox::routing {

std::optional<SimulatedTime> simulatedTime(const QString &at)
{
    QDateTime time = QDateTime::fromString(at, Qt::ISODate);
    if (!time.isValid())
        return std::nullopt;
    // Without an offset the digits stand for themselves: no machine's summer time moves them.
    if (time.timeSpec() == Qt::LocalTime)
        time = QDateTime(time.date(), time.time(), Qt::UTC);
    const int offset = time.offsetFromUtc();
    return SimulatedTime{.wallMs = time.toMSecsSinceEpoch(),
                         .zone = offset == 0 ? QTimeZone::utc() : QTimeZone(offset)};
}

double SeededChance::operator()()
{
    if (!m_isSeeded)
        return 0.5;
    // SplitMix64 (Steele, Lea, Flood 2014): the same on every machine, unlike the distributions of
    // the standard library.
    m_state += 0x9e3779b97f4a7c15U;
    quint64 mixed = m_state;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    mixed ^= mixed >> 31U;
    constexpr double unit = 1.0 / 9007199254740992.0; // 2^-53
    return static_cast<double>(mixed >> 11U) * unit;
}

} // namespace signalbox::routing
