// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tokens/TokenEstimate.h"

#include "models/tokens/PieceShape.h"
#include "models/tokens/TokenPieces.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace signalbox::models {

namespace {

/// All costs are hundredths of a token.
constexpr qint64 token = 100;
constexpr unsigned longestRow = 12;
constexpr unsigned mostOddPairs = 4;

/// Pieces that are mostly words of the vocabulary while they are short.
struct Row
{
    std::array<qint64, longestRow> byLength; ///< of 1 to 12 characters
    qint64 more; ///< for each character above
    qint64 oddPair; ///< for each pair of letters that no word has
};

constexpr std::array<Row, 8> rows{{
    {{100, 100, 100, 100, 103, 105, 109, 115, 123, 127, 135, 165}, 31, 28}, // Word
    {{106, 112, 112, 118, 125, 127, 136, 160, 188, 194, 229, 230}, 35, 55}, // Joined
    {{100, 100, 115, 119, 124, 127, 128, 130, 132, 140, 165, 185}, 41, 61}, // Glued
    {{100, 105, 119, 126, 131, 176, 193, 240, 250, 258, 271, 280}, 48, 28}, // Capitals
    {{102, 115, 121, 130, 163, 193, 220, 250, 271, 281, 293, 301}, 38, 0}, // Latin
    {{101, 104, 109, 143, 163, 179, 214, 241, 253, 267, 287, 298}, 19, 0}, // Cyrillic
    {{100, 100, 100, 100, 102, 104, 106, 108, 110, 110, 110, 110}, 1, 0}, // Space
    {{100, 102, 115, 134, 190, 250, 290, 320, 360, 380, 400, 420}, 10, 0}, // Signs
}};

const Row *rowOf(PieceShape::Kind kind)
{
    switch (kind) {
    case PieceShape::Kind::Space:
        return &rows[6];
    case PieceShape::Kind::Signs:
        return &rows[7];
    default:
        return kind <= PieceShape::Kind::Cyrillic ? &rows.at(static_cast<std::size_t>(kind))
                                                  : nullptr;
    }
}

/// Pieces whose tokens grow with their length from the beginning.
struct Line
{
    qint64 begin;
    qint64 each; ///< for each character
};

constexpr Line lineOf(PieceShape::Kind kind)
{
    switch (kind) {
    case PieceShape::Kind::Greek:
        return {34, 34};
    case PieceShape::Kind::Hebrew:
        return {33, 40};
    case PieceShape::Kind::Arabic:
        return {49, 26};
    case PieceShape::Kind::Indic:
        return {34, 30};
    case PieceShape::Kind::Thai:
        return {38, 40};
    case PieceShape::Kind::Hangul:
        return {73, 46};
    case PieceShape::Kind::Kana:
        return {65, 56};
    case PieceShape::Kind::Han:
        return {60, 69};
    case PieceShape::Kind::Digits:
        return {token, 0};
    case PieceShape::Kind::Repeated:
        return {113, 2};
    case PieceShape::Kind::Symbols:
        return {32, 75};
    case PieceShape::Kind::Emoji:
        return {37, 142};
    default:
        return {60, 80};
    }
}

qint64 costOf(const Row &row, unsigned length, unsigned oddPairs)
{
    qint64 cost = row.oddPair * std::min(oddPairs, mostOddPairs);
    if (length > longestRow)
        cost += row.more * (length - longestRow);
    return cost + row.byLength[std::clamp(length, 1U, longestRow) - 1];
}

qint64 costOf(const PieceShape &shape)
{
    if (const Row *row = rowOf(shape.kind))
        return costOf(*row, shape.length, shape.oddPairs);
    const Line line = lineOf(shape.kind);
    return std::max(token, line.begin + line.each * static_cast<qint64>(shape.length));
}

} // namespace

qint64 estimateTokens(std::string_view utf8)
{
    TokenPieces pieces(TokenEncoding::O200k, utf8);
    qint64 cost = 0;
    char before = '\0';
    while (pieces.position() < utf8.size()) {
        if (const PlainWord word = plainWordAt(utf8, pieces.position()); word.size > 0) {
            pieces.skip(word.size);
            cost += costOf(rows[0], word.length, word.oddPairs);
            before = 'a'; // some letter
            continue;
        }
        const std::string_view piece = pieces.next();
        cost += costOf(shapeOf(piece, before));
        before = piece.back();
    }
    return (cost + token / 2) / token;
}

} // namespace signalbox::models
