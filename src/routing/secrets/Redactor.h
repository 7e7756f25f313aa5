// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/secrets/KeyRing.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// Takes secrets out of what is logged, stored or shown. A value, cheap to ask and dear to make:
/// make one when the keys change. Thread-safe once made.
class Redactor final
{
public:
    static constexpr std::string_view mask = "[redacted]";
    /// Shorter keys are not looked for in text: they would mask half of it.
    static constexpr std::size_t shortestKey = 6;

    /// Knows no key.
    Redactor() = default;
    explicit Redactor(const KeyRing &keys);
    /// \a keys are the values themselves, also those of clients.
    explicit Redactor(std::vector<std::string> keys);

    /// \a text with every known key masked.
    [[nodiscard]] std::string text(std::string_view text) const;
    /// Whether text() would mask anything. Copies nothing.
    [[nodiscard]] bool holdsKey(std::string_view text) const;
    /// \a text without the beginning of a key at its end: for what was cut to a length, where the
    /// cut may have gone through a key.
    [[nodiscard]] std::string_view withoutCutKey(std::string_view text) const;

private:
    using Searcher = std::boyer_moore_horspool_searcher<std::string::const_iterator>;

    struct Needle
    {
        std::unique_ptr<const std::string> key; ///< on the heap: the searcher points into it
        Searcher searcher;
        std::size_t rarest = 0; ///< place of the byte that other texts have least often
    };

    void add(std::string key);

    std::vector<Needle> m_needles; ///< longest first, so that no key hides a longer one
};

} // namespace signalbox::routing
