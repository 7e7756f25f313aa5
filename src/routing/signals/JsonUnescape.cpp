// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/JsonUnescape.h"

#include "routing/signals/Utf8.h"

#include <algorithm>
#include <charconv>

namespace signalbox::routing {

namespace {

constexpr char32_t firstSurrogate = 0xD800;
constexpr char32_t firstLowSurrogate = 0xDC00;
constexpr char32_t behindSurrogates = 0xE000;

void appendCharacter(std::string &text, char32_t character)
{
    if (character < 0x80U) {
        text += static_cast<char>(character);
        return;
    }
    if (character < 0x800U) {
        text += static_cast<char>(0xC0U | (character >> 6U));
    } else {
        if (character < 0x10000U) {
            text += static_cast<char>(0xE0U | (character >> 12U));
        } else {
            text += static_cast<char>(0xF0U | (character >> 18U));
            text += static_cast<char>(0x80U | ((character >> 12U) & 0x3FU));
        }
        text += static_cast<char>(0x80U | ((character >> 6U) & 0x3FU));
    }
    text += static_cast<char>(0x80U | (character & 0x3FU));
}

/// The code unit that \a escaped begins with, as four hexadecimal digits; nothing else has its
/// value.
char32_t codeUnit(std::string_view escaped)
{
    constexpr std::size_t digits = 4;
    unsigned value = 0;
    const std::string_view hex = escaped.substr(0, digits);
    const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
    const bool isWhole =
        hex.size() == digits && error == std::errc() && end == hex.data() + hex.size();
    return isWhole ? static_cast<char32_t>(value) : replacementCharacter;
}

/// The character behind `\u`; \a position moves from its digits behind them.
char32_t unicodeEscape(std::string_view escaped, std::size_t &position)
{
    const char32_t unit = codeUnit(escaped.substr(position));
    position = std::min(position + 4, escaped.size());
    if (unit < firstSurrogate || unit >= behindSurrogates)
        return unit;
    if (unit >= firstLowSurrogate || escaped.substr(position, 2) != "\\u")
        return replacementCharacter;
    const char32_t low = codeUnit(escaped.substr(position + 2));
    if (low < firstLowSurrogate || low >= behindSurrogates)
        return replacementCharacter;
    position = std::min(position + 6, escaped.size());
    return 0x10000U + ((unit - firstSurrogate) << 10U) + (low - firstLowSurrogate);
}

char32_t escape(std::string_view escaped, std::size_t &position)
{
    switch (const char letter = escaped[position++]) {
    case 'n':
        return U'\n';
    case 't':
        return U'\t';
    case 'r':
        return U'\r';
    case 'b':
        return U'\b';
    case 'f':
        return U'\f';
    case 'u':
        return unicodeEscape(escaped, position);
    case '"':
    case '\\':
    case '/':
        return static_cast<char32_t>(letter);
    default:
        return replacementCharacter;
    }
}

} // namespace

void appendUnescaped(std::string_view escaped, std::string &text, std::size_t most)
{
    std::size_t position = 0;
    while (position < escaped.size() && text.size() < most) {
        const std::size_t slash = std::min(escaped.find('\\', position), escaped.size());
        const std::string_view plain = escaped.substr(position, slash - position);
        const std::string_view fitting = cutAtCharacter(plain, most - text.size());
        text += fitting;
        if (fitting.size() < plain.size())
            return;
        position = slash + 1;
        if (position < escaped.size() && text.size() < most) {
            const std::size_t before = text.size();
            appendCharacter(text, escape(escaped, position));
            if (text.size() > most) {
                text.resize(before);
                return;
            }
        }
    }
}

} // namespace signalbox::routing
