// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/anthropic/FieldChecker.h"

namespace signalbox::routing {

std::string FieldChecker::join(std::string_view path, std::string_view key)
{
    if (path.empty())
        return std::string(key);
    return std::string(path).append(".").append(key);
}

void FieldChecker::wrong(std::string_view path, std::string_view demand)
{
    if (m_problem)
        return;
    const std::string_view what = path.empty() ? std::string_view("The request") : path;
    m_problem = DialectError{.status = 400,
                             .message = std::string(what).append(" ").append(demand).append("."),
                             .param = std::string(path)};
}

std::string FieldChecker::text(const Json &object, std::string_view key, std::string_view path)
{
    const std::optional<Json> value = field(object, key);
    if (!value)
        return {};
    const std::optional<std::string_view> text = asString(*value);
    if (!text)
        wrong(join(path, key), "must be a string");
    return std::string(text.value_or(std::string_view()));
}

std::string FieldChecker::demandedText(const Json &object, std::string_view key,
                                       std::string_view path)
{
    if (!field(object, key))
        wrong(join(path, key), "is missing");
    return text(object, key, path);
}

std::optional<qint64> FieldChecker::integer(const Json &object, std::string_view key,
                                            std::string_view path)
{
    const std::optional<Json> value = field(object, key);
    if (!value)
        return std::nullopt;
    const std::optional<qint64> number = asInteger(*value);
    if (!number)
        wrong(join(path, key), "must be a whole number");
    return number;
}

std::optional<double> FieldChecker::real(const Json &object, std::string_view key,
                                         std::string_view path)
{
    const std::optional<Json> value = field(object, key);
    if (!value)
        return std::nullopt;
    const std::optional<double> number = asReal(*value);
    if (!number)
        wrong(join(path, key), "must be a number");
    return number;
}

std::optional<bool> FieldChecker::boolean(const Json &object, std::string_view key,
                                          std::string_view path)
{
    const std::optional<Json> value = field(object, key);
    if (!value)
        return std::nullopt;
    const std::optional<bool> truth = asBoolean(*value);
    if (!truth)
        wrong(join(path, key), "must be true or false");
    return truth;
}

std::optional<Json> FieldChecker::object(const Json &object, std::string_view key,
                                         std::string_view path)
{
    std::optional<Json> value = field(object, key);
    if (value && !isObject(*value, join(path, key)))
        return std::nullopt;
    return value;
}

std::vector<Json> FieldChecker::list(const Json &object, std::string_view key,
                                     std::string_view path)
{
    const std::optional<Json> value = field(object, key);
    if (!value)
        return {};
    if (!value->is_array())
        wrong(join(path, key), "must be a list");
    return asArray(*value);
}

bool FieldChecker::isObject(const Json &value, std::string_view path)
{
    if (value.is_object())
        return true;
    wrong(path, "must be an object");
    return false;
}

} // namespace signalbox::routing
