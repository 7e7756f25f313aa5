// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

#include <string>

namespace signalbox::routing {

/// The body of a request for a message.
std::string writeAnthropicRequest(const Conversation &conversation, const RequestWish &wish,
                                  Losses &losses);

} // namespace signalbox::routing
