// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/json/JsonText.h"

#include <array>
#include <charconv>

namespace signalbox::routing {

namespace {

constexpr std::string_view hexDigits = "0123456789abcdef";

bool needsEscape(char c)
{
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20U;
}

void appendEscape(std::string &out, char c)
{
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        out += "\\u00";
        out += hexDigits[static_cast<unsigned char>(c) >> 4U];
        out += hexDigits[static_cast<unsigned char>(c) & 0xFU];
    }
}

template<typename Number>
void appendNumber(std::string &out, Number value)
{
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
}

} // namespace

void appendEscaped(std::string &out, std::string_view utf8)
{
    std::size_t plain = 0;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        if (!needsEscape(utf8[i]))
            continue;
        out += utf8.substr(plain, i - plain);
        appendEscape(out, utf8[i]);
        plain = i + 1;
    }
    out += utf8.substr(plain);
}

void appendString(std::string &out, std::string_view utf8)
{
    out += '"';
    appendEscaped(out, utf8);
    out += '"';
}

void appendInteger(std::string &out, qint64 value)
{
    appendNumber(out, value);
}

void appendReal(std::string &out, double value)
{
    appendNumber(out, value);
}

void appendReal(std::string &out, float value)
{
    appendNumber(out, value);
}

void appendHex(std::string &out, quint64 value)
{
    for (int shift = 60; shift >= 0; shift -= 4)
        out += hexDigits[(value >> static_cast<unsigned>(shift)) & 0xFU];
}

} // namespace signalbox::routing
