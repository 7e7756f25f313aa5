// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/tokens/TokenEncoding.h"
#include "models/tokens/TokenRanks.h"

#include <QtGlobal>

#include <string_view>
#include <utility>
#include <vector>

namespace signalbox::models {

/// An exact tokenizer: what OpenAI's models read a text as. Text that looks like a special token
/// (`<|endoftext|>`) is text, as it is in messages.
///
/// Immutable, so any thread may use it. A text of n bytes costs O(n log n) at worst, whatever is in
/// it, and one allocation or two for all of it.
class BytePairEncoding final
{
public:
    BytePairEncoding(TokenEncoding encoding, TokenRanks ranks)
        : m_ranks(std::move(ranks))
        , m_encoding(encoding)
    {}

    /// How many tokens \a utf8 has.
    [[nodiscard]] qint64 count(std::string_view utf8) const;
    /// The ranks of its tokens, in order.
    [[nodiscard]] std::vector<quint32> encode(std::string_view utf8) const;

    [[nodiscard]] TokenEncoding encoding() const { return m_encoding; }
    [[nodiscard]] const TokenRanks &ranks() const { return m_ranks; }

private:
    TokenRanks m_ranks;
    TokenEncoding m_encoding;
};

} // namespace signalbox::models
