// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

#include <memory>

namespace signalbox::routing {

/// Reads a streamed answer, framed as events or as the objects of an array.
std::unique_ptr<StreamReader> geminiStreamReader();

} // namespace signalbox::routing
