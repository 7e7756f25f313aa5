// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHashFunctions>
#include <QRandomGenerator>

#include <array>
#include <initializer_list>
#include <string_view>

namespace signalbox::routing {

/// What was found out of texts, for when they come again: with every turn a client sends its whole
/// conversation, and with every step of an agent the user's last words.
///
/// Keeps no texts: two are the same when their size and 128 bits of a hash are, whose seeds are
/// drawn anew for every memo. Bounded; what is new takes the place of something old. Allocates
/// nothing. For one thread.
template<typename Value>
class TextMemo final
{
public:
    /// What \a find() returns, or returned for the same \a texts before. It must depend on them
    /// only.
    template<typename Find>
    Value of(std::initializer_list<std::string_view> texts, Find find)
    {
        const Entry key = keyOf(texts);
        Entry &entry = m_entries.at(key.first % m_entries.size());
        if (!entry.isKnown || entry.first != key.first || entry.second != key.second) {
            entry = key;
            entry.value = find();
            entry.isKnown = true;
        }
        return entry.value;
    }

private:
    struct Entry
    {
        std::size_t first = 0;
        std::size_t second = 0;
        Value value{};
        bool isKnown = false;
    };

    [[nodiscard]] Entry keyOf(std::initializer_list<std::string_view> texts) const
    {
        Entry key{.first = m_seeds[0], .second = m_seeds[1]};
        for (const std::string_view text : texts) {
            // Multiplied, so that also an empty text leaves its mark; with the size, so that it
            // counts where one text ends and the next begins.
            constexpr std::size_t odd = 0x9E37'79B9U;
            const std::size_t size = text.size() + 1;
            key.first = qHashBits(text.data(), text.size(), key.first * odd + size);
            key.second = qHashBits(text.data(), text.size(), key.second * odd + size);
        }
        return key;
    }

    static std::size_t drawn()
    {
        return static_cast<std::size_t>(QRandomGenerator::system()->generate64());
    }

    static constexpr std::size_t places = 256;
    std::array<std::size_t, 2> m_seeds{drawn(), drawn()};
    std::array<Entry, places> m_entries{};
};

} // namespace signalbox::routing
