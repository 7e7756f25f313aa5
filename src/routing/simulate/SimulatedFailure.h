// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"

#include <string>

namespace signalbox::routing::simulate {

enum class FailureKind : quint8 { BadRequest, NotFound, RateLimited, ServerError, Overloaded };

/// An error that a provider answers instead of an answer.
struct SimulatedFailure
{
    FailureKind kind = FailureKind::ServerError;
    std::string message;
    std::string parameter; ///< the field at fault, may be empty
};

/// The HTTP status that a provider of \a dialect uses for \a kind.
[[nodiscard]] int failureStatus(models::ClientDialect dialect, FailureKind kind);
/// The dialect's own error object. \a number makes the request id, where there is one in it.
[[nodiscard]] std::string failureBody(models::ClientDialect dialect,
                                      const SimulatedFailure &failure, quint64 number);

} // namespace signalbox::routing::simulate
