// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

namespace signalbox::routing {

/// The body for /v2/chat. What Cohere cannot be told goes into \a losses.
std::string writeCohereRequest(const Conversation &conversation, const RequestWish &wish,
                               Losses &losses);

} // namespace signalbox::routing
