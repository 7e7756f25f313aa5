// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"
#include "routing/dialect/Endpoint.h"
#include "routing/dialect/editing/SplicedJson.h"

#include <string>
#include <string_view>

namespace signalbox::routing {

/// Puts \a text into the system prompt of \a json, the body of a request for \a endpoint; see
/// editRequest(). Gives a sentence when that cannot be done; \a json is unchanged then.
[[nodiscard]] std::string editSystemPrompt(SplicedJson &json, const Endpoint &endpoint,
                                           std::string_view text,
                                           models::SystemPrompt::Place place);

} // namespace signalbox::routing
