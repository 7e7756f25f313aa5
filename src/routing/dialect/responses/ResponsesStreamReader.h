// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

#include <memory>

namespace signalbox::routing {

/// Reads the events of `/v1/responses`. What came as deltas is not told again by the events that
/// close it; what came without deltas is told from those, or from the final response.
std::unique_ptr<StreamReader> responsesStreamReader();

} // namespace signalbox::routing
