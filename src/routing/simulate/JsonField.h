// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <optional>
#include <simdjson.h>
#include <string_view>

namespace signalbox::routing::simulate {

using Json = simdjson::dom::element;

/// The field \a key of \a object; nothing when it is absent or null or \a object is no object.
[[nodiscard]] std::optional<Json> field(const Json &object, std::string_view key);
[[nodiscard]] std::optional<std::string_view> asString(const Json &value);
/// A whole number, also when it was written as 16.0.
[[nodiscard]] std::optional<qint64> asInteger(const Json &value);
[[nodiscard]] std::string_view stringField(const Json &object, std::string_view key);
/// Bytes of \a value as compact JSON.
[[nodiscard]] qint64 jsonLength(const Json &value);

} // namespace signalbox::routing::simulate
