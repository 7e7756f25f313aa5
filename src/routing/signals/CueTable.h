// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/signals/Words.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

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
        : m_places(std::bit_ceil(cues.size() * placesPerCue + 1))
    {
        for (const Cue &cue : cues) {
            quint64 hash = 0;
            int words = 0;
            forEachWord(cue.phrase, [&](std::string_view word, std::size_t) {
                hash = words == 0 ? wordHash(word) : joinedHash(hash, wordHash(word));
                ++words;
                return true;
            });
            Place &place = placeOf(hash);
            if (!place.cue) // the first of a list counts
                place.cue = &cue;
            if (words == 1)
                continue;
            forEachWord(cue.phrase, [&](std::string_view word, std::size_t) {
                placeOf(wordHash(word)).isOfPhrase = true;
                return true;
            });
        }
    }

    /// Calls \a visit(cue, index of its last word) for each cue in \a text.
    template<typename Visit>
    void scan(std::string_view text, Visit visit) const
    {
        std::array<quint64, longestPhrase> last{};
        std::size_t count = 0;
        std::size_t ofPhrase = 0; // words in a row, up to the last, that phrases have
        const char *const end = text.data() + text.size();
        for (auto word = nextHashedWord(text.data(), end); word.end;
             word = nextHashedWord(word.end, end)) {
            last[count % longestPhrase] = word.hash;
            ++count;
            const Place *found = find(word.hash);
            if (!found) {
                ofPhrase = 0;
                continue;
            }
            if (found->cue)
                visit(*found->cue, count - 1);
            ofPhrase = found->isOfPhrase ? ofPhrase + 1 : 0;
            for (std::size_t length = 2; length <= std::min(ofPhrase, longestPhrase); ++length) {
                quint64 hash = last[(count - length) % longestPhrase];
                for (std::size_t i = count - length + 1; i < count; ++i)
                    hash = joinedHash(hash, last[i % longestPhrase]);
                if (const Place *phrase = find(hash); phrase && phrase->cue)
                    visit(*phrase->cue, count - 1);
            }
        }
    }

private:
    struct Place
    {
        quint64 hash = 0;
        const Cue *cue = nullptr;
        bool isOfPhrase = false; ///< a word of a phrase of several
        bool isTaken = false;
    };

    /// Nearly every look-up finds nothing: with so much room, at its first place.
    static constexpr std::size_t placesPerCue = 16;

    [[nodiscard]] std::size_t after(std::size_t place) const
    {
        return (place + 1) & (m_places.size() - 1);
    }

    /// The place of \a hash, taken for it if there was none.
    Place &placeOf(quint64 hash)
    {
        std::size_t place = hash & (m_places.size() - 1);
        while (m_places[place].isTaken && m_places[place].hash != hash)
            place = after(place);
        m_places[place].hash = hash;
        m_places[place].isTaken = true;
        return m_places[place];
    }

    [[nodiscard]] const Place *find(quint64 hash) const
    {
        for (std::size_t place = hash & (m_places.size() - 1); m_places[place].isTaken;
             place = after(place)) {
            if (m_places[place].hash == hash)
                return &m_places[place];
        }
        return nullptr;
    }

    std::vector<Place> m_places; ///< a power of two of them; a free one ends a search
};

} // namespace signalbox::routing
