// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/FieldCheck.h"

#include "routing/dialect/ConversationTools.h"

namespace signalbox::routing {

std::string FieldCheck::text(const Value &value, std::string_view path)
{
    if (!value)
        return {};
    const std::optional<std::string_view> text = asString(*value);
    if (!text)
        fail(path, "must be a string");
    return std::string(text.value_or(std::string_view()));
}

std::optional<qint64> FieldCheck::integer(const Value &value, std::string_view path)
{
    if (!value)
        return std::nullopt;
    const std::optional<qint64> whole = asInteger(*value);
    if (!whole)
        fail(path, "must be a whole number");
    return whole;
}

std::optional<double> FieldCheck::real(const Value &value, std::string_view path)
{
    if (!value)
        return std::nullopt;
    const std::optional<double> real = asReal(*value);
    if (!real)
        fail(path, "must be a number");
    return real;
}

std::optional<bool> FieldCheck::boolean(const Value &value, std::string_view path)
{
    if (!value)
        return std::nullopt;
    const std::optional<bool> truth = asBoolean(*value);
    if (!truth)
        fail(path, "must be true or false");
    return truth;
}

std::vector<Json> FieldCheck::array(const Value &value, std::string_view path)
{
    if (!value)
        return {};
    if (!value->is_array())
        fail(path, "must be an array");
    return asArray(*value);
}

std::vector<std::string> FieldCheck::texts(const Value &value, std::string_view path)
{
    std::vector<std::string> texts;
    for (const Json &item : array(value, path))
        texts.push_back(text(item, pathOf(path, texts.size())));
    return texts;
}

FieldCheck::Value FieldCheck::object(const Value &value, std::string_view path)
{
    if (!value || value->is_object())
        return value;
    fail(path, "must be an object");
    return std::nullopt;
}

std::string FieldCheck::objectJson(const Value &value, std::string_view path)
{
    const Value fields = object(value, path);
    return fields ? jsonText(*fields) : std::string();
}

void FieldCheck::fail(std::string_view path, std::string_view message)
{
    if (m_problem)
        return;
    m_problem = DialectError{
        .status = 400,
        .message = std::string("The field '").append(path).append("' ").append(message).append("."),
        .code = "invalid_value",
        .param = std::string(path)};
}

} // namespace signalbox::routing
