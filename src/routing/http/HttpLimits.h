// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>
#include <cstdint>

namespace signalbox::routing {

/// What one client connection may use.
struct HttpLimits
{
    std::uint32_t headBytes = 64 * 1024;
    std::uint64_t bodyBytes = 64ULL * 1024 * 1024;
    int connections = 4096;
    std::chrono::milliseconds head{10'000}; ///< from its first byte to its last
    std::chrono::milliseconds body{30'000}; ///< without a new byte
    std::chrono::milliseconds request{600'000}; ///< from its first byte to its last
    std::chrono::milliseconds idle{75'000}; ///< between two requests
    std::chrono::milliseconds drain{1'000}; ///< reading on after an early refusal
};

} // namespace signalbox::routing
