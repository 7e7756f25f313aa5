// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tokens/TokenPieces.h"

namespace signalbox::models {

namespace {

constexpr unsigned upperHalf = character::upper | character::uncased | character::mark;
constexpr unsigned lowerHalf = character::lower | character::uncased | character::mark;
constexpr unsigned wordOrDigit = character::letter | character::number;
constexpr unsigned notPunctuation = wordOrDigit | character::space;

/// [^\r\n\p{L}\p{N}]: one such may stand before a word.
bool mayPrecedeWord(const Character &character)
{
    return character.size > 0 && !character.isAny(wordOrDigit | character::newline);
}

char lowerCase(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

std::string_view TokenPieces::next()
{
    const std::size_t begin = m_at;
    if (begin < m_text.size())
        m_at = pieceEnd();
    return m_text.substr(begin, m_at - begin);
}

/// The alternatives in their order; the first that matches wins.
std::size_t TokenPieces::pieceEnd() const
{
    const Character first = at(m_at);
    if (!m_isO200k) {
        const std::size_t contraction = contractionEnd(m_at);
        if (contraction > m_at)
            return contraction;
    }
    const std::size_t word = m_isO200k ? casedWord(first) : plainWord(first);
    if (word != none)
        return word;
    if (first.isAny(character::number))
        return digits();
    const std::size_t marks = punctuation(first);
    return marks != none ? marks : whiteSpace();
}

/// [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+ and the same with
/// the + on the other half, with a contraction behind either. What the expression would try again
/// without the character before the word can only match when that is a mark.
std::size_t TokenPieces::casedWord(const Character &first) const
{
    const Word word = wordAt(mayPrecedeWord(first) ? m_at + first.size : m_at);
    std::size_t end = word.end;
    if (first.isAny(character::mark) && (end == none || word.isAllUpper))
        end = m_at + first.size;
    return end == none ? none : contractionEnd(end);
}

/// The upper half as far as it goes, then the lower half. Where no lower half follows, the upper
/// one gives back what belongs to both: up to the last such character.
TokenPieces::Word TokenPieces::wordAt(std::size_t begin) const
{
    std::size_t end = begin;
    std::size_t lastOfBoth = none;
    Character letter = at(end);
    for (; letter.isAny(upperHalf); letter = at(end)) {
        end += letter.size;
        if (letter.isAny(lowerHalf))
            lastOfBoth = end;
    }
    if (!letter.isAny(character::lower)) {
        if (lastOfBoth != none || end == begin)
            return {.end = lastOfBoth};
        return {.end = end, .isAllUpper = true};
    }
    for (; letter.isAny(lowerHalf); letter = at(end))
        end += letter.size;
    return {.end = end};
}

/// [^\r\n\p{L}\p{N}]?\p{L}+
std::size_t TokenPieces::plainWord(const Character &first) const
{
    std::size_t end = mayPrecedeWord(first) ? m_at + first.size : m_at;
    const std::size_t begin = end;
    for (Character letter = at(end); letter.isAny(character::letter); letter = at(end))
        end += letter.size;
    return end > begin ? end : none;
}

/// Where a contraction that begins at \a position ends; \a position when there is none. The long s
/// is an s in any case, as Unicode folds it.
std::size_t TokenPieces::contractionEnd(std::size_t position) const
{
    if (position >= m_text.size() || m_text[position] != '\'')
        return position;
    const std::string_view rest = m_text.substr(position + 1, 2);
    if (rest.empty())
        return position;
    const char one = lowerCase(rest[0]);
    if (one == 's' || one == 't' || one == 'm' || one == 'd')
        return position + 2;
    if (rest == "\u017F")
        return position + 3;
    const char two = rest.size() == 2 ? lowerCase(rest[1]) : '\0';
    const bool isPair =
        (one == 'r' && two == 'e') || (one == 'v' && two == 'e') || (one == 'l' && two == 'l');
    return isPair ? position + 3 : position;
}

/// \p{N}{1,3}
std::size_t TokenPieces::digits() const
{
    std::size_t end = m_at;
    for (int count = 0; count < 3; ++count) {
        const Character digit = at(end);
        if (!digit.isAny(character::number))
            break;
        end += digit.size;
    }
    return end;
}

/// ` ?[^\s\p{L}\p{N}]+` with line ends behind it, and for o200k slashes among them.
std::size_t TokenPieces::punctuation(const Character &first) const
{
    std::size_t end = first.code == ' ' ? m_at + 1 : m_at;
    const std::size_t begin = end;
    for (Character mark = at(end); mark.size > 0 && !mark.isAny(notPunctuation); mark = at(end))
        end += mark.size;
    if (end == begin)
        return none;
    while (end < m_text.size()
           && (m_text[end] == '\r' || m_text[end] == '\n' || (m_isO200k && m_text[end] == '/')))
        ++end;
    return end;
}

/// \s*[\r\n]+ else \s+(?!\S) else \s+
std::size_t TokenPieces::whiteSpace() const
{
    std::size_t end = m_at;
    std::size_t lastBegin = m_at;
    std::size_t lineEnd = none;
    for (Character space = at(end); space.isAny(character::space); space = at(end)) {
        lastBegin = end;
        end += space.size;
        if (space.isAny(character::newline))
            lineEnd = end;
    }
    if (lineEnd != none)
        return lineEnd;
    return end == m_text.size() || lastBegin == m_at ? end : lastBegin;
}

} // namespace signalbox::models
