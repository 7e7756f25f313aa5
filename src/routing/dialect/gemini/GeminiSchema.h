// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/json/JsonField.h"

#include <string>

namespace signalbox::routing {

/// JSON Schema for a schema in Gemini's older notation, a subset of OpenAPI 3.0: types in capitals,
/// `nullable`, counts as strings, names in snake case. What is JSON Schema already stays so.
std::string jsonSchemaFromGemini(const Json &schema);

} // namespace signalbox::routing
