// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/signals/Words.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string_view>
#include <unordered_map>

namespace signalbox::routing {

/// A word, or a phrase of two to four, and what it speaks for.
struct Cue
{
    std::string_view phrase; ///< lower case, single spaces
    int kind = 0;
    double weight = 1;
};

/// Finds cues in texts, each word looked up once by itself and once with each of the up to three
/// words before it. Thread-safe once made.
class CueTable final
{
public:
    static constexpr std::size_t longestPhrase = 4;

    explicit CueTable(std::span<const Cue> cues)
    {
        for (const Cue &cue : cues) {
            quint64 hash = 0;
            bool isFirst = true;
            forEachWord(cue.phrase, [&](std::string_view word, std::size_t) {
                hash = isFirst ? wordHash(word) : joinedHash(hash, wordHash(word));
                isFirst = false;
                return true;
            });
            m_cues.emplace(hash, &cue);
        }
    }

    /// Calls \a visit(cue, index of its last word) for each cue in \a text.
    template<typename Visit>
    void scan(std::string_view text, Visit visit) const
    {
        std::array<quint64, longestPhrase> last{};
        std::size_t count = 0;
        forEachWord(text, [&](std::string_view word, std::size_t) {
            last.at(count % longestPhrase) = wordHash(word);
            ++count;
            for (std::size_t length = 1; length <= std::min(count, longestPhrase); ++length) {
                quint64 hash = last.at((count - length) % longestPhrase);
                for (std::size_t i = count - length + 1; i < count; ++i)
                    hash = joinedHash(hash, last.at(i % longestPhrase));
                if (const auto found = m_cues.find(hash); found != m_cues.end())
                    visit(*found->second, count - 1);
            }
            return true;
        });
    }

private:
    std::unordered_map<quint64, const Cue *> m_cues;
};

} // namespace signalbox::routing
