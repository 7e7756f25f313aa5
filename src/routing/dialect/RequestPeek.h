// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Endpoint.h"

#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// The few facts routing needs of a request body, and where they stand in it.
struct RequestPeek
{
    struct Span
    {
        std::size_t offset = 0;
        std::size_t size = 0;
    };

    std::string problem; ///< why the body cannot be served; empty when it can
    std::string model; ///< the body's own, unescaped; empty when it has none
    boost::container::small_vector<Span, 1>
        models; ///< contents between the quotes of every model value to replace
    bool stream = false;
    bool hasStream = false; ///< the body says either way
    bool includeUsage = false; ///< `stream_options.include_usage` is true
    /// What to put where, so that a chat body asks for its stream's usage. No text when it does
    /// so already, or says something there that only the provider can judge.
    Span usageSpan;
    std::string_view usageText;

    /// Reads \a body, which must have PaddedBody::padding bytes of room behind it.
    static RequestPeek read(const Endpoint &endpoint, const std::string &body);
};

/// A body with a few replacements, as the pieces that make it up: nothing is copied but the new
/// text. The original must outlive it.
class SplicedBody final
{
public:
    explicit SplicedBody(std::string_view original)
        : m_original(original)
    {}
    /// Replacements must be added in rising order and not overlap.
    /// \a text must outlive this body.
    void replace(std::size_t offset, std::size_t size, std::string_view text);
    /// The body in order; valid as long as this body and what it was made of.
    std::span<const std::string_view> pieces();
    [[nodiscard]] std::size_t size() const;

private:
    struct Edit
    {
        std::size_t offset;
        std::size_t size;
        std::string_view text;
    };
    static constexpr std::size_t usualEdits = 2; // the model and the stream options

    std::string_view m_original;
    boost::container::small_vector<Edit, usualEdits> m_edits;
    boost::container::small_vector<std::string_view, 2 * usualEdits + 1> m_pieces;
};

} // namespace signalbox::routing
