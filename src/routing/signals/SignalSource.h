// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Signal.h"

#include <QtGlobal>

#include <string>
#include <string_view>
#include <variant>

namespace signalbox::routing {

/// The value of a signal for one request: missing, a flag, a number, or UTF-8 text that lives as
/// long as its source.
using SignalReading = std::variant<std::monostate, bool, double, std::string_view>;

/// A signal that was compiled from a policy: its argument in the form that lookups need.
struct SignalQuery
{
    models::SignalKind kind = models::SignalKind::Model;
    std::string argument; ///< UTF-8: header name in lower case, metadata key, JSON pointer
    int slot = 0; ///< its place among all queries of the plan: readings are remembered by it

    bool operator==(const SignalQuery &) const = default;
};

/// Where the walk through a route graph reads signals: each is computed when it is first asked for,
/// and remembered. Lives on one thread, for one request; does no I/O.
class SignalSource
{
public:
    SignalSource() = default;
    virtual ~SignalSource() = default;
    Q_DISABLE_COPY_MOVE(SignalSource)

    [[nodiscard]] virtual SignalReading read(const SignalQuery &query) = 0;
};

} // namespace signalbox::routing
