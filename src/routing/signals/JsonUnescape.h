// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace signalbox::routing {

/// Appends to \a text what \a escaped, the inside of a JSON string, stands for, until \a text has
/// \a most bytes; the last character is whole. Broken escapes become U+FFFD.
void appendUnescaped(std::string_view escaped, std::string &text, std::size_t most);

} // namespace signalbox::routing
