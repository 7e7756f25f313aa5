// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/json/JsonText.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace signalbox::routing {

namespace {

constexpr std::string_view hexDigits = "0123456789abcdef";

constexpr std::array<bool, 256> escaped = [] {
    std::array<bool, 256> made{};
    for (std::size_t c = 0; c < 0x20; ++c)
        made.at(c) = true;
    made['"'] = true;
    made['\\'] = true;
    return made;
}();

bool needsEscape(char c)
{
    return escaped[static_cast<unsigned char>(c)];
}

/// Whether any of eight bytes needs an escape; bytes beyond ASCII may be taken for such.
bool mayNeedEscape(const char *eight)
{
    constexpr quint64 ones = 0x0101010101010101U;
    constexpr quint64 highs = 0x8080808080808080U;
    quint64 bytes = 0;
    std::memcpy(&bytes, eight, sizeof bytes);
    const auto hasZero = [](quint64 word) { return (word - ones) & ~word & highs; };
    const quint64 below = (bytes - ones * 0x20U) & ~bytes & highs;
    return (below | hasZero(bytes ^ (ones * '"')) | hasZero(bytes ^ (ones * '\\'))) != 0;
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
        while (i + sizeof(quint64) <= utf8.size() && !mayNeedEscape(utf8.data() + i))
            i += sizeof(quint64);
        if (i == utf8.size())
            break;
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

std::string jsonString(std::string_view utf8)
{
    std::string json;
    appendString(json, utf8);
    return json;
}

void appendString(std::string &out, QStringView text)
{
    // Names are nearly always plain ASCII, and then need no string in between.
    const std::size_t before = out.size();
    out.resize(before + static_cast<std::size_t>(text.size()) + 2);
    char *to = out.data() + before;
    *to++ = '"';
    for (const QChar unit : text) {
        if (unit.unicode() >= 0x80U || needsEscape(static_cast<char>(unit.unicode()))) {
            out.resize(before);
            const QByteArray utf8 = text.toUtf8();
            appendString(out,
                         std::string_view(utf8.constData(), static_cast<std::size_t>(utf8.size())));
            return;
        }
        *to++ = static_cast<char>(unit.unicode());
    }
    *to = '"';
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

void appendRounded(std::string &out, double value)
{
    constexpr double mostWhole = 1e9; // times the unit below, well within 63 bits
    constexpr qint64 unit = 1'000'000'000;
    if (!(std::abs(value) < mostWhole)) {
        appendReal(out, value);
        return;
    }
    auto scaled = static_cast<qint64>(std::llround(value * static_cast<double>(unit)));
    if (scaled < 0) {
        out += '-';
        scaled = -scaled;
    }
    appendInteger(out, scaled / unit);
    qint64 rest = scaled % unit;
    if (rest == 0)
        return;
    std::array<char, 10> digits{'.'};
    std::size_t size = digits.size();
    for (std::size_t place = size - 1; place > 0; --place, rest /= 10)
        digits[place] = static_cast<char>('0' + rest % 10);
    while (digits[size - 1] == '0')
        --size;
    out.append(digits.data(), size);
}

void appendHex(std::string &out, quint64 value)
{
    for (int shift = 60; shift >= 0; shift -= 4)
        out += hexDigits[(value >> static_cast<unsigned>(shift)) & 0xFU];
}

} // namespace signalbox::routing
