// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/JsonField.h"

#include <cmath>

namespace signalbox::routing::simulate {

std::optional<Json> field(const Json &object, std::string_view key)
{
    Json value;
    if (object.at_key(key).get(value) != simdjson::SUCCESS || value.is_null())
        return std::nullopt;
    return value;
}

std::optional<std::string_view> asString(const Json &value)
{
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS)
        return std::nullopt;
    return text;
}

std::optional<qint64> asInteger(const Json &value)
{
    constexpr double exactLimit = 9007199254740992.0; // 2^53
    std::int64_t whole = 0;
    if (value.get(whole) == simdjson::SUCCESS)
        return whole;
    double real = 0;
    if (value.get(real) != simdjson::SUCCESS || std::abs(real) > exactLimit
        || std::trunc(real) != real)
        return std::nullopt;
    return static_cast<qint64>(real);
}

std::string_view stringField(const Json &object, std::string_view key)
{
    const std::optional<Json> value = field(object, key);
    return value ? asString(*value).value_or(std::string_view()) : std::string_view();
}

qint64 jsonLength(const Json &value)
{
    return static_cast<qint64>(simdjson::minify(value).size());
}

} // namespace signalbox::routing::simulate
