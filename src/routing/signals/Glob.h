// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// A compiled glob over whole UTF-8 texts: `*` any text, `?` one character, `[a-z]` one of a set,
/// `[!a-z]` one outside of it, and `\` before a character that stands for itself. Case counts.
///
/// Matches leftmost and goes back to the last star only, so the time is at most the text's length
/// times that of the longest piece between stars. A value; thread-safe once made.
class Glob final
{
public:
    explicit Glob(std::string_view pattern);

    [[nodiscard]] bool matches(std::string_view text) const;

private:
    struct Range
    {
        char32_t first;
        char32_t last;
    };
    struct Step
    {
        enum class Kind : unsigned char { Character, Any, Set, NotSet, Star };

        Kind kind = Kind::Character;
        char32_t character = 0;
        std::size_t begin = 0; ///< of its ranges
        std::size_t end = 0;
    };

    std::size_t addSet(std::string_view pattern, std::size_t position);
    [[nodiscard]] bool matchesStep(const Step &step, char32_t character) const;

    std::vector<Step> m_steps;
    std::vector<Range> m_ranges;
};

} // namespace signalbox::routing
