// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <optional>
#include <simdjson.h>
#include <string_view>

namespace signalbox::routing {

/// For a body above this a parser's memory is not kept for the next request.
inline constexpr std::size_t keepParserBytes = 4UL * 1024 * 1024;

/// null for what cannot be told.
simdjson::ondemand::json_type typeOf(simdjson::ondemand::value &value);
/// A finite number.
std::optional<double> finiteNumber(simdjson::ondemand::value &value);
bool isTrue(simdjson::ondemand::value &value);
/// The inside of a string's quotes as it stands in the body; empty when \a value is no string.
std::string_view rawString(simdjson::ondemand::value &value);

/// Calls \a visit with key and value of every member of \a value while all goes well. False when
/// the JSON is damaged; a value that is no object has no members.
template<typename Visit>
bool forEachMember(simdjson::ondemand::value &value, Visit visit)
{
    simdjson::ondemand::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS)
        return true;
    for (auto field : object) {
        std::string_view key;
        simdjson::ondemand::value member;
        if (field.error() != simdjson::SUCCESS
            || field.unescaped_key().get(key) != simdjson::SUCCESS
            || field.value().get(member) != simdjson::SUCCESS || !visit(key, member))
            return false;
    }
    return true;
}

/// The same for the elements of an array.
template<typename Visit>
bool forEachElement(simdjson::ondemand::value &value, Visit visit)
{
    simdjson::ondemand::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS)
        return true;
    for (auto element : array) {
        simdjson::ondemand::value one;
        if (element.get(one) != simdjson::SUCCESS || !visit(one))
            return false;
    }
    return true;
}

} // namespace signalbox::routing
