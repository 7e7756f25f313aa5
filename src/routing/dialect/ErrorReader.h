// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/DialectError.h"

#include <string_view>

namespace signalbox::routing {

/// Reads a provider's refusal, in whichever of the many shapes it comes: the provider's own words
/// survive, \a fallback stands in where it has none (an empty body, a page).
DialectError readErrorBody(int status, std::string_view body, std::string_view fallback);

} // namespace signalbox::routing
