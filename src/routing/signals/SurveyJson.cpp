// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/SurveyJson.h"

#include <cmath>

namespace signalbox::routing {

namespace ondemand = simdjson::ondemand;

ondemand::json_type typeOf(ondemand::value &value)
{
    ondemand::json_type type{};
    return value.type().get(type) == simdjson::SUCCESS ? type : ondemand::json_type::null;
}

std::optional<double> finiteNumber(ondemand::value &value)
{
    double number = 0;
    if (typeOf(value) != ondemand::json_type::number
        || value.get_double().get(number) != simdjson::SUCCESS || !std::isfinite(number))
        return std::nullopt;
    return number;
}

bool isTrue(ondemand::value &value)
{
    bool flag = false;
    return value.get_bool().get(flag) == simdjson::SUCCESS && flag;
}

std::string_view rawString(ondemand::value &value)
{
    if (typeOf(value) != ondemand::json_type::string)
        return {};
    std::string_view token = value.raw_json_token();
    token = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
    if (token.size() < 2 || token.back() != '"')
        return {};
    return token.substr(1, token.size() - 2);
}

} // namespace signalbox::routing
