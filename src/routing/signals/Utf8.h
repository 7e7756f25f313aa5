// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <string_view>

namespace signalbox::routing {

/// What stands for bytes that are no UTF-8.
inline constexpr char32_t replacementCharacter = 0xFFFD;

constexpr bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// The character at \a position, which moves behind it. A byte that begins none is a replacement
/// character by itself.
constexpr char32_t nextCharacter(std::string_view text, std::size_t &position)
{
    const auto first = static_cast<unsigned char>(text[position++]);
    if (first < 0x80U)
        return first;
    const std::size_t more = first >= 0xF0U ? 3 : first >= 0xE0U ? 2 : first >= 0xC0U ? 1 : 0;
    if (more == 0 || position + more > text.size())
        return replacementCharacter;
    char32_t character = first & (0x3FU >> more);
    for (std::size_t i = 0; i < more; ++i) {
        const char byte = text[position + i];
        if (!isContinuation(byte))
            return replacementCharacter;
        character = (character << 6U) | (static_cast<unsigned char>(byte) & 0x3FU);
    }
    position += more;
    return character;
}

/// The beginning of \a text, at most \a most bytes, without half a character at its end.
constexpr std::string_view cutAtCharacter(std::string_view text, std::size_t most)
{
    if (text.size() <= most)
        return text;
    while (most > 0 && isContinuation(text[most]))
        --most;
    return text.substr(0, most);
}

} // namespace signalbox::routing
