// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace signalbox::routing {

/// A value out of a body: missing or null, a flag, a number, or a text. Objects and lists are their
/// JSON.
using BodyValue = std::variant<std::monostate, bool, double, std::string>;

/// Texts are cut to this many bytes, at a character.
inline constexpr std::size_t mostBodyValue = 64UL * 1024;

/// The value at \a pointer (RFC 6901) in \a body, which must have PaddedBody::padding bytes of room
/// behind it. Missing as well when the body is damaged before it.
[[nodiscard]] BodyValue bodyValue(const std::string &body, std::string_view pointer);
/// The value \a key of the body's `metadata`.
[[nodiscard]] BodyValue metadataValue(const std::string &body, std::string_view key);

} // namespace signalbox::routing
