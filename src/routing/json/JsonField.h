// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <optional>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

using Json = simdjson::dom::element;

/// The field \a key of \a object; nothing when it is absent or null or \a object is no object.
[[nodiscard]] std::optional<Json> field(const Json &object, std::string_view key);
[[nodiscard]] std::optional<std::string_view> asString(const Json &value);
/// A whole number, also when it was written as 16.0.
[[nodiscard]] std::optional<qint64> asInteger(const Json &value);
[[nodiscard]] std::string_view stringField(const Json &object, std::string_view key);
[[nodiscard]] std::optional<double> asReal(const Json &value);
[[nodiscard]] std::optional<bool> asBoolean(const Json &value);
[[nodiscard]] std::optional<qint64> integerField(const Json &object, std::string_view key);
[[nodiscard]] std::optional<double> realField(const Json &object, std::string_view key);
[[nodiscard]] std::optional<bool> booleanField(const Json &object, std::string_view key);
/// The items of the array \a key of \a object; empty when there is no such array.
[[nodiscard]] std::vector<Json> arrayField(const Json &object, std::string_view key);
/// The items of \a value; empty when it is no array.
[[nodiscard]] std::vector<Json> asArray(const Json &value);
/// \a value as compact JSON. Strings come out as they were read.
[[nodiscard]] std::string jsonText(const Json &value);
/// The field \a key of \a object as compact JSON; empty when it is absent or null.
[[nodiscard]] std::string jsonField(const Json &object, std::string_view key);
/// Bytes of \a value as compact JSON.
[[nodiscard]] qint64 jsonLength(const Json &value);

} // namespace signalbox::routing
