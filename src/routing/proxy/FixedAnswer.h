// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/proxy/ClientCall.h"

#include <optional>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// The body of an answer that says \a text, in the client's dialect: whole, or all events of a
/// stream. Nothing where the client asked for no conversation. Costs no tokens, and says so.
/// \a nowS: seconds since 1970.
std::optional<std::string> fixedAnswer(const ClientCall &call, std::string_view text,
                                       std::string_view exchangeId, qint64 nowS);

} // namespace signalbox::routing
