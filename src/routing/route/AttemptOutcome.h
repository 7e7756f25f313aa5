// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Money.h"
#include "models/traffic/ErrorClass.h"
#include "models/traffic/TokenUsage.h"

#include <optional>

namespace signalbox::routing {

/// What an attempt paid, apart for both directions; input includes what caches cost.
struct PaidCost
{
    models::Money input;
    models::Money output;
};

/// How an attempt ended: known at the end of a stream, never at its beginning.
struct AttemptOutcome
{
    models::ErrorClass errorClass = models::ErrorClass::None;
    qint64 ttftUs = -1; ///< to the first byte of an answer, -1 without one
    qint64 totalUs = 0; ///< for a timeout: as long as was waited
    models::TokenUsage usage{};
    std::optional<PaidCost> cost{}; ///< nothing when no price is known
    bool isStream = false; ///< tokens came one by one
    bool isStalled = false; ///< a stream that had begun stopped moving
    bool hasOtherKey = false; ///< another key of the provider may still do it
    int taskType = -1; ///< index in taskTypeNames(), -1 unknown
    qint64 retryAfterMs = -1; ///< what the provider asked for, -1 nothing
    qint64 nowNs = 0; ///< monotonic
    qint64 wallMs = 0; ///< since 1970, for what outlives a restart
};

} // namespace signalbox::routing
