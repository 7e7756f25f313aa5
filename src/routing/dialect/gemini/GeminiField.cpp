// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiField.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

std::string snakeCase(std::string_view name)
{
    std::string snake;
    for (const char c : name) {
        if (isUpper(c)) {
            snake += '_';
            snake += static_cast<char>(c - 'A' + 'a');
        } else {
            snake += c;
        }
    }
    return snake;
}

} // namespace

std::optional<Json> geminiField(const Json &object, std::string_view name)
{
    std::optional<Json> value = field(object, name);
    if (!value && std::ranges::any_of(name, isUpper))
        value = field(object, snakeCase(name));
    return value;
}

std::string camelCase(std::string_view name)
{
    std::string camel;
    bool isRaised = false;
    for (const char c : name) {
        if (c == '_' && !camel.empty()) {
            isRaised = true;
            continue;
        }
        const bool isLower = c >= 'a' && c <= 'z';
        camel += isRaised && isLower ? static_cast<char>(c - 'a' + 'A') : c;
        isRaised = false;
    }
    return camel;
}

RestFields geminiRest(const Json &object, std::initializer_list<std::string_view> known,
                      std::string_view prefix)
{
    RestFields rest;
    simdjson::dom::object fields;
    if (object.get(fields) != simdjson::SUCCESS)
        return rest;
    for (const auto [key, value] : fields) {
        if (!value.is_null() && std::ranges::find(known, camelCase(key)) == known.end())
            rest.emplace_back(std::string(prefix).append(key), jsonText(value));
    }
    return rest;
}

} // namespace signalbox::routing
