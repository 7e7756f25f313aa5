// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <string_view>

namespace signalbox::models {

/// \a text as the inside of a JSON string (RFC 8259, 7). UTF-8 passes as it is.
std::string jsonEscaped(std::string_view text);

} // namespace signalbox::models
