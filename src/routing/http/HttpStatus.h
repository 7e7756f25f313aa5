// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>

namespace signalbox::routing {

/// The reason phrase of a status line. Codes that HTTP does not define (Anthropic's 529) get a
/// phrase all the same.
std::string_view reasonPhrase(int status);

} // namespace signalbox::routing
