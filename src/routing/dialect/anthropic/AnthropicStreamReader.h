// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

#include <memory>

namespace signalbox::routing {

/// Reads the events of a provider's streamed message.
std::unique_ptr<StreamReader> anthropicStreamReader();

} // namespace signalbox::routing
