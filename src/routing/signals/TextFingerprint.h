// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <array>
#include <cstddef>
#include <string_view>

namespace signalbox::routing {

/// The words of a text as the smallest of their hashes (bottom-k sketch), from which the share of
/// words that two texts have in common (Jaccard) is estimated; exact up to `size` different words.
/// Holds no text. A value.
class TextFingerprint final
{
public:
    static constexpr std::size_t size = 24;

    TextFingerprint() = default;
    static TextFingerprint of(std::string_view utf8);

    [[nodiscard]] bool isEmpty() const { return m_count == 0; }
    /// 0 nothing in common .. 1 the same words. Two empty ones have nothing in common.
    [[nodiscard]] double similarity(const TextFingerprint &other) const;
    bool operator==(const TextFingerprint &) const = default;

private:
    void add(quint32 hash);

    std::array<quint32, size> m_smallest{}; ///< rising
    std::size_t m_count = 0;
};

} // namespace signalbox::routing
