// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"

#include <QtGlobal>

#include <string>
#include <string_view>
#include <vector>

namespace signalbox::models {

/// The tokens of a byte-pair encoding by rank, and the rank of each: what a rank file holds.
///
/// Immutable once it is read, so any thread may use it. All bytes lie in one arena and the ranks in
/// an open hash; 200,000 tokens take 5 MB.
class TokenRanks final
{
public:
    static constexpr quint32 none = 0xFFFFFFFF;

    /// Reads a rank file's \a text: one token a line as `base64 rank`, ranks rising from 0, every
    /// single byte among them. The error is an English clause that names the line, without a full
    /// stop.
    [[nodiscard]] static Result<TokenRanks, std::string> parse(std::string_view text);

    /// \a bytes must not be empty; `none` when they are no token.
    [[nodiscard]] quint32 rankOf(std::string_view bytes) const;
    [[nodiscard]] std::string_view bytesOf(quint32 rank) const
    {
        return std::string_view(m_arena).substr(m_begins[rank],
                                                m_begins[rank + 1] - m_begins[rank]);
    }
    [[nodiscard]] std::size_t size() const { return m_begins.size() - 1; }

private:
    TokenRanks() = default;
    [[nodiscard]] std::string readLine(std::string_view line);
    [[nodiscard]] std::string fillSlots();

    std::string m_arena; ///< the bytes of all tokens, by rank
    std::vector<quint32> m_begins{0}; ///< in the arena, and one for the end
    std::vector<quint32> m_slots; ///< ranks by hash; a power of two, at most half of them taken
    std::size_t m_longest = 0; ///< bytes of the longest token
};

} // namespace signalbox::models
