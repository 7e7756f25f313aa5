// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// Reads the body of a chat completions request, with the extras of OpenRouter (`reasoning`,
/// `reasoning_details`, `cache_control`) and the functions of before there were tools.
RequestReading readChatRequest(const Json &body, const RequestContext &context);

} // namespace signalbox::routing
