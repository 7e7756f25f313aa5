// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tokens/PieceShape.h"

#include "models/tokens/Characters.h"

#include <algorithm>
#include <limits>

namespace signalbox::models {

namespace {

using Kind = PieceShape::Kind;

struct Range
{
    char32_t last;
    Kind kind;
};

/// Scripts in the order of their blocks; a letter is of the first range that reaches to it.
constexpr std::array<Range, 26> ranges{{
    {0x7F, Kind::Word},          {0x36F, Kind::Latin},          {0x3FF, Kind::Greek},
    {0x52F, Kind::Cyrillic},     {0x58F, Kind::OtherScript},    {0x5FF, Kind::Hebrew},
    {0x77F, Kind::Arabic},       {0x8FF, Kind::OtherScript},    {0xDFF, Kind::Indic},
    {0xE7F, Kind::Thai},         {0x10FF, Kind::OtherScript},   {0x11FF, Kind::Hangul},
    {0x1DFF, Kind::OtherScript}, {0x1EFF, Kind::Latin},         {0x1FFF, Kind::Greek},
    {0x303F, Kind::OtherScript}, {0x30FF, Kind::Kana},          {0x312F, Kind::OtherScript},
    {0x318F, Kind::Hangul},      {0x33FF, Kind::OtherScript},   {0x9FFF, Kind::Han},
    {0xABFF, Kind::OtherScript}, {0xD7FF, Kind::Hangul},        {0xF8FF, Kind::OtherScript},
    {0xFAFF, Kind::Han},         {0x10FFFF, Kind::OtherScript},
}};

Kind scriptOf(char32_t letter)
{
    return std::ranges::lower_bound(ranges, letter, {}, &Range::last)->kind;
}

/// What a letter is looked up by: a is 1, in either case.
constexpr unsigned letterPlace(char letter)
{
    return static_cast<unsigned char>(letter) & 31U;
}

/// For each first letter the second ones that are common behind it, as bits by letterPlace().
constexpr std::array<quint32, 32> commonPairs = [] {
    constexpr std::array<quint32, 26> fromA{
        0x17EBD6E, 0x1164911, 0x11A4D95, 0x1164119, 0x1FFFDFF, 0x01A4931, 0x0166991,
        0x11A4911, 0x2AEFC7F, 0x0104011, 0x0046111, 0x11CD939, 0x114D113, 0x13CED7D,
        0x17EFD7F, 0x11EC991, 0x0100000, 0x13E7D7F, 0x15CDD95, 0x15E4995, 0x00EB95F,
        0x0004111, 0x0066191, 0x0088110, 0x00C4110, 0x0000011};
    std::array<quint32, 32> pairs{};
    for (std::size_t i = 0; i < fromA.size(); ++i)
        pairs.at(i + 1) = fromA.at(i) << 1U;
    return pairs;
}();

bool isOddPair(char first, char second)
{
    return ((commonPairs[letterPlace(first)] >> letterPlace(second)) & 1U) == 0;
}

bool isAsciiLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isAsciiDigit(char c)
{
    return c >= '0' && c <= '9';
}

PieceShape asciiWord(std::string_view letters, Kind kind)
{
    PieceShape shape{.kind = kind};
    bool hasLower = false;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (!isAsciiLetter(letters[i])) // a contraction
            continue;
        ++shape.length;
        hasLower = hasLower || letters[i] >= 'a';
        if (i > 0 && isAsciiLetter(letters[i - 1]) && isOddPair(letters[i - 1], letters[i]))
            ++shape.oddPairs;
    }
    if (!hasLower && shape.length > 1 && kind != Kind::Glued)
        shape.kind = Kind::Capitals;
    return shape;
}

/// A word of another script: the script that is rarest in the world's texts names it, so that one
/// accent makes a word accented.
PieceShape word(std::string_view letters, Kind kind)
{
    if (std::ranges::all_of(letters, [](char c) { return static_cast<signed char>(c) >= 0; }))
        return asciiWord(letters, kind);
    PieceShape shape{.kind = Kind::Latin};
    for (std::size_t at = 0; at < letters.size();) {
        const Character letter = characterAt(letters, at);
        at += letter.size;
        ++shape.length;
        if (letter.isAny(character::letter))
            shape.kind = std::max(shape.kind, scriptOf(letter.code));
    }
    return shape;
}

/// Line ends behind signs are mostly one token with the last of them.
PieceShape signs(std::string_view piece)
{
    piece = piece.substr(0, piece.find_last_not_of("\r\n") + 1);
    PieceShape shape{.kind = Kind::Signs};
    bool isRepeated = true;
    for (std::size_t at = 0; at < piece.size();) {
        const Character sign = characterAt(piece, at);
        if (sign.size > 1)
            shape.kind = std::max(shape.kind, sign.size > 3 ? Kind::Emoji : Kind::Symbols);
        isRepeated = isRepeated && (at == 0 || piece[at] == piece[at - 1]);
        at += sign.size;
        ++shape.length;
    }
    if (isRepeated && shape.length >= 4 && shape.kind == Kind::Signs)
        shape.kind = Kind::Repeated;
    return shape;
}

} // namespace

PlainWord plainWordAt(std::string_view text, std::size_t at)
{
    const char *const piece = text.data() + at;
    const char *const end = text.data() + text.size();
    const char *const begin = piece != end && *piece == ' ' ? piece + 1 : piece;
    if (begin == end || !isAsciiLetter(*begin))
        return {};
    if (begin == piece && at > 0 && (isAsciiLetter(piece[-1]) || isAsciiDigit(piece[-1])))
        return {}; // glued to what is before it
    unsigned oddPairs = 0;
    quint32 common = commonPairs[letterPlace(*begin)];
    const char *behind = begin + 1;
    for (; behind != end; ++behind) {
        const unsigned letter = static_cast<unsigned char>(*behind) - unsigned{'a'};
        if (letter > 'z' - 'a')
            break;
        oddPairs += ((common >> (letter + 1)) & 1U) ^ 1U;
        common = commonPairs[letter + 1];
    }
    const auto length = static_cast<std::size_t>(behind - begin);
    // A capital alone, or a word that another letter or a contraction goes on with.
    if (length == 1 && *begin < 'a')
        return {};
    if (behind != end
        && (isAsciiLetter(*behind) || *behind == '\'' || static_cast<signed char>(*behind) < 0))
        return {};
    const auto size = static_cast<std::size_t>(behind - piece);
    if (size > std::numeric_limits<unsigned>::max())
        return {};
    return {.size = static_cast<unsigned>(size),
            .length = static_cast<unsigned>(length),
            .oddPairs = oddPairs};
}

PieceShape shapeOf(std::string_view piece, char before)
{
    const Character first = characterAt(piece, 0);
    if (first.isAny(character::number))
        return {.kind = Kind::Digits, .length = static_cast<unsigned>(piece.size())};
    if (first.isAny(character::letter)) {
        const bool isGlued = isAsciiLetter(before) || isAsciiDigit(before);
        return word(piece, isGlued ? Kind::Glued : Kind::Word);
    }
    const Character second = characterAt(piece, first.size);
    if (second.isAny(character::letter) || first.isAny(character::mark))
        return word(piece.substr(first.size), first.code == ' ' ? Kind::Word : Kind::Joined);
    if (first.isAny(character::space) && (second.size == 0 || second.isAny(character::space)))
        return {.kind = Kind::Space, .length = static_cast<unsigned>(piece.size())};
    return signs(first.code == ' ' ? piece.substr(1) : piece);
}

} // namespace signalbox::models
