// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"

#include <algorithm>
#include <array>

namespace signalbox::models {

/// The classes of failure that a step of a fallback may be for, in the order of the policy's
/// schema. A success and a client that left lead nowhere.
inline constexpr std::array fallbackErrorClasses{
    ErrorClass::RateLimited,   ErrorClass::ServerError,    ErrorClass::Timeout,
    ErrorClass::Connection,    ErrorClass::Authentication, ErrorClass::ContextTooLong,
    ErrorClass::ContentFilter, ErrorClass::BadRequest,     ErrorClass::NotFound,
};

/// Whether another target may help after such a failure: what a step without `on` is for.
constexpr bool mayAnotherTargetHelp(ErrorClass errorClass)
{
    return errorClass != ErrorClass::None && errorClass != ErrorClass::BadRequest
        && errorClass != ErrorClass::Cancelled;
}

/// Whether \a step, which is not the first, is entered after such a failure.
inline bool isFor(const FallbackStep &step, ErrorClass errorClass)
{
    return step.on.empty() ? mayAnotherTargetHelp(errorClass)
                           : std::ranges::find(step.on, errorClass) != step.on.end();
}

} // namespace signalbox::models
