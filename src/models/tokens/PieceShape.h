// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <array>
#include <cstddef>
#include <string_view>

namespace signalbox::models {

/// What a piece of text (TokenPieces) looks like, as far as that tells how many tokens it has.
struct PieceShape
{
    /// Letters by script, or what else the piece is made of.
    enum class Kind : quint8 {
        Word, ///< ASCII letters, alone or behind a blank
        Joined, ///< ASCII letters behind a sign: "(word", "_word"
        Glued, ///< ASCII letters directly behind a letter or a digit: camelCase, base64
        Capitals, ///< ASCII capitals only, two or more
        Latin, ///< with accents
        Cyrillic,
        Greek,
        Hebrew,
        Arabic,
        Indic,
        Thai,
        Hangul,
        Kana,
        Han,
        OtherScript,
        Digits,
        Space,
        Signs, ///< ASCII punctuation
        Repeated, ///< four or more of the same sign
        Symbols, ///< other punctuation
        Emoji,
    };
    static constexpr std::size_t kinds = 21;

    Kind kind = Kind::Word;
    unsigned length = 0; ///< characters, without a blank or sign before a word
    unsigned oddPairs = 0; ///< neighbours that are rare in words of European languages
};

/// A piece that is a word of ASCII letters, small but for the first, alone or behind a blank: most
/// of most texts.
struct PlainWord
{
    unsigned size = 0; ///< bytes with the blank; 0: the piece is something else
    unsigned length = 0; ///< as PieceShape has it, of the kind Word
    unsigned oddPairs = 0;
};

/// The piece that begins at \a at in \a text, when it is a plain word shorter than 4 GiB; what
/// TokenPieces (o200k) and shapeOf() say of it, faster.
[[nodiscard]] PlainWord plainWordAt(std::string_view text, std::size_t at);

/// \a before is the last byte before \a piece, 0 at the beginning of the text.
[[nodiscard]] PieceShape shapeOf(std::string_view piece, char before);

} // namespace signalbox::models
