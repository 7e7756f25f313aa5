// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonTree.h"
#include "models/traffic/ExchangeRecord.h"
#include "routing/http/HttpRequest.h"

#include <QString>

#include <optional>

namespace signalbox::routing {

/// Where the client of \a record posted its request to, as far as its dialect and the members of
/// its \a body tell: a record does not hold the path.
[[nodiscard]] QString pathOfExchange(const models::ExchangeRecord &record,
                                     const models::JsonValue &body);

/// The request of \a record as it came, but for keys and cookies, which are not kept. Nothing when
/// it was not kept, or not whole.
[[nodiscard]] std::optional<HttpRequest> requestOfExchange(const models::ExchangeRecord &record);

} // namespace signalbox::routing
