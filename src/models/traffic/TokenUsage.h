// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

namespace signalbox::models {

/// Tokens of one exchange in one convention, whatever the provider's own was: `input` includes the
/// cached and the cache-written tokens, `output` includes the reasoning tokens. A count of -1 is
/// unknown, which is not the same as none.
struct TokenUsage
{
    static constexpr qint64 unknown = -1;

    qint64 input = unknown;
    qint64 cachedInput = unknown;
    qint64 cacheWriteInput = unknown;
    qint64 output = unknown;
    qint64 reasoning = unknown;

    [[nodiscard]] bool isKnown() const { return input != unknown || output != unknown; }
    /// Input plus output, or unknown when either is.
    [[nodiscard]] qint64 total() const
    {
        return input == unknown || output == unknown ? unknown : input + output;
    }
    bool operator==(const TokenUsage &) const = default;
};

} // namespace signalbox::models
