// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Conversation.h"
#include "routing/json/JsonField.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// The field \a name of \a object, in either of the spellings Gemini takes: `maxOutputTokens` and
/// `max_output_tokens`. Nothing when it is absent or null.
std::optional<Json> geminiField(const Json &object, std::string_view name);
/// The fields of \a object that are not null and whose names are not among \a known, however
/// spelled; each with \a prefix before its name.
RestFields geminiRest(const Json &object, std::initializer_list<std::string_view> known,
                      std::string_view prefix = {});
/// `google_search` as `googleSearch`.
std::string camelCase(std::string_view name);

} // namespace signalbox::routing
