// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <array>
#include <cstddef>
#include <string_view>

namespace signalbox::routing {

/// What a byte may be within a text.
enum class WordByte : unsigned char {
    Between, ///< of no word
    Inside, ///< of a word, but at its beginning
    Any, ///< anywhere in a word
};

/// Letters, digits, `_` and all beyond ASCII; apostrophes, `+` and `#` behind them (c++, c#).
/// Tables, because every byte of a prompt is looked up.
inline constexpr std::array<WordByte, 256> wordBytes = [] {
    constexpr unsigned firstBeyondAscii = 128;
    std::array<WordByte, 256> made{};
    for (unsigned i = 0; i < made.size(); ++i) {
        if ((i >= 'A' && i <= 'Z') || (i >= 'a' && i <= 'z') || (i >= '0' && i <= '9') || i == '_'
            || i >= firstBeyondAscii)
            made.at(i) = WordByte::Any;
        else if (i == '\'' || i == '+' || i == '#')
            made.at(i) = WordByte::Inside;
    }
    return made;
}();

/// ASCII letters in lower case, everything else as it is.
inline constexpr std::array<unsigned char, 256> foldedBytes = [] {
    std::array<unsigned char, 256> made{};
    for (unsigned i = 0; i < made.size(); ++i)
        made.at(i) = static_cast<unsigned char>(i >= 'A' && i <= 'Z' ? i - 'A' + 'a' : i);
    return made;
}();

constexpr bool isWordByte(char byte)
{
    return wordBytes[static_cast<unsigned char>(byte)] != WordByte::Between;
}

inline constexpr quint64 emptyWordHash = 0xcbf29ce484222325U;

/// The hash of a word with one more byte.
constexpr quint64 grownHash(quint64 hash, char byte)
{
    return (hash ^ foldedBytes[static_cast<unsigned char>(byte)]) * 0x100000001b3U;
}

/// 64-bit FNV-1a over \a text, ASCII letters in lower case. For tables of our own words only.
constexpr quint64 wordHash(std::string_view text)
{
    quint64 hash = emptyWordHash;
    for (const char byte : text)
        hash = grownHash(hash, byte);
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

/// A word and what it is looked up by.
struct HashedWord
{
    quint64 hash = 0; ///< its wordHash()
    const char *end = nullptr; ///< where to look for the next; null: there was none
};

/// The first word from \a at on, as forEachWord() has them; each byte is looked at once.
[[nodiscard]] HashedWord nextHashedWord(const char *at, const char *end);

} // namespace signalbox::routing
