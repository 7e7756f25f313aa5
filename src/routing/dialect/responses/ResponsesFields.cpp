// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesFields.h"

namespace signalbox::routing {

std::string pathIn(std::string_view path, std::string_view key)
{
    return path.empty() ? std::string(key) : std::string(path).append(".").append(key);
}

std::string ResponsesFields::text(const Json &object, std::string_view key, std::string_view path)
{
    const auto value = field(object, key);
    if (!value)
        return {};
    if (const auto string = asString(*value))
        return std::string(*string);
    refuseType(pathIn(path, key), "a string");
    return {};
}

std::string ResponsesFields::requiredText(const Json &object, std::string_view key,
                                          std::string_view path)
{
    if (!field(object, key))
        refuseMissing(pathIn(path, key));
    return text(object, key, path);
}

std::optional<qint64> ResponsesFields::integer(const Json &object, std::string_view key,
                                               std::string_view path)
{
    const auto value = field(object, key);
    const auto whole = value ? asInteger(*value) : std::nullopt;
    if (value && !whole)
        refuseType(pathIn(path, key), "an integer");
    return whole;
}

std::optional<double> ResponsesFields::real(const Json &object, std::string_view key,
                                            std::string_view path)
{
    const auto value = field(object, key);
    const auto number = value ? asReal(*value) : std::nullopt;
    if (value && !number)
        refuseType(pathIn(path, key), "a number");
    return number;
}

std::optional<bool> ResponsesFields::boolean(const Json &object, std::string_view key,
                                             std::string_view path)
{
    const auto value = field(object, key);
    const auto truth = value ? asBoolean(*value) : std::nullopt;
    if (value && !truth)
        refuseType(pathIn(path, key), "a boolean");
    return truth;
}

std::optional<Json> ResponsesFields::object(const Json &object, std::string_view key,
                                            std::string_view path)
{
    auto value = field(object, key);
    if (!value || value->is_object())
        return value;
    refuseType(pathIn(path, key), "an object");
    return std::nullopt;
}

std::vector<Json> ResponsesFields::list(const Json &object, std::string_view key,
                                        std::string_view path)
{
    const auto value = field(object, key);
    if (value && !value->is_array())
        refuseType(pathIn(path, key), "a list");
    return value ? asArray(*value) : std::vector<Json>();
}

void ResponsesFields::refuse(std::string path, std::string message, std::string_view code)
{
    if (!m_problem)
        m_problem = DialectError{.status = 400,
                                 .message = std::move(message),
                                 .code = std::string(code),
                                 .param = std::move(path)};
}

void ResponsesFields::refuseType(const std::string &path, std::string_view expected)
{
    refuse(path,
           std::string("Invalid type for '").append(path).append("': expected ").append(expected)
               + ".",
           "invalid_type");
}

void ResponsesFields::refuseMissing(const std::string &path)
{
    refuse(path, "Missing required parameter: '" + path + "'.", "missing_required_parameter");
}

} // namespace signalbox::routing
