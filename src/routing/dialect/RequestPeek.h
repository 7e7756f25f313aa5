// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Endpoint.h"

#include <array>
#include <cstddef>
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

    std::string problem;        ///< why the body cannot be served; empty when it can
    std::string model;          ///< the body's own, unescaped; empty when it has none
    std::vector<Span> models;   ///< contents between the quotes of every model value to replace
    bool stream = false;
    bool hasStream = false;     ///< the body says either way
    bool includeUsage = false;  ///< `stream_options.include_usage` is true
    bool hasStreamOptions = false;
    std::size_t openBrace = 0;  ///< offset of the body's first byte inside its braces

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
    void replace(std::size_t offset, std::size_t size, std::string text);
    /// Call once, after the last replace().
    const std::vector<std::string_view> &pieces();
    [[nodiscard]] std::size_t size() const;

private:
    struct Edit
    {
        std::size_t offset;
        std::size_t size;
        std::string text;
    };

    std::string_view m_original;
    std::vector<Edit> m_edits;
    std::vector<std::string_view> m_pieces;
};

/// \a text as the inside of a JSON string.
std::string jsonEscaped(std::string_view text);

} // namespace signalbox::routing
