// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

#include <memory>

namespace signalbox::routing {

/// Reads a streamed answer of /v2/chat, event by event.
std::unique_ptr<StreamReader> cohereStreamReader();

} // namespace signalbox::routing
