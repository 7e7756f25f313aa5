// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/Scoreboard.h"

#include <cmath>
#include <numeric>

namespace signalbox::routing {

using models::ErrorClass;

namespace {

constexpr double usPerMs = 1000;
/// An attempt counts half after this long: recent enough to notice a slow provider, long enough not
/// to jump with every answer.
constexpr double halfLifeNs = 60e9;
/// With many attempts a second each one still moves the mean by this much.
constexpr double leastWeight = 0.02;

double decayed(double mean, double value, double elapsedNs)
{
    if (mean < 0)
        return value;
    const double weight = std::max(leastWeight, 1 - std::exp2(-elapsedNs / halfLifeNs));
    return mean + (value - mean) * weight;
}

} // namespace

qint64 TargetScore::ended() const
{
    return std::accumulate(byClass.begin(), byClass.end(), qint64{0});
}

double TargetScore::successShare() const
{
    const qint64 cancelled = byClass.at(static_cast<std::size_t>(ErrorClass::Cancelled));
    const qint64 counted = ended() - cancelled;
    return counted == 0 ? -1 : static_cast<double>(byClass.front()) / static_cast<double>(counted);
}

void TargetScore::attemptBegan()
{
    ++inFlight;
    ++attempts;
}

void TargetScore::attemptEnded(ErrorClass errorClass, qint64 firstByteUs, qint64 elapsedUs,
                               qint64 nowNs)
{
    --inFlight;
    ++byClass.at(static_cast<std::size_t>(errorClass));
    const auto sinceLast = static_cast<double>(nowNs - lastEndedNs);
    if (firstByteUs >= 0)
        ttftMs = decayed(ttftMs, static_cast<double>(firstByteUs) / usPerMs, sinceLast);
    if (errorClass == ErrorClass::None)
        totalMs = decayed(totalMs, static_cast<double>(elapsedUs) / usPerMs, sinceLast);
    lastEndedNs = nowNs;
}

} // namespace signalbox::routing
