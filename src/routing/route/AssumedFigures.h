// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Pool.h"
#include "models/routetests/RouteTests.h"
#include "routing/route/Figure.h"

namespace signalbox::routing {

// What a simulation takes of a target, in the figures that strategies and limits look at. Pure;
// unknown where the conditions do not say it.

/// Between and beyond two percentiles of the TTFT it is distributed log-normally, as times of
/// models roughly are; one alone counts as all of them. A whole attempt takes its TTFT and
/// \a outputTokens at the speed that is assumed.
[[nodiscard]] Figure assumedSpeed(const models::TargetConditions &target, models::Measure measure,
                                  int percentile, double outputTokens);
[[nodiscard]] Figure assumedSuccessRate(const models::TargetConditions &target);
/// What is safe to expect of it after as many samples.
[[nodiscard]] Figure assumedSuccessRateBound(const models::TargetConditions &target);
/// \a taskType is an index in taskTypeNames(), -1 unknown. What is assumed is what rules compare.
[[nodiscard]] Figure assumedAccuracy(const models::TargetConditions &target, int taskType);

} // namespace signalbox::routing
