// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <cstddef>
#include <string_view>

namespace signalbox::models {

/// What tokenizers ask about a character: its Unicode general category and White_Space, as bits so
/// that a set of classes is a mask.
namespace character {
constexpr quint8 upper = 1; ///< Lu, Lt
constexpr quint8 lower = 2; ///< Ll
constexpr quint8 uncased = 4; ///< Lm, Lo
constexpr quint8 mark = 8; ///< Mn, Mc, Me
constexpr quint8 number = 16; ///< Nd, Nl, No
constexpr quint8 space = 32; ///< White_Space
constexpr quint8 newline = 64; ///< carriage return and line feed, together with space
constexpr quint8 letter = upper | lower | uncased;
} // namespace character

/// One character of a text.
struct Character
{
    char32_t code = 0;
    quint8 classes = 0; ///< bits of `character`; 0 is punctuation, a symbol, anything else
    quint8 size = 0; ///< in bytes; 0 at the end of the text

    [[nodiscard]] bool isAny(unsigned mask) const { return (classes & mask) != 0; }
};

/// The character of \a utf8 that begins at \a at. A byte that is no UTF-8 is a character of class 0
/// by itself.
[[nodiscard]] Character characterAt(std::string_view utf8, std::size_t at);

} // namespace signalbox::models
