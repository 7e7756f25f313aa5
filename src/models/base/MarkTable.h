// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <string_view>

namespace signalbox::models {

enum class MarkCase : quint8 {
    Exact,
    Folded, ///< ASCII letters in either case; the marks are given in lower case
};

/// Finds fixed pieces of text, all of them in one pass: which of them a byte and the one behind it
/// can begin is looked up, and for nearly all bytes of a prompt that is none. Made at compile time;
/// thread-safe.
template<std::size_t Count>
class MarkTable final
{
    static_assert(Count <= 64);

public:
    /// Marks are ASCII and not empty.
    constexpr explicit MarkTable(const std::array<std::string_view, Count> &marks,
                                 MarkCase markCase = MarkCase::Exact)
        : m_marks(marks)
        , m_isFolded(markCase == MarkCase::Folded)
    {
        for (std::size_t i = 0; i < Count; ++i) {
            const quint64 bit = quint64{1} << i;
            add(m_first, marks[i][0], bit);
            if (marks[i].size() > 1) {
                add(m_second, marks[i][1], bit);
            } else {
                for (quint64 &any : m_second)
                    any |= bit;
            }
        }
    }

    /// Calls \a visit(index of the mark) wherever one stands in \a text, until it returns false.
    template<typename Visit>
    constexpr void scan(std::string_view text, Visit visit) const
    {
        if (text.empty())
            return;
        const std::size_t last = text.size() - 1;
        for (std::size_t at = 0; at < last; ++at) {
            const quint64 open = m_first[place(text[at])] & m_second[place(text[at + 1])];
            if (open != 0 && !visitOpen(open, text.substr(at), visit))
                return;
        }
        visitOpen(m_first[place(text[last])] & m_second[0], text.substr(last), visit);
    }

    /// Whether any mark stands in \a text.
    [[nodiscard]] constexpr bool isIn(std::string_view text) const
    {
        bool isFound = false;
        scan(text, [&isFound](std::size_t) {
            isFound = true;
            return false;
        });
        return isFound;
    }

private:
    using Masks = std::array<quint64, 256>; ///< bit i: mark i

    static constexpr std::size_t place(char byte) { return static_cast<unsigned char>(byte); }

    static constexpr char folded(char byte)
    {
        return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
    }

    /// Visits those of the marks \a open that \a text begins with; false: no more are wanted.
    template<typename Visit>
    constexpr bool visitOpen(quint64 open, std::string_view text, Visit &visit) const
    {
        for (; open != 0; open &= open - 1) {
            const auto index = static_cast<std::size_t>(std::countr_zero(open));
            if (isAt(text, m_marks[index]) && !visit(index))
                return false;
        }
        return true;
    }

    constexpr void add(Masks &masks, char byte, quint64 bit) const
    {
        masks[place(byte)] |= bit;
        if (m_isFolded && byte >= 'a' && byte <= 'z')
            masks[place(static_cast<char>(byte - 'a' + 'A'))] |= bit;
    }

    constexpr bool isAt(std::string_view text, std::string_view mark) const
    {
        if (!m_isFolded)
            return text.starts_with(mark);
        return text.size() >= mark.size()
            && std::equal(mark.begin(), mark.end(), text.begin(),
                          [](char wanted, char byte) { return folded(byte) == wanted; });
    }

    std::array<std::string_view, Count> m_marks;
    bool m_isFolded;
    Masks m_first{};
    Masks m_second{};
};

template<std::size_t Count>
MarkTable(const std::array<std::string_view, Count> &, MarkCase) -> MarkTable<Count>;

} // namespace signalbox::models
