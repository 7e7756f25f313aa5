// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/simulator/RouteSimulator.h"

namespace signalbox::ui {

/// The prices and models that come with Signalbox, read once: reading them takes longer than to
/// replay a thousand exchanges. Thread-safe; the first call blocks, so that it belongs on a thread
/// of the pool.
[[nodiscard]] const routing::RouteSimulator::Books &shippedBooks();

} // namespace signalbox::ui
