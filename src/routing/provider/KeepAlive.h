// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/provider/ProviderCall.h"

#include <QtGlobal>

#include <span>

namespace signalbox::routing {

/// A provider closes an idle connection after a minute or so, unless it says otherwise; we are
/// first.
inline constexpr qint64 usualIdleNs = 55'000'000'000;

/// How long a connection may be idle after an answer with these \a headers and still serve the next
/// request, in nanoseconds; 0: not at all. Providers say in `Keep-Alive: timeout=5` when they will
/// close it: Node's and Python's usual servers after five seconds, and a request that meets the
/// close is lost. Pure.
[[nodiscard]] qint64 idleLimitNs(std::span<const HeaderView> headers);

} // namespace signalbox::routing
