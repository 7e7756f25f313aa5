// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/json/JsonField.h"

#include <cmath>

namespace signalbox::routing {

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

std::optional<double> asReal(const Json &value)
{
    double real = 0;
    if (value.get(real) != simdjson::SUCCESS)
        return std::nullopt;
    return real;
}

std::optional<bool> asBoolean(const Json &value)
{
    bool truth = false;
    if (value.get(truth) != simdjson::SUCCESS)
        return std::nullopt;
    return truth;
}

std::optional<qint64> integerField(const Json &object, std::string_view key)
{
    const std::optional<Json> value = field(object, key);
    return value ? asInteger(*value) : std::nullopt;
}

std::optional<double> realField(const Json &object, std::string_view key)
{
    const std::optional<Json> value = field(object, key);
    return value ? asReal(*value) : std::nullopt;
}

std::optional<bool> booleanField(const Json &object, std::string_view key)
{
    const std::optional<Json> value = field(object, key);
    return value ? asBoolean(*value) : std::nullopt;
}

std::vector<Json> asArray(const Json &value)
{
    simdjson::dom::array array;
    if (value.get(array) != simdjson::SUCCESS)
        return {};
    return {array.begin(), array.end()};
}

std::vector<Json> arrayField(const Json &object, std::string_view key)
{
    const std::optional<Json> value = field(object, key);
    return value ? asArray(*value) : std::vector<Json>();
}

std::string jsonText(const Json &value)
{
    return simdjson::minify(value);
}

std::string jsonField(const Json &object, std::string_view key)
{
    const std::optional<Json> value = field(object, key);
    return value ? jsonText(*value) : std::string();
}

qint64 jsonLength(const Json &value)
{
    return static_cast<qint64>(simdjson::minify(value).size());
}

} // namespace signalbox::routing
