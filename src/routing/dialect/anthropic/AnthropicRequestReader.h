// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// A client's request for a message, as a conversation.
RequestReading readAnthropicRequest(const Json &body, const RequestContext &context);

} // namespace signalbox::routing
