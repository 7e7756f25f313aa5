// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// A request as Gemini's clients make it. Its model and whether it streams stand in its path, so
/// they come from \a context. Calls without an id, and their results, get ids made up here: most
/// other dialects match by id.
RequestReading readGeminiRequest(const Json &body, const RequestContext &context);

/// Whether \a id was made up by readGeminiRequest().
bool isMadeUpGeminiId(std::string_view id);

} // namespace signalbox::routing
