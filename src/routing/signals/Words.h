// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <array>
#include <cstddef>
#include <string_view>

namespace signalbox::routing {

/// What a byte is within a text.
struct WordByte
{
    unsigned char folded = 0; ///< an ASCII letter in lower case, everything else as it is
    bool isOfWord = false;
};

/// Letters, digits, apostrophes within a word, `_`, `+` and `#` behind a letter (c++, c#), and all
/// beyond ASCII. A table, because every byte of a prompt is looked up.
inline constexpr std::array<WordByte, 256> wordBytes = [] {
    constexpr unsigned firstBeyondAscii = 128;
    std::array<WordByte, 256> made{};
    for (unsigned i = 0; i < made.size(); ++i) {
        const bool isCapital = i >= 'A' && i <= 'Z';
        made.at(i) = {
            .folded = static_cast<unsigned char>(isCapital ? i - 'A' + 'a' : i),
            .isOfWord = isCapital || (i >= 'a' && i <= 'z') || (i >= '0' && i <= '9') || i == '_'
                || i == '\'' || i == '+' || i == '#' || i >= firstBeyondAscii,
        };
    }
    return made;
}();

constexpr bool isWordByte(char byte)
{
    return wordBytes[static_cast<unsigned char>(byte)].isOfWord;
}

/// 64-bit FNV-1a over \a text, ASCII letters in lower case. For tables of our own words only.
constexpr quint64 wordHash(std::string_view text)
{
    quint64 hash = 0xcbf29ce484222325U;
    for (const char byte : text)
        hash = (hash ^ wordBytes[static_cast<unsigned char>(byte)].folded) * 0x100000001b3U;
    return hash;
}

/// The hash of a phrase: that of its words before \a first, and then \a next.
constexpr quint64 joinedHash(quint64 first, quint64 next)
{
    return (first ^ (next + 0x9e3779b97f4a7c15U + (first << 6U) + (first >> 2U))) * 0x100000001b3U;
}

/// Calls \a visit(word, position) for each word of \a text while it returns true.
template<typename Visit>
void forEachWord(std::string_view text, Visit visit)
{
    std::size_t position = 0;
    while (position < text.size()) {
        while (position < text.size() && !isWordByte(text[position]))
            ++position;
        std::size_t end = position;
        while (end < text.size() && isWordByte(text[end]))
            ++end;
        std::string_view word = text.substr(position, end - position);
        while (word.starts_with('\'') || word.starts_with('+') || word.starts_with('#'))
            word.remove_prefix(1);
        while (word.ends_with('\''))
            word.remove_suffix(1);
        if (!word.empty() && !visit(word, static_cast<std::size_t>(word.data() - text.data())))
            return;
        position = end;
    }
}

} // namespace signalbox::routing
