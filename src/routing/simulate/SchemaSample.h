// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/json/JsonField.h"

#include <string>

namespace signalbox::routing::simulate {

/// A JSON value that \a schema allows (JSON Schema, or the OpenAPI subset that Gemini takes).
/// Strings say "simulated" where the schema leaves the choice. Recursive schemas end early.
[[nodiscard]] std::string sampleOf(const Json &schema);
/// The same, but always an object: what the arguments of a tool have to be.
[[nodiscard]] std::string sampleObject(const std::optional<Json> &schema);

} // namespace signalbox::routing::simulate
