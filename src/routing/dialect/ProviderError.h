// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ErrorClass.h"
#include "routing/provider/ProviderCall.h"

#include <QtGlobal>

#include <array>
#include <span>
#include <string_view>

namespace signalbox::routing {

/// What a provider's refusal means for routing.
struct ProviderRefusal
{
    models::ErrorClass errorClass = models::ErrorClass::None;
    /// False when trying the same target again cannot help: an empty account, or the provider says
    /// so (`x-should-retry: false`).
    bool mayRetry = true;
    /// How long the provider asks to wait, or -1. Read on 429, 503 and 529 only: some providers
    /// send `retry-after` with every answer.
    qint64 retryAfterMs = -1;
};

/// The value of the header called \a name (any case), or empty.
std::string_view headerValue(std::span<const HeaderView> headers, std::string_view name);

/// Reads the status, headers and body of an answer that is not 2xx, in any provider's shape.
/// \a nowMs is the wall clock, for dates.
ProviderRefusal readProviderRefusal(int status, std::span<const HeaderView> headers,
                                    std::string_view body, qint64 nowMs);

/// Milliseconds in \a text: "12", "1.5", "34s", "1m12s", "261ms", or an HTTP date after \a nowMs;
/// -1 when it is none of these.
qint64 waitMs(std::string_view text, qint64 nowMs);

/// The class of an error that came as an event of a 2xx stream, from its words alone.
models::ErrorClass classOfStreamError(std::string_view events);
/// What classOfStreamError() can answer.
inline constexpr std::array streamErrorClasses{
    models::ErrorClass::RateLimited,    models::ErrorClass::ServerError,
    models::ErrorClass::Timeout,        models::ErrorClass::Authentication,
    models::ErrorClass::ContextTooLong, models::ErrorClass::ContentFilter,
};

} // namespace signalbox::routing
