// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/route/RouteWalk.h"

#include <QString>

namespace signalbox::routing {

/// Why the candidate of \a walk serves, in a few English words: "fastest of 3: ttft_ms p50 412".
QString chosenBecause(const RouteWalk &walk);

/// Names as the decision's JSON and the policy have them.
QLatin1String verdictName(RankedMember::Verdict verdict);
QLatin1String whyName(RankedMember::Why why);
QLatin1String obstacleName(MemberFigures::Obstacle obstacle);

} // namespace signalbox::routing
