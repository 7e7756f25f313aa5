// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/TextFingerprint.h"

#include "models/base/Murmur3.h"
#include "routing/signals/Words.h"

#include <algorithm>
#include <limits>

namespace signalbox::routing {

namespace {

/// What is said in the beginning is enough to know a text again.
constexpr std::size_t mostText = 8192;

} // namespace

TextFingerprint TextFingerprint::of(std::string_view utf8)
{
    TextFingerprint fingerprint;
    forEachWord(utf8.substr(0, mostText), [&fingerprint](std::string_view word, std::size_t) {
        const quint64 hash = wordHash(word);
        // FNV's low bits are too even for the smallest to be a fair sample.
        fingerprint.add(models::murmur3({reinterpret_cast<const char *>(&hash), sizeof hash}));
        return true;
    });
    return fingerprint;
}

void TextFingerprint::add(quint32 hash)
{
    auto *const end = m_smallest.begin() + m_count;
    auto *const place = std::lower_bound(m_smallest.begin(), end, hash);
    if (place != end && *place == hash)
        return;
    if (m_count < size)
        ++m_count;
    else if (place == end)
        return;
    std::move_backward(place, m_smallest.begin() + m_count - 1, m_smallest.begin() + m_count);
    *place = hash;
}

double TextFingerprint::similarity(const TextFingerprint &other) const
{
    if (isEmpty() || other.isEmpty())
        return 0;
    // Broder's estimate: of the `size` smallest of both together, how many are in both.
    const bool isSample = m_count == size || other.m_count == size;
    std::size_t left = 0;
    std::size_t right = 0;
    std::size_t seen = 0;
    std::size_t common = 0;
    while ((left < m_count || right < other.m_count) && (!isSample || seen < size)) {
        constexpr quint64 none = std::numeric_limits<quint64>::max();
        const quint64 mine = left < m_count ? m_smallest.at(left) : none;
        const quint64 theirs = right < other.m_count ? other.m_smallest.at(right) : none;
        common += mine == theirs ? 1 : 0;
        left += mine <= theirs ? 1 : 0;
        right += theirs <= mine ? 1 : 0;
        ++seen;
    }
    return static_cast<double>(common) / static_cast<double>(seen);
}

} // namespace signalbox::routing
