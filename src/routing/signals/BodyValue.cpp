// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/BodyValue.h"

#include "routing/http/HttpRequest.h"
#include "routing/signals/JsonUnescape.h"
#include "routing/signals/SurveyJson.h"
#include "routing/signals/Utf8.h"

#include <cmath>
#include <simdjson.h>

namespace signalbox::routing {

namespace ondemand = simdjson::ondemand;

namespace {

std::string_view withoutSpace(std::string_view token)
{
    return token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
}

BodyValue textOf(ondemand::value &value)
{
    const std::string_view token = withoutSpace(value.raw_json_token());
    if (token.size() < 2 || token.back() != '"')
        return {};
    std::string text;
    appendUnescaped(token.substr(1, token.size() - 2), text, mostBodyValue);
    return text;
}

BodyValue valueOf(ondemand::value &value)
{
    ondemand::json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return {};
    switch (type) {
    case ondemand::json_type::string:
        return textOf(value);
    case ondemand::json_type::boolean: {
        bool flag = false;
        return value.get_bool().get(flag) == simdjson::SUCCESS ? BodyValue(flag) : BodyValue();
    }
    case ondemand::json_type::number: {
        double number = 0;
        const bool isGood =
            value.get_double().get(number) == simdjson::SUCCESS && std::isfinite(number);
        return isGood ? BodyValue(number) : BodyValue();
    }
    case ondemand::json_type::object:
    case ondemand::json_type::array: {
        std::string_view json;
        if (simdjson::to_json_string(value).get(json) != simdjson::SUCCESS)
            return {};
        return std::string(cutAtCharacter(withoutSpace(json), mostBodyValue));
    }
    case ondemand::json_type::null:
        break;
    }
    return {};
}

BodyValue readWith(ondemand::parser &parser, const std::string &body, std::string_view pointer)
{
    ondemand::document document;
    const simdjson::padded_string_view padded(body.data(), body.size(),
                                              body.size() + PaddedBody::padding);
    ondemand::value value;
    if (parser.iterate(padded).get(document) != simdjson::SUCCESS
        || document.at_pointer(pointer).get(value) != simdjson::SUCCESS)
        return {};
    return valueOf(value);
}

} // namespace

BodyValue bodyValue(const std::string &body, std::string_view pointer)
{
    if (body.empty() || !pointer.starts_with('/'))
        return {};
    if (body.size() > keepParserBytes) {
        ondemand::parser parser;
        return readWith(parser, body, pointer);
    }
    thread_local ondemand::parser parser;
    return readWith(parser, body, pointer);
}

BodyValue metadataValue(const std::string &body, std::string_view key)
{
    std::string pointer = "/metadata/";
    for (const char byte : key) {
        if (byte == '~')
            pointer += "~0";
        else if (byte == '/')
            pointer += "~1";
        else
            pointer += byte;
    }
    return bodyValue(body, pointer);
}

} // namespace signalbox::routing
