// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/json/JsonPlaces.h"

#include <algorithm>
#include <simdjson.h>

namespace signalbox::routing {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Behind the string whose first quote is at \a at.
std::size_t behindString(std::string_view text, std::size_t at)
{
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == '"')
            return at + 1;
    }
    return text.size();
}

std::size_t behindNested(std::string_view text, std::size_t at)
{
    std::size_t depth = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '"') {
            at = behindString(text, at);
            continue;
        }
        ++at;
        if (c == '{' || c == '[')
            ++depth;
        else if ((c == '}' || c == ']') && --depth == 0)
            return at;
    }
    return text.size();
}

std::size_t behindScalar(std::string_view text, std::size_t at)
{
    while (at < text.size() && !isSpace(text[at]) && text[at] != ',' && text[at] != '}'
           && text[at] != ']')
        ++at;
    return at;
}

bool begins(std::string_view text, JsonPlace place, char bracket)
{
    return place.size > 1 && place.end() <= text.size() && text[place.offset] == bracket;
}

} // namespace

std::size_t skipJsonSpace(std::string_view text, std::size_t at)
{
    while (at < text.size() && isSpace(text[at]))
        ++at;
    return at;
}

JsonPlace jsonValueAt(std::string_view text, std::size_t at)
{
    at = skipJsonSpace(text, at);
    if (at >= text.size())
        return {.offset = text.size(), .size = 0};
    std::size_t end = at;
    if (text[at] == '"')
        end = behindString(text, at);
    else if (text[at] == '{' || text[at] == '[')
        end = behindNested(text, at);
    else
        end = behindScalar(text, at);
    return {.offset = at, .size = std::min(end, text.size()) - at};
}

std::vector<JsonMember> jsonMembers(std::string_view text, JsonPlace object)
{
    std::vector<JsonMember> members;
    if (!begins(text, object, '{'))
        return members;
    std::size_t at = skipJsonSpace(text, object.offset + 1);
    while (at < object.end() && text[at] == '"') {
        const JsonPlace key = jsonValueAt(text, at);
        at = skipJsonSpace(text, key.end());
        if (at >= object.end() || text[at] != ':')
            break;
        const JsonPlace value = jsonValueAt(text, at + 1);
        members.push_back({.name = jsonUnquoted(key.in(text)), .key = key, .value = value});
        at = skipJsonSpace(text, value.end());
        if (at >= object.end() || text[at] != ',')
            break;
        at = skipJsonSpace(text, at + 1);
    }
    return members;
}

std::vector<JsonPlace> jsonItems(std::string_view text, JsonPlace array)
{
    std::vector<JsonPlace> items;
    if (!begins(text, array, '['))
        return items;
    std::size_t at = skipJsonSpace(text, array.offset + 1);
    while (at < array.end() && text[at] != ']') {
        const JsonPlace item = jsonValueAt(text, at);
        if (item.size == 0)
            break;
        items.push_back(item);
        at = skipJsonSpace(text, item.end());
        if (at >= array.end() || text[at] != ',')
            break;
        at = skipJsonSpace(text, at + 1);
    }
    return items;
}

std::string jsonUnquoted(std::string_view quoted)
{
    if (quoted.size() < 2 || quoted.front() != '"')
        return {};
    const std::string_view inside = quoted.substr(1, quoted.size() - 2);
    if (inside.find('\\') == std::string_view::npos)
        return std::string(inside);
    simdjson::dom::parser parser;
    std::string_view plain;
    if (parser.parse(std::string(quoted)).get(plain) != simdjson::SUCCESS)
        return std::string(inside);
    return std::string(plain);
}

} // namespace signalbox::routing
