// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/tokens/Characters.h"
#include "models/tokens/TokenEncoding.h"

#include <string_view>

namespace signalbox::models {

/// Cuts a text into the pieces that an encoding never merges tokens across: words with the space
/// before them, up to three digits, runs of punctuation, white space. What OpenAI's encodings say
/// with regular expressions, as a scanner: linear in the text, without allocations, no engine.
///
/// The expressions are those of OpenAI's tokenizer library, with the classes of Unicode. Bytes that
/// are no UTF-8 are taken for punctuation. A value that lives on one thread.
class TokenPieces final
{
public:
    /// \a utf8 must outlive the pieces.
    TokenPieces(TokenEncoding encoding, std::string_view utf8)
        : m_text(utf8)
        , m_isO200k(encoding == TokenEncoding::O200k)
    {}

    /// The next piece, never empty before the end of the text. Joined, the pieces are the text.
    [[nodiscard]] std::string_view next();

    /// Where the next piece begins.
    [[nodiscard]] std::size_t position() const { return m_at; }
    /// For who knows the next piece: it has \a size bytes.
    void skip(std::size_t size) { m_at += size; }

private:
    static constexpr auto none = std::string_view::npos;
    struct Word
    {
        std::size_t end = none;
        bool isAllUpper = false; ///< nothing in it is of the lower half
    };

    [[nodiscard]] std::size_t pieceEnd() const;
    [[nodiscard]] Word wordAt(std::size_t begin) const;
    [[nodiscard]] std::size_t casedWord(const Character &first) const;
    [[nodiscard]] std::size_t plainWord(const Character &first) const;
    [[nodiscard]] std::size_t contractionEnd(std::size_t position) const;
    [[nodiscard]] std::size_t digits() const;
    [[nodiscard]] std::size_t punctuation(const Character &first) const;
    [[nodiscard]] std::size_t whiteSpace() const;
    [[nodiscard]] Character at(std::size_t position) const { return characterAt(m_text, position); }

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_isO200k;
};

} // namespace signalbox::models
