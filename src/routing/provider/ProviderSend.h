// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <span>
#include <string_view>

namespace signalbox::routing {

struct ProviderOrigin;

/// One request for the hot path. Everything is only read during send().
struct ProviderSend
{
    ProviderOrigin *origin = nullptr;
    std::string_view head; ///< request line and fields, with the empty line at the end
    std::span<const std::string_view> body;
    bool hasNoBody = false; ///< a HEAD request: its answer has no body
};

} // namespace signalbox::routing
